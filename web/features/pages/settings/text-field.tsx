import { Select, Switch, Textarea } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import type { AutomatedText } from '../../../../contract/page-settings.ts';
import { Button } from '../../../ui/button.tsx';
import { iconSizes, iconStroke } from '../../../ui/icon-sizes.ts';
import { languageChoices } from './language-choices.ts';
import styles from './text-field.module.css';

type TextFieldProps = {
  label: string;
  text: AutomatedText;
  fault: (part: string) => string | undefined;
  onChange: (text: AutomatedText) => void;
};

/** A text that is sent by itself: whether it is, and its words in each language. */
export function TextField({ label, text, fault, onChange }: TextFieldProps) {
  const { isOn, byLanguage } = text;
  const put = (language: string, words: string) =>
    onChange({ isOn, byLanguage: { ...byLanguage, [language]: words } });
  const remove = (language: string) => {
    const { [language]: _, ...others } = byLanguage;
    onChange({ isOn, byLanguage: others });
  };
  const names = new Map(languageChoices('en').map((one) => [one.value, one.label]));
  return (
    <>
      <Switch
        label={label}
        checked={isOn}
        onChange={(event) => onChange({ isOn: event.currentTarget.checked, byLanguage })}
      />
      {isOn && (
        <>
          {Object.entries(byLanguage).map(([language, words]) => (
            <div key={language} className={styles.language}>
              <Textarea
                label={names.get(language) ?? language}
                lang={language}
                rows={3}
                value={words}
                error={fault(`byLanguage.${language}`)}
                onChange={(event) => put(language, event.currentTarget.value)}
              />
              <Button
                kind="quiet"
                size="small"
                aria-label={`Remove ${names.get(language) ?? language}`}
                onClick={() => remove(language)}
              >
                Remove
              </Button>
            </div>
          ))}
          <Select
            className={styles.add ?? ''}
            aria-label={`${label}: add a language`}
            placeholder="Add a language"
            leftSection={<IconPlus size={iconSizes.small} stroke={iconStroke} aria-hidden="true" />}
            data={languageChoices('en').filter((one) => !(one.value in byLanguage))}
            value={null}
            searchable
            onChange={(language) => language && put(language, '')}
          />
        </>
      )}
    </>
  );
}

import { Select } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { languageChoices } from '../lib/language-choices.ts';
import { Button } from './button.tsx';
import { iconSizes, iconStroke } from './icon-sizes.ts';
import styles from './language-bar.module.css';
import { Segments } from './segments.tsx';

type LanguageBarProps = {
  languages: readonly string[];
  shown: string;
  onShow: (language: string) => void;
  /** Also shows it. */
  onAdd: (language: string) => void;
  onRemove: (language: string) => void;
};

/** In which language the words below are read and written; the last one stays. */
export function LanguageBar({ languages, shown, onShow, onAdd, onRemove }: LanguageBarProps) {
  const choices = languageChoices(shown);
  const nameOf = (language: string) => choices.find((one) => one.value === language)?.label ?? language;
  return (
    <div className={styles.bar}>
      <Segments
        label="Language of the words"
        value={shown}
        choices={languages.map((language) => ({ value: language, name: nameOf(language) }))}
        onChange={onShow}
      />
      <Select
        className={styles.add ?? ''}
        aria-label="Add a language"
        placeholder="Add a language"
        leftSection={<IconPlus size={iconSizes.small} stroke={iconStroke} aria-hidden="true" />}
        data={choices.filter((one) => !languages.includes(one.value))}
        value={null}
        searchable
        onChange={(language) => language && onAdd(language)}
      />
      {languages.length > 1 && (
        <Button kind="quiet" onClick={() => onRemove(shown)}>
          Remove {nameOf(shown)}
        </Button>
      )}
    </div>
  );
}

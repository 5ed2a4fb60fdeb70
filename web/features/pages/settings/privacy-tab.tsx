import { NumberInput, Select, Switch, Textarea, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { pageSettings, type ConsentText } from '../../../../contract/page-settings.ts';
import type { Page } from '../../../../contract/pages.ts';
import { Button } from '../../../ui/button.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { LanguageField } from './language-field.tsx';
import { SettingsForm } from './settings-form.tsx';
import { SettingsGroup } from '../../../ui/settings-group.tsx';
import styles from './privacy-tab.module.css';

const modes = [
  { value: 'off', label: 'Do not ask' },
  { value: 'inform', label: 'Ask, and show agents the answer' },
  { value: 'require', label: 'Ask, and show nothing before they agree' },
];

const firstText = pageSettings.parse({}).privacy.consentTexts[0];

/** What customers of the page are asked, and how long what they write is kept. */
export function PrivacyTab({ page }: { page: Page }) {
  return (
    <SettingsForm page={page} section="privacy">
      {({ value, set, fault }) => (
        <>
          <SettingsGroup
            title="Consent of customers"
            lead="The notice goes out with a customer’s first message, with one button to agree and one to decline. Every answer is kept with the text that it was given to."
          >
            <Select
              label="When somebody writes for the first time"
              data={modes}
              value={value.consent}
              allowDeselect={false}
              onChange={(mode) => mode && set({ consent: mode as typeof value.consent })}
            />
            {value.consent === 'require' && (
              <Notice tone="warning" title="Nobody sees what a customer wrote before they agree">
                That holds for administrators too: in lists, in the search, and for files. Nobody can reply
                before, either.
              </Notice>
            )}
            {value.consent !== 'off' && (
              <>
                {value.consentTexts.map((text, at) => (
                  <ConsentTextFields
                    key={at}
                    text={text}
                    others={value.consentTexts.flatMap((one) => (one === text ? [] : one.language))}
                    fault={(field) => fault(`consentTexts.${at}.${field}`)}
                    onChange={(changed) =>
                      set({ consentTexts: value.consentTexts.map((one, i) => (i === at ? changed : one)) })
                    }
                    onRemove={
                      value.consentTexts.length > 1
                        ? () => set({ consentTexts: value.consentTexts.filter((_, i) => i !== at) })
                        : null
                    }
                  />
                ))}
                {fault('consentTexts') && <Notice tone="danger" title={fault('consentTexts') ?? ''} />}
                <div>
                  <Button
                    size="small"
                    icon={<IconPlus size={14} stroke={1.5} aria-hidden="true" />}
                    onClick={() =>
                      set({ consentTexts: [...value.consentTexts, newText(value.consentTexts)] })
                    }
                  >
                    Add a language
                  </Button>
                </div>
                <NumberInput
                  label="Version of the text"
                  description="Raise it when the text says something else: who answered an earlier one is asked again."
                  min={1}
                  max={10_000}
                  value={value.consentVersion}
                  error={fault('consentVersion')}
                  onChange={(version) => set({ consentVersion: Number(version) })}
                />
              </>
            )}
          </SettingsGroup>
          <SettingsGroup
            title="How long things are kept"
            lead="Messages, notes, comments and files of this page. Customers under legal hold are left alone."
          >
            <Switch
              label="Delete what is older than"
              checked={value.keepDays !== null}
              onChange={(event) => set({ keepDays: event.currentTarget.checked ? 365 : null })}
            />
            <Switch
              label="Remove what customers take back"
              description="The words and files go; that there was a message stays."
              checked={value.removesUnsent}
              onChange={(event) => set({ removesUnsent: event.currentTarget.checked })}
            />
            {value.keepDays !== null && (
              <NumberInput
                label="Days"
                description="Deleted is deleted: it cannot be brought back."
                min={1}
                max={3_650}
                value={value.keepDays}
                error={fault('keepDays')}
                onChange={(days) => set({ keepDays: Number(days) })}
              />
            )}
          </SettingsGroup>
        </>
      )}
    </SettingsForm>
  );
}

/** The first languages that come to mind; which it is, is chosen in its field. */
function newText(texts: readonly ConsentText[]): ConsentText {
  const language = ['en', 'es', 'fr', 'de', 'pt', 'it', 'nl', 'pl'].find((tag) =>
    texts.every((text) => text.language !== tag),
  );
  const empty = { notice: '', agree: '', decline: '', declined: '' };
  return { ...(language === 'en' && firstText ? firstText : empty), language: language ?? 'ja' };
}

type ConsentTextFieldsProps = {
  text: ConsentText;
  /** Languages that have a text already. */
  others: readonly string[];
  fault: (field: keyof ConsentText) => string | undefined;
  onChange: (text: ConsentText) => void;
  /** Null for the only one. */
  onRemove: (() => void) | null;
};

function ConsentTextFields({ text, others, fault, onChange, onRemove }: ConsentTextFieldsProps) {
  const change = (fields: Partial<ConsentText>) => onChange({ ...text, ...fields });
  return (
    <div className={styles.text} role="group" aria-label={`Text in ${text.language}`}>
      <div className={styles.language}>
        <LanguageField
          label="Language"
          value={text.language}
          without={others}
          onChange={(language) => change({ language })}
        />
        {onRemove && (
          <IconButton
            label="Remove this language"
            icon={<IconTrash size={16} stroke={1.5} aria-hidden="true" />}
            onClick={onRemove}
          />
        )}
      </div>
      <Textarea
        label="Notice"
        autosize
        minRows={3}
        value={text.notice}
        error={fault('notice')}
        onChange={(event) => change({ notice: event.currentTarget.value })}
      />
      <div className={styles.pair}>
        <TextInput
          label="Button to agree"
          maxLength={20}
          value={text.agree}
          error={fault('agree')}
          onChange={(event) => change({ agree: event.currentTarget.value })}
        />
        <TextInput
          label="Button to decline"
          maxLength={20}
          value={text.decline}
          error={fault('decline')}
          onChange={(event) => change({ decline: event.currentTarget.value })}
        />
      </div>
      <Textarea
        label="To who declines"
        description="Other ways to reach you."
        autosize
        minRows={2}
        value={text.declined}
        error={fault('declined')}
        onChange={(event) => change({ declined: event.currentTarget.value })}
      />
    </div>
  );
}

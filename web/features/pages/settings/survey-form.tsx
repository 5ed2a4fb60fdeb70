import { NumberInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { PageSettings } from '../../../../contract/page-settings.ts';
import { formFault } from '../../../../contract/survey-form.ts';
import type { Survey } from '../../../../contract/surveys.ts';
import { formLimits } from '../../../../contract/templates.ts';
import { LanguageBar } from '../../../ui/language-bar.tsx';
import { MessengerPreview } from '../../../ui/messenger-preview.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { SettingsGroup } from '../../../ui/settings-group.tsx';
import type { SectionFields } from './settings-form.tsx';

type Settings = PageSettings['survey'];

const texts = [
  { field: 'formTitle', label: 'Title', most: formLimits.title },
  { field: 'formSubtitle', label: 'Line below it', most: formLimits.subtitle },
  { field: 'formButton', label: 'Button', most: formLimits.button },
] as const;

/** What stands on Messenger's form around the question, in each language, and how long it takes an answer. */
export function FormFields({ value, set, fault }: SectionFields<Settings>) {
  const languages = [...new Set(texts.flatMap(({ field }) => Object.keys(value[field])))];
  const [chosen, setChosen] = useState('en');
  const language = languages.includes(chosen) ? chosen : (languages[0] ?? 'en');
  const write = (change: (words: Record<string, string>) => Record<string, string>) =>
    set({
      formTitle: change(value.formTitle),
      formSubtitle: change(value.formSubtitle),
      formButton: change(value.formButton),
    });
  return (
    <>
      <LanguageBar
        languages={languages}
        shown={language}
        onShow={setChosen}
        onAdd={(each) => {
          write((words) => ({ ...words, [each]: '' }));
          setChosen(each);
        }}
        onRemove={(each) =>
          write((words) => {
            const { [each]: _, ...others } = words;
            return others;
          })
        }
      />
      {texts.map(({ field, label, most }) => (
        <TextInput
          key={field}
          label={label}
          lang={language}
          dir="auto"
          maxLength={most}
          value={value[field][language] ?? ''}
          error={fault(`${field}.${language}`) ?? fault(field)}
          onChange={(event) => set({ [field]: { ...value[field], [language]: event.currentTarget.value } })}
        />
      ))}
      <NumberInput
        label="Takes an answer for"
        suffix={value.formDays === 1 ? ' day' : ' days'}
        min={formLimits.daysLeast}
        max={formLimits.days}
        allowDecimal={false}
        value={value.formDays}
        error={fault('formDays')}
        onChange={(days) => set({ formDays: Number(days) })}
      />
    </>
  );
}

/** How the form looks in the thread, and what it asks; or why it cannot. */
export function FormPreview({ settings, survey }: { settings: Settings; survey: Survey }) {
  const fault = formFault(survey);
  if (fault) {
    return (
      <Notice tone="warning" title="Messenger’s form cannot ask this survey">
        {fault.message} Choose another survey, or another way.
      </Notice>
    );
  }
  return (
    <SettingsGroup title="What customers see">
      <MessengerPreview
        label="Preview in Messenger"
        messages={[
          {
            key: 'form',
            text: (
              <>
                <b>{wordsIn(settings.formTitle)}</b>
                <br />
                {wordsIn(settings.formSubtitle)}
              </>
            ),
            buttons: [wordsIn(settings.formButton)],
          },
        ]}
      />
      <p className="small text-3">
        The button opens: {survey.questions.map(({ text }) => `“${wordsIn(text)}”`).join(', then ')}
      </p>
    </SettingsGroup>
  );
}

function wordsIn(words: Readonly<Record<string, string>>): string {
  return words['en'] ?? Object.values(words)[0] ?? '';
}

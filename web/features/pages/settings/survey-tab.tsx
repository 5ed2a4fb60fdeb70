import { Radio, Select, Stack, Switch, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { fillText, placeholders } from '../../../../contract/automated-text.ts';
import type { PageSettings } from '../../../../contract/page-settings.ts';
import type { Page } from '../../../../contract/pages.ts';
import type { Survey } from '../../../../contract/surveys.ts';
import { apiPaths } from '../../../lib/paths.ts';
import { screenPaths } from '../../../lib/screen-paths.ts';
import { surveyButtons } from '../../../lib/survey-buttons.ts';
import { surveysQuery } from '../../../lib/surveys-query.ts';
import { LanguageBar } from '../../../ui/language-bar.tsx';
import { Link } from '../../../ui/link.tsx';
import { MessengerPreview } from '../../../ui/messenger-preview.tsx';
import { SettingsForm, type SectionFields } from './settings-form.tsx';
import { SettingsGroup } from '../../../ui/settings-group.tsx';
import { FormFields, FormPreview } from './survey-form.tsx';

/** Whether customers are asked when their conversation has ended, by which survey, and how. */
export function SurveyTab({ page }: { page: Page }) {
  const surveys = useQuery(surveysQuery);
  return (
    <SettingsForm page={page} section="survey">
      {(fields) => (
        <>
          <SettingsGroup
            title="After the conversation"
            lead="Asked once for a conversation, when it is ended by an agent or by the clock, and of one customer at most once in 7 days. Only within 24 hours of the customer’s last message; never with the human agent tag."
          >
            <Switch
              label="Ask customers how it went"
              checked={fields.value.isOn}
              onChange={(event) => fields.set({ isOn: event.currentTarget.checked })}
            />
            {fields.value.isOn && <How fields={fields} surveys={surveys.data ?? null} />}
          </SettingsGroup>
          {fields.value.isOn && <Preview page={page} settings={fields.value} surveys={surveys.data ?? []} />}
        </>
      )}
    </SettingsForm>
  );
}

type Settings = PageSettings['survey'];
/** `surveys` is null while they are on their way. */
type FieldsProps = { fields: SectionFields<Settings>; surveys: readonly Survey[] | null };

function How({ fields: { value, set, fault }, surveys }: FieldsProps) {
  const isGone =
    surveys !== null && value.surveyId !== null && surveys.every(({ id }) => id !== value.surveyId);
  return (
    <>
      <Radio.Group
        label="How should we send it?"
        value={value.how}
        onChange={(how) => set({ how: how as Settings['how'] })}
      >
        <Stack gap="md" mt="sm">
          <Radio
            value="conversation"
            label="In the conversation"
            description="One question after another, with buttons. Nobody has to leave Messenger."
          />
          <Radio
            value="form"
            label="In Messenger’s own form"
            description="One rating, with own words behind it, or own words alone. Where Facebook does not take the form, the same is asked by buttons."
          />
          <Radio
            value="link"
            label="Send a link"
            description="To a page of this desk with all questions. It works for 30 days, and once."
          />
          <Radio
            value="external"
            label="Send a link to somebody else’s survey"
            description="The answers stay there."
          />
        </Stack>
      </Radio.Group>
      {value.how === 'external' ? (
        <TextInput
          label="Address"
          description="{id} is filled in: by it the answers are told apart."
          placeholder="https://forms.example/s?id={id}"
          inputMode="url"
          value={value.externalUrl ?? ''}
          error={fault('externalUrl')}
          onChange={(event) => set({ externalUrl: event.currentTarget.value || null })}
        />
      ) : (
        <Select
          label="Survey"
          description={
            <>
              Written under{' '}
              <Link className="link" href={screenPaths.settings('surveys')}>
                Surveys
              </Link>
              .
            </>
          }
          placeholder="Choose a survey"
          data={(surveys ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          value={value.surveyId}
          error={fault('surveyId') ?? (isGone && 'It was removed: nobody is asked. Choose another one.')}
          onChange={(chosen) => set({ surveyId: surveys?.find(({ id }) => id === chosen)?.id ?? null })}
        />
      )}
      {value.how === 'form' && <FormFields value={value} set={set} fault={fault} />}
      {(value.how === 'link' || value.how === 'external') && (
        <MessageText value={value} set={set} fault={fault} />
      )}
      <Switch
        label="Only who got an answer"
        description="Who never heard from one of our people is not asked."
        checked={value.onlyAnswered}
        onChange={(event) => set({ onlyAnswered: event.currentTarget.checked })}
      />
    </>
  );
}

/** What stands before the link, in each language. */
function MessageText({ value, set, fault }: SectionFields<Settings>) {
  const { message } = value;
  const languages = Object.keys(message).length === 0 ? ['en'] : Object.keys(message);
  const [chosen, setChosen] = useState('en');
  const language = languages.includes(chosen) ? chosen : (languages[0] ?? 'en');
  return (
    <>
      <LanguageBar
        languages={languages}
        shown={language}
        onShow={setChosen}
        onAdd={(each) => {
          set({ message: { ...message, [each]: '' } });
          setChosen(each);
        }}
        onRemove={(each) => {
          const { [each]: _, ...others } = message;
          set({ message: others });
        }}
      />
      <Textarea
        label="Message text"
        description={`The customer’s own link is put behind it. ${placeholders.map((word) => `{${word}}`).join(', ')} are filled in.`}
        lang={language}
        dir="auto"
        autosize
        minRows={2}
        value={message[language] ?? ''}
        error={fault(`message.${language}`)}
        onChange={(event) => set({ message: { ...message, [language]: event.currentTarget.value } })}
      />
    </>
  );
}

function Preview({
  page,
  settings,
  surveys,
}: {
  page: Page;
  settings: Settings;
  surveys: readonly Survey[];
}) {
  const survey = surveys.find(({ id }) => id === settings.surveyId);
  if (settings.how === 'form') return survey ? <FormPreview settings={settings} survey={survey} /> : null;
  if (settings.how === 'conversation') {
    const [first] = survey?.questions ?? [];
    if (!survey || !first) return null;
    return (
      <SettingsGroup title="What customers see">
        <MessengerPreview
          label="Preview in Messenger"
          messages={survey.questions.map((question) => ({
            key: question.id,
            text: wordsIn(question.text),
            buttons: surveyButtons(question, survey.skip, 'en'),
          }))}
        />
      </SettingsGroup>
    );
  }
  const words = fillText(wordsIn(settings.message), { PageName: page.name, CustomerFirstName: 'Elena' });
  const address =
    settings.how === 'external'
      ? (settings.externalUrl ?? '').replace('{id}', '0192f0c4…')
      : `${window.location.origin}/s/0192f0c4…`;
  return (
    <SettingsGroup title="What customers see">
      <MessengerPreview
        label="Preview in Messenger"
        messages={[{ key: 'link', text: [words, address].filter(Boolean).join('\n') }]}
      />
      {settings.how === 'link' && survey && (
        <a className="link" href={apiPaths.surveyPreview(survey.id, 'en')} target="_blank" rel="noreferrer">
          The page behind the link (opens a new tab)
        </a>
      )}
    </SettingsGroup>
  );
}

function wordsIn(words: Readonly<Record<string, string>>): string {
  return words['en'] ?? Object.values(words)[0] ?? '';
}

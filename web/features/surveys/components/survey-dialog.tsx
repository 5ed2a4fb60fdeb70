import { Textarea, TextInput } from '@mantine/core';
import { IconExternalLink, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { Survey, SurveyQuestion } from '../../../../contract/surveys.ts';
import { apiPaths } from '../../../lib/paths.ts';
import { surveyButtons } from '../../../lib/survey-buttons.ts';
import { Button } from '../../../ui/button.tsx';
import { EditDialog } from '../../../ui/edit-dialog.tsx';
import { iconSizes, iconStroke } from '../../../ui/icon-sizes.ts';
import { LanguageBar } from '../../../ui/language-bar.tsx';
import { MessengerPreview } from '../../../ui/messenger-preview.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { useRemoveSurvey, useSaveSurvey } from '../api/surveys.ts';
import {
  draftOf,
  faultIn,
  languagesOf,
  moved,
  newQuestion,
  readDraft,
  withoutLanguage,
  type SurveyDraft,
} from '../survey-draft.ts';
import styles from '../surveys.module.css';
import { QuestionFields } from './question-fields.tsx';

const kinds: { kind: SurveyQuestion['kind']; name: string }[] = [
  { kind: 'rating', name: 'Rating' },
  { kind: 'choice', name: 'Choice' },
  { kind: 'text', name: 'Own words' },
  { kind: 'consent', name: 'Yes or no' },
];

/** Writes a survey, or its next wording. Removing takes a second click: pages that send it send none any more. */
export function SurveyDialog({ survey, onClose }: { survey: Survey | null; onClose: () => void }) {
  const save = useSaveSurvey(onClose);
  const remove = useRemoveSurvey(onClose);
  const [draft, setDraft] = useState<SurveyDraft>(() => draftOf(survey));
  const [added, setAdded] = useState<string[]>([]);
  const languages = [...new Set([...languagesOf(draft), ...added])];
  const [chosen, setChosen] = useState(languages.includes('en') ? 'en' : (languages[0] ?? 'en'));
  const language = languages.includes(chosen) ? chosen : (languages[0] ?? 'en');
  const [isSent, setIsSent] = useState(false);
  const { fields, faults } = readDraft(draft);
  const refused = save.error && { [String(save.error.data['field'])]: save.error.message };
  const fault = (field: string) => (isSent && faultIn(faults, field)) || faultIn(refused, field);
  const set = (change: Partial<SurveyDraft>) => setDraft((before) => ({ ...before, ...change }));
  const { questions } = draft;
  const setQuestion = (at: number, question: SurveyQuestion) =>
    set({ questions: questions.map((each, index) => (index === at ? question : each)) });
  const submit = () => {
    setIsSent(true);
    if (fields === null) return;
    save.mutate(
      survey ? { id: survey.id, fields: { ...fields, version: survey.version } } : { id: null, fields },
    );
  };
  return (
    <EditDialog
      title={survey ? survey.name : 'Add a survey'}
      width="880px"
      onClose={onClose}
      onSubmit={submit}
      submit={survey ? 'Save changes' : 'Add the survey'}
      save={save}
      remove={
        survey && {
          ...remove,
          label: 'Remove',
          sure: {
            title: 'Pages that send it will send none',
            text: 'Press once more to remove it. What was answered is kept.',
            label: 'Remove it',
          },
          onClick: () => remove.mutate(survey.id),
        }
      }
    >
      {isSent && faults && (
        <Notice tone="danger" role="alert" title="It cannot be saved yet">
          {faultIn(faults, 'questions') ?? Object.values(faults)[0]}
        </Notice>
      )}
      <TextInput
        label="Name"
        data-autofocus
        value={draft.name}
        error={fault('name')}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <LanguageBar
        languages={languages}
        shown={language}
        onShow={setChosen}
        onAdd={(each) => {
          setAdded([...added, each]);
          setChosen(each);
        }}
        onRemove={(each) => {
          setAdded(added.filter((one) => one !== each));
          setDraft(withoutLanguage(draft, each));
        }}
      />
      <div className={styles.writing}>
        <div className={styles.questions}>
          {questions.map((question, at) => (
            <QuestionFields
              key={question.id}
              question={question}
              number={at + 1}
              language={language}
              fault={(field) => fault(`questions.${at}.${field}`)}
              onChange={(next) => setQuestion(at, next)}
              onMove={(by) => set({ questions: moved(questions, at, by) })}
              mayMove={{ up: at > 0, down: at < questions.length - 1 }}
              onRemove={
                questions.length > 1
                  ? () => set({ questions: questions.filter((each) => each !== question) })
                  : null
              }
            />
          ))}
          {questions.length < 10 && (
            <div className={styles.adding} role="group" aria-label="Add a question">
              {kinds.map(({ kind, name }) => (
                <Button
                  key={kind}
                  size="small"
                  icon={<IconPlus size={iconSizes.small} stroke={iconStroke} aria-hidden="true" />}
                  onClick={() => set({ questions: [...questions, newQuestion(kind, questions)] })}
                >
                  {name}
                </Button>
              ))}
            </div>
          )}
          <Textarea
            label="Thanks behind the last answer"
            description="May be left empty."
            lang={language}
            dir="auto"
            rows={2}
            value={draft.thanks[language] ?? ''}
            error={fault('thanks')}
            onChange={(event) => set({ thanks: { ...draft.thanks, [language]: event.currentTarget.value } })}
          />
          <TextInput
            label="Button to pass over a question"
            lang={language}
            maxLength={20}
            value={draft.skip[language] ?? ''}
            error={fault('skip')}
            onChange={(event) => set({ skip: { ...draft.skip, [language]: event.currentTarget.value } })}
          />
        </div>
        <div className={styles.preview}>
          <h3 className={styles.head}>In Messenger</h3>
          <MessengerPreview
            label="Preview in Messenger"
            messages={[
              ...questions.map((question) => ({
                key: question.id,
                text: question.text[language] || '…',
                buttons: surveyButtons(question, draft.skip, language),
              })),
              ...(draft.thanks[language] ? [{ key: 'thanks', text: draft.thanks[language] }] : []),
            ]}
          />
          {survey && (
            <a
              className="link"
              href={apiPaths.surveyPreview(survey.id, language)}
              target="_blank"
              rel="noreferrer"
            >
              The page behind a link, as saved{' '}
              <IconExternalLink size={iconSizes.small} stroke={iconStroke} aria-label="opens a new tab" />
            </a>
          )}
        </div>
      </div>
    </EditDialog>
  );
}

import { Switch, Textarea, TextInput } from '@mantine/core';
import { IconPlus, IconTrash, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { PageSettings, PreChatQuestion } from '../../../../contract/page-settings.ts';
import type { Page } from '../../../../contract/pages.ts';
import { Button } from '../../../ui/button.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { iconSizes, iconStroke } from '../../../ui/icon-sizes.ts';
import { LanguageBar } from '../../../ui/language-bar.tsx';
import { MessengerPreview } from '../../../ui/messenger-preview.tsx';
import styles from './questions-tab.module.css';
import { SettingsForm, type SectionFields } from './settings-form.tsx';
import { SettingsGroup } from '../../../ui/settings-group.tsx';

type Fields = SectionFields<PageSettings['preChat']>;

/** What a new conversation begins with, before an agent is there. */
export function QuestionsTab({ page }: { page: Page }) {
  return (
    <SettingsForm page={page} section="preChat">
      {(fields) => (
        <>
          <SettingsGroup
            title="At the beginning of a conversation"
            lead="The first question stands in place of the greeting. Each may be passed over, and nothing more is asked once an agent has answered. The answers stand in the details, and rules can go by them."
          >
            <Switch
              label="Ask questions first"
              checked={fields.value.isOn}
              onChange={(event) => fields.set({ isOn: event.currentTarget.checked })}
            />
          </SettingsGroup>
          {fields.value.isOn && <Questions {...fields} />}
        </>
      )}
    </SettingsForm>
  );
}

/** A name that no question has yet. */
function freeName(questions: readonly PreChatQuestion[]): string {
  for (let n = 1; ; n += 1) {
    const name = `answer_${n}`;
    if (questions.every((each) => each.name !== name)) return name;
  }
}

function Questions({ value, set, fault }: Fields) {
  const { questions, skip } = value;
  const written = [...questions.flatMap(({ text }) => Object.keys(text)), ...Object.keys(skip)];
  const [added, setAdded] = useState<string[]>([]);
  const languages = [...new Set([...written, ...added, ...(written.length === 0 ? ['en'] : [])])];
  const [chosen, setChosen] = useState(languages[0] ?? 'en');
  const language = languages.includes(chosen) ? chosen : (languages[0] ?? 'en');
  const change = (at: number, fields: Partial<PreChatQuestion>) =>
    set({ questions: questions.map((each, index) => (index === at ? { ...each, ...fields } : each)) });
  return (
    <>
      <SettingsGroup title="Questions">
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
            set({
              skip: without(skip, each),
              questions: questions.map((question) => ({
                ...question,
                text: without(question.text, each),
                options: question.options.map((option) => ({ ...option, text: without(option.text, each) })),
              })),
            });
          }}
        />
        {fault('questions') && (
          <p className={styles.fault} role="alert">
            {fault('questions')}
          </p>
        )}
        {questions.map((question, at) => (
          <QuestionFields
            key={at}
            question={question}
            number={at + 1}
            language={language}
            fault={(field) => fault(`questions.${at}.${field}`)}
            onChange={(fields) => change(at, fields)}
            onRemove={() => set({ questions: questions.filter((_, index) => index !== at) })}
          />
        ))}
        {questions.length < 5 && (
          <Button
            className={styles.add ?? ''}
            icon={<IconPlus size={iconSizes.control} stroke={iconStroke} aria-hidden="true" />}
            onClick={() =>
              set({ questions: [...questions, { name: freeName(questions), text: {}, options: [] }] })
            }
          >
            Add a question
          </Button>
        )}
        <TextInput
          label="Button to pass over a question"
          lang={language}
          maxLength={20}
          value={skip[language] ?? ''}
          error={fault(`skip.${language}`)}
          onChange={(event) => set({ skip: worded(skip, language, event.currentTarget.value) })}
        />
      </SettingsGroup>
      {questions.length > 0 && (
        <SettingsGroup title="What customers see">
          <MessengerPreview
            label="Preview in Messenger"
            messages={questions.map((question, at) => ({
              key: String(at),
              text: question.text[language] || '…',
              buttons: [
                ...question.options.map((option) => option.text[language] || option.value),
                skip[language] || 'Skip',
              ],
            }))}
          />
        </SettingsGroup>
      )}
    </>
  );
}

type Words = Readonly<Record<string, string>>;

function without(words: Words, language: string): Record<string, string> {
  return Object.fromEntries(Object.entries(words).filter(([each]) => each !== language));
}

/** What is empty is not written at all. */
function worded(words: Words, language: string, text: string): Record<string, string> {
  return text === '' ? without(words, language) : { ...words, [language]: text };
}

type QuestionFieldsProps = {
  question: PreChatQuestion;
  number: number;
  language: string;
  fault: (field: string) => string | undefined;
  onChange: (fields: Partial<PreChatQuestion>) => void;
  onRemove: () => void;
};

function QuestionFields({ question, number, language, fault, onChange, onRemove }: QuestionFieldsProps) {
  const { name, text, options } = question;
  const setOption = (at: number, fields: Partial<PreChatQuestion['options'][number]>) =>
    onChange({ options: options.map((each, index) => (index === at ? { ...each, ...fields } : each)) });
  return (
    <fieldset className={styles.question}>
      <legend className="sr">{`Question ${number}`}</legend>
      <div className="row">
        <span className="medium">{number}.</span>
        <span className="grow" />
        <IconButton
          size="small"
          label={`Remove question ${number}`}
          icon={<IconTrash size={iconSizes.control} stroke={iconStroke} aria-hidden="true" />}
          onClick={onRemove}
        />
      </div>
      <Textarea
        label="Question"
        lang={language}
        dir="auto"
        autosize
        minRows={1}
        value={text[language] ?? ''}
        error={fault('text')}
        onChange={(event) => onChange({ text: worded(text, language, event.currentTarget.value) })}
      />
      <TextInput
        label="Name of the answer"
        description="Under it the answer stands in the details, and rules know it."
        value={name}
        error={fault('name')}
        onChange={(event) => onChange({ name: event.currentTarget.value })}
      />
      {options.map((option, at) => (
        <div key={at} className={styles.option}>
          <TextInput
            aria-label={`Button ${at + 1} of question ${number}`}
            placeholder={`Button ${at + 1}`}
            lang={language}
            maxLength={20}
            value={option.text[language] ?? ''}
            error={fault(`options.${at}`)}
            onChange={(event) => {
              const words = worded(option.text, language, event.currentTarget.value);
              // The first wording is what the answer is called for good, in whatever language it is tapped.
              const isNew = Object.keys(without(option.text, language)).length === 0;
              setOption(at, { text: words, ...(isNew ? { value: event.currentTarget.value } : {}) });
            }}
          />
          <IconButton
            size="small"
            label={`Remove button ${at + 1} of question ${number}`}
            icon={<IconX size={iconSizes.control} stroke={iconStroke} aria-hidden="true" />}
            onClick={() => onChange({ options: options.filter((_, index) => index !== at) })}
          />
        </div>
      ))}
      {options.length < 12 && (
        <Button
          kind="quiet"
          size="small"
          className={styles.add ?? ''}
          icon={<IconPlus size={iconSizes.small} stroke={iconStroke} aria-hidden="true" />}
          onClick={() => onChange({ options: [...options, { value: '', text: {} }] })}
        >
          {options.length === 0 ? 'Offer buttons in place of own words' : 'Add a button'}
        </Button>
      )}
    </fieldset>
  );
}

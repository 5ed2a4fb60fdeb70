import { Select, Switch, Textarea, TextInput } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash, IconX } from '@tabler/icons-react';
import { limits } from '../../../../contract/messages.ts';
import type { SurveyQuestion } from '../../../../contract/surveys.ts';
import { Button } from '../../../ui/button.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { iconSizes, iconStroke } from '../../../ui/icon-sizes.ts';
import { newOption } from '../survey-draft.ts';
import styles from '../surveys.module.css';

type QuestionFieldsProps = {
  question: SurveyQuestion;
  number: number;
  language: string;
  fault: (field: string) => string | undefined;
  onChange: (question: SurveyQuestion) => void;
  onMove: (by: 1 | -1) => void;
  mayMove: { up: boolean; down: boolean };
  /** Null: it is the only one. */
  onRemove: (() => void) | null;
};

const names: Record<SurveyQuestion['kind'], string> = {
  rating: 'Rating',
  choice: 'Choice',
  text: 'Own words',
  consent: 'Yes or no',
};

/** One question in one language. */
export function QuestionFields(props: QuestionFieldsProps) {
  const { question, number, language, fault, onChange, onMove, mayMove, onRemove } = props;
  return (
    <fieldset className={styles.question}>
      <legend className="sr">{`Question ${number}`}</legend>
      <div className={styles.questionHead}>
        <span className="medium">
          {number}. {names[question.kind]}
        </span>
        <span className="grow" />
        <IconButton
          size="small"
          label={`Move question ${number} up`}
          disabled={!mayMove.up}
          icon={<IconArrowUp size={iconSizes.control} stroke={iconStroke} aria-hidden="true" />}
          onClick={() => onMove(-1)}
        />
        <IconButton
          size="small"
          label={`Move question ${number} down`}
          disabled={!mayMove.down}
          icon={<IconArrowDown size={iconSizes.control} stroke={iconStroke} aria-hidden="true" />}
          onClick={() => onMove(1)}
        />
        <IconButton
          size="small"
          label={`Remove question ${number}`}
          disabled={onRemove === null}
          icon={<IconTrash size={iconSizes.control} stroke={iconStroke} aria-hidden="true" />}
          onClick={() => onRemove?.()}
        />
      </div>
      <Textarea
        label="Question"
        lang={language}
        dir="auto"
        autosize
        minRows={1}
        value={question.text[language] ?? ''}
        error={fault('text')}
        onChange={(event) =>
          onChange({ ...question, text: { ...question.text, [language]: event.currentTarget.value } })
        }
      />
      <Answers question={question} language={language} fault={fault} onChange={onChange} />
      <Switch
        label="Must be answered"
        checked={question.isRequired}
        onChange={(event) => onChange({ ...question, isRequired: event.currentTarget.checked })}
      />
    </fieldset>
  );
}

type AnswersProps = Pick<QuestionFieldsProps, 'question' | 'language' | 'fault' | 'onChange'>;

function Answers({ question, language, fault, onChange }: AnswersProps) {
  switch (question.kind) {
    case 'text':
      return null;
    case 'rating':
      return (
        <Select
          label="Scale"
          data={[
            { value: '5', label: '1 to 5 stars' },
            { value: '10', label: '0 to 10' },
          ]}
          value={String(question.outOf)}
          allowDeselect={false}
          onChange={(outOf) => onChange({ ...question, outOf: outOf === '10' ? 10 : 5 })}
        />
      );
    case 'consent':
      return (
        <div className={styles.pair}>
          {(['agree', 'decline'] as const).map((side) => (
            <TextInput
              key={side}
              label={side === 'agree' ? 'Button for yes' : 'Button for no'}
              lang={language}
              maxLength={limits.quickReplyTitle}
              value={question[side][language] ?? ''}
              error={fault(side)}
              onChange={(event) =>
                onChange({
                  ...question,
                  [side]: { ...question[side], [language]: event.currentTarget.value },
                })
              }
            />
          ))}
        </div>
      );
    case 'choice':
      return <Options question={question} language={language} fault={fault} onChange={onChange} />;
  }
}

type OptionsProps = Omit<AnswersProps, 'question'> & {
  question: Extract<SurveyQuestion, { kind: 'choice' }>;
};

function Options({ question, language, fault, onChange }: OptionsProps) {
  const { options } = question;
  return (
    <div className={styles.options}>
      {options.map((option, at) => (
        <div key={option.id} className={styles.option}>
          <TextInput
            aria-label={`Answer ${at + 1}`}
            placeholder={`Answer ${at + 1}`}
            lang={language}
            dir="auto"
            maxLength={limits.quickReplyTitle}
            value={option.text[language] ?? ''}
            error={fault(`options.${at}`)}
            onChange={(event) => {
              const text = { ...option.text, [language]: event.currentTarget.value };
              onChange({
                ...question,
                options: options.map((each) => (each === option ? { ...each, text } : each)),
              });
            }}
          />
          <IconButton
            size="small"
            label={`Remove answer ${at + 1}`}
            disabled={options.length <= 2}
            icon={<IconX size={iconSizes.control} stroke={iconStroke} aria-hidden="true" />}
            onClick={() => onChange({ ...question, options: options.filter((each) => each !== option) })}
          />
        </div>
      ))}
      {options.length < limits.quickReplies - 1 && (
        <Button
          kind="quiet"
          size="small"
          icon={<IconPlus size={iconSizes.small} stroke={iconStroke} aria-hidden="true" />}
          onClick={() => onChange({ ...question, options: [...options, newOption(options)] })}
        >
          Add an answer
        </Button>
      )}
    </div>
  );
}

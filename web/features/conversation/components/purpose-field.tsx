import { Select, TextInput } from '@mantine/core';
import type { Ref } from 'react';
import type { PurposeKind } from '../../../../contract/send-purpose.ts';
import { purposeChoices, type ChosenPurpose } from '../composer/purpose.ts';
import styles from './purpose-field.module.css';

type PurposeFieldProps = {
  purpose: ChosenPurpose;
  /** Send was pressed without it. */
  isMissed: boolean;
  onChange: (purpose: ChosenPurpose) => void;
  ref?: Ref<HTMLInputElement>;
};

/** Asks what an answer after the first 24 hours is for. */
export function PurposeField({ purpose, isMissed, onChange, ref }: PurposeFieldProps) {
  const needsWords = purpose.kind === 'other';
  return (
    <div className={styles.purpose}>
      <Select
        {...(ref === undefined ? {} : { ref })}
        className={styles.kind}
        aria-label="What is this answer for?"
        placeholder="What is this answer for?"
        data={purposeChoices}
        value={purpose.kind}
        allowDeselect={false}
        error={isMissed && purpose.kind === null && 'Choose what it is for.'}
        onChange={(kind) => onChange({ ...purpose, kind: kind as PurposeKind | null })}
      />
      {purpose.kind !== null && (
        <TextInput
          className={styles.words}
          aria-label="In your own words"
          placeholder={needsWords ? 'In a few words' : 'In a few words, if you like'}
          maxLength={200}
          value={purpose.words}
          error={
            isMissed && needsWords && purpose.words.trim() === '' && 'Say in a few words what it is for.'
          }
          onChange={(event) => onChange({ ...purpose, words: event.currentTarget.value })}
          onKeyDown={(event) => {
            // Enter here is no send: the answer itself stands below.
            if (event.key === 'Enter') event.preventDefault();
          }}
        />
      )}
    </div>
  );
}

import { Select, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import type { TranslationService } from '../../../../contract/translation.ts';
import { fullTime } from '../../../lib/dates.ts';
import { languageChoices, languageName } from '../../../lib/language-choices.ts';
import { Button } from '../../../ui/button.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { SettingsGroup } from '../../../ui/settings-group.tsx';
import { useTryService } from '../api/translation.ts';
import styles from '../translation.module.css';

/** Asks the service for one translation, and says plainly what is wrong. */
export function TryForm({ service }: { service: TranslationService }) {
  const attempt = useTryService();
  const [from, setFrom] = useState('en');
  const [to, setTo] = useState('de');
  const [text, setText] = useState('Good morning, where is my order?');
  const choices = choicesOf(service, [from, to]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    attempt.mutate({ from, to, text });
  };
  return (
    <form onSubmit={submit} noValidate>
      <SettingsGroup
        title="Try it"
        lead={
          service.triedAt === null
            ? 'It has not worked yet as it is set.'
            : `It worked ${fullTime(service.triedAt)}, and knows ${service.languages.length} languages.`
        }
      >
        <div className={styles.pair}>
          <Select
            label="From"
            data={choices}
            value={from}
            searchable
            allowDeselect={false}
            onChange={(code) => code !== null && setFrom(code)}
          />
          <Select
            label="Into"
            data={choices}
            value={to}
            searchable
            allowDeselect={false}
            onChange={(code) => code !== null && setTo(code)}
          />
        </div>
        <TextInput
          label="Words"
          description="These alone are sent: nothing of a customer’s."
          maxLength={500}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <div aria-live="polite">
          <Outcome attempt={attempt} />
        </div>
        <div className={styles.foot}>
          <Button submit busy={attempt.isPending}>
            Try it
          </Button>
        </div>
      </SettingsGroup>
    </form>
  );
}

/** What the service knows; before it was asked, what there is. */
function choicesOf({ languages }: TranslationService, present: readonly string[]) {
  if (languages.length === 0) return languageChoices('en');
  const codes = new Set([...languages.map(({ code }) => code), ...present]);
  return [...codes]
    .map((value) => ({ value, label: languageName(value) }))
    .toSorted((a, b) => a.label.localeCompare(b.label));
}

function Outcome({ attempt: { data, error } }: { attempt: ReturnType<typeof useTryService> }) {
  if (error) {
    return (
      <Notice tone="danger" title="It was not tried">
        {error.message}
      </Notice>
    );
  }
  if (!data) return null;
  if (data.problem !== null) {
    return (
      <Notice tone="danger" title={data.problem.message}>
        {data.problem.advice}
      </Notice>
    );
  }
  return (
    <Notice tone="success" title={`It works. It took ${secondsOf(data.tookMs)}.`}>
      {data.text}
    </Notice>
  );
}

function secondsOf(ms: number): string {
  return ms < 1_000 ? 'less than a second' : `${(ms / 1_000).toFixed(1)} seconds`;
}

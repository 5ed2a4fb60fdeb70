import { Autocomplete, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import type { TranslationService } from '../../../../contract/translation.ts';
import { fullTime } from '../../../lib/dates.ts';
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
  const codes = service.languages.map(({ code }) => code);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    attempt.mutate({ from: from.trim(), to: to.trim(), text });
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
          <Autocomplete label="From" data={codes} value={from} onChange={setFrom} maxLength={20} />
          <Autocomplete label="Into" data={codes} value={to} onChange={setTo} maxLength={20} />
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

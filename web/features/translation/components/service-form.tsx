import { NumberInput, PasswordInput, Switch, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import type { TranslationService } from '../../../../contract/translation.ts';
import { Button } from '../../../ui/button.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { SettingsGroup } from '../../../ui/settings-group.tsx';
import { showToast } from '../../../ui/toast-store.ts';
import { useSetService } from '../api/translation.ts';
import styles from '../translation.module.css';

const usualLimit = 200_000;

/** Where the service is, with which key it is asked, and how much may go there in a day. */
export function ServiceForm({ service }: { service: TranslationService }) {
  const save = useSetService(() => showToast({ tone: 'success', title: 'Saved' }));
  const [url, setUrl] = useState(service.url ?? '');
  // Empty: as it is.
  const [apiKey, setApiKey] = useState('');
  const [hasNoKey, setHasNoKey] = useState(false);
  const [limit, setLimit] = useState(service.url === null ? usualLimit : service.dailyCharacters);
  const isAnother = service.url !== null && url.trim() !== service.url;
  const keepsKey = service.hasKey && !isAnother;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const key = hasNoKey ? { apiKey: null } : apiKey.trim() === '' ? {} : { apiKey: apiKey.trim() };
    save.mutate({ url: url.trim(), dailyCharacters: limit, ...key });
  };
  const field = save.error?.data['field'];
  const fault = (name: string) => (field === name ? save.error?.message : undefined);
  return (
    <form onSubmit={submit} noValidate>
      <SettingsGroup title="The service">
        <TextInput
          label="Address"
          description="Of the service, without /translate. Another address is tried, and accepted, anew."
          placeholder="https://translate.example"
          inputMode="url"
          value={url}
          error={fault('url')}
          onChange={(event) => setUrl(event.currentTarget.value)}
        />
        {!hasNoKey && (
          <PasswordInput
            label="Key"
            description={
              keepsKey
                ? 'One is kept, sealed. What you write here takes its place.'
                : 'Where the service asks for one. It is kept sealed and shown to nobody.'
            }
            placeholder={keepsKey ? 'Stays as it is' : 'None'}
            autoComplete="off"
            value={apiKey}
            error={fault('apiKey')}
            onChange={(event) => setApiKey(event.currentTarget.value)}
          />
        )}
        {keepsKey && (
          <Switch
            label="Ask without a key"
            checked={hasNoKey}
            onChange={(event) => setHasNoKey(event.currentTarget.checked)}
          />
        )}
        <Switch
          label="A limit for each day"
          description="Of characters, all pages together, from midnight to midnight UTC. Beyond it nothing is sent, and agents are told so."
          checked={limit !== null}
          onChange={(event) => setLimit(event.currentTarget.checked ? usualLimit : null)}
        />
        {limit !== null && (
          <NumberInput
            label="Characters a day"
            thousandSeparator=","
            allowDecimal={false}
            allowNegative={false}
            value={limit}
            error={fault('dailyCharacters')}
            onChange={(to) => setLimit(Number(to))}
          />
        )}
        {save.error && field === undefined && (
          <Notice tone="danger" role="alert" title="Nothing was saved">
            {save.error.message}
          </Notice>
        )}
        {isAnother && service.isOn && (
          <Notice tone="warning" title="Saving switches translation off">
            Another service sees what customers write: it is tried and accepted before it is on again.
          </Notice>
        )}
        <div className={styles.foot}>
          <Button kind="primary" submit busy={save.isPending}>
            Save
          </Button>
        </div>
      </SettingsGroup>
    </form>
  );
}

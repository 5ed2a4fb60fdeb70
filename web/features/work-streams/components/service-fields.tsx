import { PasswordInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { setAgentService, type WorkStream } from '../../../../contract/work-streams.ts';
import { Button } from '../../../ui/button.tsx';
import { SettingsGroup } from '../../../ui/settings-group.tsx';
import { showToast } from '../../../ui/toast-store.ts';
import { useSetAgentService } from '../api/work-streams.ts';

/** The program that names who gets a conversation. It is saved by itself, for its secret is never shown again. */
export function ServiceFields({ stream }: { stream: WorkStream }) {
  const save = useSetAgentService(stream.id);
  const [url, setUrl] = useState(stream.service?.url ?? '');
  const [secret, setSecret] = useState('');
  const [faults, setFaults] = useState<Record<string, string>>({});
  const submit = () => {
    const body = { url: url.trim(), ...(secret === '' ? {} : { secret }) };
    const parsed = setAgentService.safeParse(body);
    const wrong: Record<string, string> = {};
    if (!parsed.success)
      for (const { path, message } of parsed.error.issues) wrong[String(path[0])] ??= message;
    else if (!stream.service && secret === '')
      wrong['secret'] = 'Write what proves to it that the desk asks.';
    setFaults(wrong);
    if (Object.keys(wrong).length > 0) return;
    save.mutate(body, {
      onSuccess: () => {
        setSecret('');
        showToast({ tone: 'success', title: 'The service is set' });
      },
      onError: ({ data, message }) => setFaults({ [String(data['field'] ?? 'url')]: message }),
    });
  };
  return (
    <SettingsGroup
      title="Service"
      lead='It is asked with the department’s id and answers with the user name or e-mail address of an agent, as {"username": "maya"}. While it does not, it is asked ten times more; then whoever has the most room gets it. Whom it names needs presence and room like everybody.'
    >
      <TextInput
        label="Address"
        placeholder="https://agents.example.com/next"
        maxLength={2000}
        value={url}
        error={faults['url']}
        onChange={(event) => setUrl(event.currentTarget.value)}
      />
      <PasswordInput
        label="Secret"
        description={
          stream.service
            ? 'Sent as X-Pagedesk-Secret. Empty: the one that is set stays.'
            : 'Sent as X-Pagedesk-Secret, to prove that the desk asks.'
        }
        autoComplete="off"
        maxLength={200}
        value={secret}
        error={faults['secret']}
        onChange={(event) => setSecret(event.currentTarget.value)}
      />
      <div>
        <Button busy={save.isPending} onClick={submit}>
          Set the service
        </Button>
      </div>
    </SettingsGroup>
  );
}

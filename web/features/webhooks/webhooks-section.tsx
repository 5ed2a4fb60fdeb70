import { Checkbox, Switch, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import {
  webhookEvent,
  type MadeWebhookEndpoint,
  type WebhookEndpoint,
  type WebhookEvent,
} from '../../../contract/webhooks.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { CopyField } from '../../ui/copy-field.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { EditDialog } from '../../ui/edit-dialog.tsx';
import { ItemTable } from '../../ui/item-table.tsx';
import { SectionList } from '../../ui/section-list.tsx';
import { useDeleteWebhook, useRenewSecret, useSaveWebhook, webhooksQuery } from './api/webhooks.ts';
import { DeliveryLog } from './delivery-log.tsx';
import { webhookWords } from './webhook-words.ts';
import styles from './webhooks-section.module.css';

/** Other programs that are told what happens at the desk. */
export function WebhooksSection() {
  const endpoints = useQuery(webhooksQuery);
  const [made, setMade] = useState<MadeWebhookEndpoint | null>(null);
  const [logOf, setLogOf] = useState<WebhookEndpoint['id'] | null>(null);
  const shown = endpoints.data?.find(({ id }) => id === logOf);
  return (
    <SectionList
      title="Outgoing webhooks"
      lead="Other programs are told what happens: at least once, signed, in the order of each conversation. What is not taken is repeated ten times, ten seconds apart."
      list={endpoints}
      things="The endpoints"
      add="Add an endpoint"
      empty={{ title: 'Nobody is told yet', text: 'Add the address of a program that listens.' }}
      below={
        <>
          {shown && <DeliveryLog key={shown.id} endpoint={shown} />}
          {made && <SecretDialog secret={made.secret} onClose={() => setMade(null)} />}
        </>
      }
      form={(endpoint, close) => <EndpointDialog endpoint={endpoint} onClose={close} onMade={setMade} />}
    >
      {(items, edit) => (
        <ItemTable
          caption="Endpoints"
          items={items}
          nameOf={({ url }) => url}
          columns={[
            {
              name: 'Address',
              look: 'medium',
              show: ({ url }) => <span className={styles.address}>{url}</span>,
            },
            {
              name: 'Told of',
              width: '120px',
              show: ({ events }) => (
                <span title={events.map((event) => webhookWords[event]).join(', ')}>
                  {events.length} of {webhookEvent.options.length} events
                </span>
              ),
            },
            { name: 'State', width: '150px', show: (endpoint) => <EndpointState endpoint={endpoint} /> },
          ]}
          acts={({ id }) => (
            <Button
              size="small"
              aria-pressed={logOf === id}
              onClick={() => setLogOf(logOf === id ? null : id)}
            >
              Log
            </Button>
          )}
          actsWidth="160px"
          onEdit={edit}
        />
      )}
    </SectionList>
  );
}

function SecretDialog({ secret, onClose }: { secret: string; onClose: () => void }) {
  return (
    <Dialog
      title="Its secret"
      onClose={onClose}
      foot={
        <Button kind="primary" data-autofocus onClick={onClose}>
          I have it
        </Button>
      }
    >
      <div className={styles.secret}>
        <p>
          It is shown now and never again. With it the program proves that a delivery is ours: an HMAC-SHA256
          over the time, a full stop and the body, in the header
          <code> X-Pagedesk-Signature</code>.
        </p>
        <CopyField label="Secret" value={secret} />
      </div>
    </Dialog>
  );
}

function EndpointState({ endpoint }: { endpoint: WebhookEndpoint }) {
  if (!endpoint.isOn) return <Chip>Off</Chip>;
  if (endpoint.failedCount > 0) return <Chip tone="danger">{endpoint.failedCount} not delivered</Chip>;
  if (endpoint.waitingCount > 0) return <Chip tone="warning">{endpoint.waitingCount} waiting</Chip>;
  return <Chip tone="success">All delivered</Chip>;
}

type EndpointDialogProps = {
  endpoint: WebhookEndpoint | null;
  onClose: () => void;
  onMade: (made: MadeWebhookEndpoint) => void;
};

function EndpointDialog({ endpoint, onClose, onMade }: EndpointDialogProps) {
  const save = useSaveWebhook((made) => {
    onClose();
    if (made) onMade(made);
  });
  const remove = useDeleteWebhook(onClose);
  const renew = useRenewSecret((made) => {
    onClose();
    onMade(made);
  });
  const [isSent, setIsSent] = useState(false);
  const [url, setUrl] = useState(endpoint?.url ?? '');
  const [events, setEvents] = useState<readonly WebhookEvent[]>(endpoint?.events ?? webhookEvent.options);
  const [isOn, setIsOn] = useState(endpoint?.isOn ?? true);
  const fault = save.error?.data?.field === 'url' ? save.error.message : undefined;
  const submit = () => {
    setIsSent(true);
    if (url.trim() === '' || events.length === 0) return;
    const fields = { url: url.trim(), events: [...events] };
    save.mutate(endpoint ? { id: endpoint.id, fields: { ...fields, isOn } } : { id: null, fields });
  };
  return (
    <EditDialog
      title={endpoint ? 'Endpoint' : 'Add an endpoint'}
      onClose={onClose}
      onSubmit={submit}
      submit={endpoint ? 'Save' : 'Add the endpoint'}
      save={save}
      remove={
        endpoint && {
          ...remove,
          label: 'Remove',
          sure: {
            title: 'It goes with its log',
            text: 'What was not delivered yet is not delivered any more.',
            label: 'Remove it with its log',
          },
          onClick: () => remove.mutate(endpoint.id),
        }
      }
    >
      <TextInput
        label="Address"
        type="url"
        placeholder="https://"
        data-autofocus
        maxLength={2000}
        value={url}
        error={isSent && url.trim() === '' ? 'Where does the program listen?' : fault}
        onChange={(event) => setUrl(event.currentTarget.value)}
      />
      <Checkbox.Group
        label="It is told when"
        value={[...events]}
        error={isSent && events.length === 0 && 'Choose at least one.'}
        onChange={(chosen) => setEvents(webhookEvent.options.filter((event) => chosen.includes(event)))}
      >
        <div className={styles.events}>
          {webhookEvent.options.map((event) => (
            <Checkbox key={event} value={event} label={webhookWords[event]} />
          ))}
        </div>
      </Checkbox.Group>
      {endpoint && (
        <>
          <Switch
            label="It is told"
            checked={isOn}
            onChange={(event) => setIsOn(event.currentTarget.checked)}
          />
          <div>
            <Button size="small" busy={renew.isPending} onClick={() => renew.mutate(endpoint.id)}>
              Make a new secret
            </Button>
          </div>
        </>
      )}
    </EditDialog>
  );
}

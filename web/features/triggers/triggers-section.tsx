import { Switch, TextInput } from '@mantine/core';
import { IconCopy, IconPencil } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { SaveTrigger, Trigger, TriggerList } from '../../../contract/triggers.ts';
import { useActChoices } from '../../lib/act-choices.ts';
import { useRight } from '../../lib/desk-queries.ts';
import { actSentence } from '../../ui/acts/act-sentence.ts';
import { AddButton } from '../../ui/add-button.tsx';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { EditDialog } from '../../ui/edit-dialog.tsx';
import { Grip } from '../../ui/grip.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { iconSizes, iconStroke } from '../../ui/icon-sizes.ts';
import { OrderedList, OrderedRow } from '../../ui/ordered-list.tsx';
import { SectionPage, sectionState } from '../../ui/section-page.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { showToast } from '../../ui/toast-store.ts';
import { moved, useSorting } from '../../ui/use-sorting.ts';
import { triggersQuery, useNameSender, useOrderTriggers, useSaveTrigger } from './api/triggers.ts';
import { TriggerDialog } from './components/trigger-dialog.tsx';
import { TriggerLog } from './components/trigger-log.tsx';
import { countConditions, whenWords } from './trigger-words.ts';
import styles from './triggers.module.css';

type Edited = { before: Trigger | null; fields: SaveTrigger | null };

/** What the desk does by itself: when something happens, and what is asked of it holds, acts are carried out. */
export function TriggersSection() {
  const triggers = useQuery(triggersQuery);
  const isReadOnly = !useRight('manage-triggers');
  const [edited, setEdited] = useState<Edited | null>(null);
  const [logOf, setLogOf] = useState<Trigger['id'] | null>(null);
  const shown = triggers.data?.items.find(({ id }) => id === logOf);
  return (
    <SectionPage
      title="Triggers"
      count={triggers.data?.items.length}
      lead={triggers.data && <Lead list={triggers.data} isReadOnly={isReadOnly} />}
      action={
        isReadOnly ? (
          <span className="small text-3">Administrators change these</span>
        ) : (
          <AddButton onClick={() => setEdited({ before: null, fields: null })}>Add a trigger</AddButton>
        )
      }
    >
      {sectionState(triggers, 'The triggers') ??
        (triggers.data?.items.length === 0 ? (
          <EmptyState title="Nothing happens by itself yet">
            Add the first trigger, for example: when the customer has waited for us for an hour, notify who
            leads.
          </EmptyState>
        ) : (
          <Lists
            items={triggers.data?.items ?? []}
            isReadOnly={isReadOnly}
            logOf={logOf}
            onLog={(id) => setLogOf(id === logOf ? null : id)}
            onEdit={setEdited}
          />
        ))}
      {shown && <TriggerLog key={shown.id} trigger={shown} />}
      {edited && (
        <TriggerDialog before={edited.before} copied={edited.fields} onClose={() => setEdited(null)} />
      )}
    </SectionPage>
  );
}

function Lead({ list, isReadOnly }: { list: TriggerList; isReadOnly: boolean }) {
  const [isNaming, setIsNaming] = useState(false);
  return (
    <>
      They are asked in this order, each once for each event, and act as <b>{list.sender}</b>.{' '}
      {!isReadOnly && (
        <button type="button" className="link" onClick={() => setIsNaming(true)}>
          Change the name
        </button>
      )}
      {isNaming && <SenderDialog name={list.sender} onClose={() => setIsNaming(false)} />}
    </>
  );
}

function SenderDialog({ name: before, onClose }: { name: string; onClose: () => void }) {
  const save = useNameSender(onClose);
  const [name, setName] = useState(before);
  return (
    <EditDialog
      title="The name of the bot"
      onClose={onClose}
      onSubmit={() => name.trim() !== '' && save.mutate(name.trim())}
      submit="Save"
      save={save}
    >
      <TextInput
        label="Name"
        description="In timelines; to customers it writes as the page."
        data-autofocus
        maxLength={50}
        value={name}
        error={name.trim() === '' && 'Give it a name.'}
        onChange={(event) => setName(event.currentTarget.value)}
      />
    </EditDialog>
  );
}

type ListsProps = {
  items: readonly Trigger[];
  isReadOnly: boolean;
  logOf: Trigger['id'] | null;
  onLog: (id: Trigger['id']) => void;
  onEdit: (edited: Edited) => void;
};

function Lists({ items, isReadOnly, ...more }: ListsProps) {
  const order = useOrderTriggers();
  const on = items.filter(({ isOn }) => isOn);
  const off = items.filter(({ isOn }) => !isOn);
  const { news, placeProps, keyProps } = useSorting({
    names: on.map(({ name }) => name),
    isOff: isReadOnly,
    onMove: (from, to) => order.mutate([...moved(on, from, to), ...off]),
  });
  return (
    <>
      {on.length > 0 && (
        <OrderedList label="Triggers in order" news={news}>
          {on.map((trigger, index) => (
            <TriggerRow
              key={trigger.id}
              trigger={trigger}
              number={index + 1}
              isReadOnly={isReadOnly}
              place={placeProps(index)}
              grip={isReadOnly ? undefined : <Grip name={trigger.name} {...keyProps(index)} />}
              {...more}
            />
          ))}
        </OrderedList>
      )}
      {off.length > 0 && (
        <section className={styles.off} aria-label="Switched off">
          <h2 className="heading">Switched off</h2>
          <OrderedList label="Triggers that are off" news="">
            {off.map((trigger) => (
              <TriggerRow key={trigger.id} trigger={trigger} isReadOnly={isReadOnly} {...more} />
            ))}
          </OrderedList>
        </section>
      )}
    </>
  );
}

type TriggerRowProps = Pick<ListsProps, 'isReadOnly' | 'logOf' | 'onLog' | 'onEdit'> &
  Pick<Parameters<typeof OrderedRow>[0], 'number' | 'place' | 'grip'> & { trigger: Trigger };

function TriggerRow({ trigger, isReadOnly, logOf, onLog, onEdit, ...row }: TriggerRowProps) {
  const choices = useActChoices();
  const save = useSaveTrigger(() => {});
  const { id, name, isOn, when, conditions, acts, faults, acted, refused } = trigger;
  const count = countConditions(conditions);
  const turn = (next: boolean) =>
    save.mutate(
      { before: trigger, fields: { ...fieldsOf(trigger), isOn: next } },
      {
        onError: (error) => showToast({ tone: 'danger', title: 'It was not switched', text: error.message }),
      },
    );
  return (
    <OrderedRow
      {...row}
      name={name}
      isOff={!isOn}
      marks={
        <>
          {trigger.stopsHere && <Chip>Last one</Chip>}
          {trigger.oncePerConversation && <Chip>Once</Chip>}
          {refused > 0 && <Chip tone="warning">{refused} not done</Chip>}
        </>
      }
      about={
        <>
          {whenWords(when)}
          {count > 0 && `, with ${count === 1 ? '1 condition' : `${count} conditions`}`}:{' '}
          {acts.map((act) => actSentence(act, choices)).join(', ')}
          {faults.map((fault) => (
            <p key={fault} className={styles.fault}>
              {fault}
            </p>
          ))}
        </>
      }
      actions={
        <>
          <span className={styles.figures} title="How often it acted">
            {acted} in 7 days
          </span>
          <Button
            size="small"
            aria-pressed={logOf === id}
            aria-label={`Log of ${name}`}
            onClick={() => onLog(id)}
          >
            Log
          </Button>
          {!isReadOnly && (
            <>
              <IconButton
                size="small"
                label={`Copy ${name}`}
                icon={<IconCopy size={iconSizes.small} stroke={iconStroke} />}
                onClick={() => onEdit({ before: null, fields: copyOf(trigger) })}
              />
              <IconButton
                size="small"
                label={`Edit ${name}`}
                icon={<IconPencil size={iconSizes.small} stroke={iconStroke} />}
                onClick={() => onEdit({ before: trigger, fields: null })}
              />
              <Switch
                aria-label={`${name} is on`}
                checked={isOn}
                disabled={save.isPending}
                onChange={(event) => turn(event.currentTarget.checked)}
              />
            </>
          )}
        </>
      }
    />
  );
}

function fieldsOf({
  name,
  isOn,
  when,
  conditions,
  acts,
  stopsHere,
  oncePerConversation,
}: Trigger): SaveTrigger {
  return { name, isOn, when, conditions, acts, stopsHere, oncePerConversation };
}

/** A copy is off until somebody has looked it over. */
function copyOf(trigger: Trigger): SaveTrigger {
  return { ...fieldsOf(trigger), name: `Copy of ${trigger.name}`.slice(0, 80), isOn: false };
}

import { Checkbox, NumberInput, Select, Switch } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { triggerAct } from '../../../../contract/acts.ts';
import { faultOfGroup } from '../../../../contract/condition-faults.ts';
import { variablesOfFields, variablesOfStreams } from '../../../../contract/condition-attributes.ts';
import {
  eventWords,
  timedEvents,
  triggerEvent,
  type SaveTrigger,
  type Trigger,
  type TriggerEvent,
} from '../../../../contract/triggers.ts';
import { useActChoices } from '../../../lib/act-choices.ts';
import { customerFieldsQuery, pagesQuery, workStreamsQuery } from '../../../lib/desk-queries.ts';
import { ActList } from '../../../ui/acts/act-list.tsx';
import { areWhole } from '../../../ui/acts/new-act.ts';
import { CardField } from '../../../ui/conditions/card-field.tsx';
import { ConditionBuilder } from '../../../ui/conditions/condition-builder.tsx';
import { EditDialog } from '../../../ui/edit-dialog.tsx';
import { NameField } from '../../../ui/name-field.tsx';
import { useDeleteTrigger, useSaveTrigger } from '../api/triggers.ts';
import styles from '../triggers.module.css';
import { TriggerTrialPane } from './trigger-trial-pane.tsx';

const kinds = triggerAct.options.map((option) => option.shape.kind.value);

const blank: SaveTrigger = {
  name: '',
  isOn: true,
  when: { event: 'customer-wrote', minutes: null },
  conditions: { match: 'all', items: [] },
  acts: [],
  stopsHere: false,
  oncePerConversation: false,
};

type TriggerDialogProps = {
  before: Trigger | null;
  /** What a new one begins with. */
  copied: SaveTrigger | null;
  onClose: () => void;
};

/** Adds a trigger, or changes one: when, if, then. */
export function TriggerDialog({ before, copied, onClose }: TriggerDialogProps) {
  const save = useSaveTrigger(onClose);
  const remove = useDeleteTrigger(onClose);
  const choices = useActChoices();
  const pages = useQuery(pagesQuery).data ?? [];
  const cardFields = useQuery(customerFieldsQuery).data ?? [];
  const streams = useQuery(workStreamsQuery).data ?? [];
  const fields = [...variablesOfStreams(streams), ...variablesOfFields(cardFields)];
  const [isJudged, setIsJudged] = useState(false);
  const [draft, setDraft] = useState<SaveTrigger>(before ?? copied ?? blank);
  const { name, isOn, when, conditions, acts, stopsHere, oncePerConversation } = draft;
  const put = (some: Partial<SaveTrigger>) => setDraft({ ...draft, ...some });
  const fault = faultOfGroup(conditions, fields, 'now');
  const submit = () => {
    setIsJudged(true);
    if (name.trim() === '' || !areWhole(acts) || fault !== null) return;
    save.mutate({
      before,
      fields: { name: name.trim(), isOn, when, conditions, acts, stopsHere, oncePerConversation },
    });
  };
  return (
    <EditDialog
      title={before ? before.name : 'Add a trigger'}
      width="720px"
      onClose={onClose}
      onSubmit={submit}
      submit={before ? 'Save' : 'Add the trigger'}
      save={save}
      remove={
        before && {
          ...remove,
          sure: {
            title: 'It does nothing any more',
            text: 'What it has done stays; its log goes with it. Press once more to delete it.',
            label: 'Delete the trigger',
          },
          onClick: () => remove.mutate(before.id),
        }
      }
    >
      <NameField value={name} isSent={isJudged} onChange={(next) => put({ name: next })} />
      <section className={styles.part} aria-label="When">
        <h3 className="heading">When</h3>
        <WhenFields when={when} onChange={(next) => put({ when: next })} />
      </section>
      <section className={styles.part} aria-label="If">
        <h3 className="heading">If</h3>
        <ConditionBuilder
          conditions={conditions}
          variables={fields}
          asking="now"
          choices={{ ...choices, pages, Card: CardField }}
          finding={undefined}
          fault={isJudged ? fault : null}
          isDisabled={false}
          onChange={(next) => put({ conditions: next })}
        />
        {fault === null && <TriggerTrialPane conditions={conditions} />}
      </section>
      <section className={styles.part} aria-label="Then">
        <h3 className="heading">Then</h3>
        <ActList
          acts={acts}
          kinds={kinds}
          choices={choices}
          isJudged={isJudged}
          onChange={(next) => put({ acts: next })}
        />
      </section>
      <Checkbox
        label="At most once in a conversation"
        checked={oncePerConversation}
        onChange={(event) => put({ oncePerConversation: event.currentTarget.checked })}
      />
      <Checkbox
        label="Ask no triggers behind it when it acts"
        checked={stopsHere}
        onChange={(event) => put({ stopsHere: event.currentTarget.checked })}
      />
      <Switch label="On" checked={isOn} onChange={(event) => put({ isOn: event.currentTarget.checked })} />
    </EditDialog>
  );
}

const groups: { group: string; events: TriggerEvent[] }[] = [
  {
    group: 'Something happens',
    events: triggerEvent.options.filter((event) => !(event in timedEvents) && event !== 'promise-broken'),
  },
  {
    group: 'Time passes',
    events: triggerEvent.options.filter((event) => event in timedEvents || event === 'promise-broken'),
  },
];

const units = { minutes: 1, hours: 60, days: 1_440 } as const;
type Unit = keyof typeof units;

function unitOf(minutes: number): Unit {
  if (minutes % units.days === 0) return 'days';
  return minutes % units.hours === 0 ? 'hours' : 'minutes';
}

function WhenFields({
  when,
  onChange,
}: {
  when: SaveTrigger['when'];
  onChange: (when: SaveTrigger['when']) => void;
}) {
  const { event, minutes } = when;
  const [unit, setUnit] = useState<Unit>(minutes === null ? 'hours' : unitOf(minutes));
  const choose = (next: string | null) => {
    if (next === null) return;
    const isTimed = next in timedEvents;
    setUnit('hours');
    onChange({ event: next as TriggerEvent, minutes: isTimed ? units.hours : null });
  };
  return (
    <div className={styles.when}>
      <Select
        className={styles.event ?? ''}
        aria-label="What sets it off"
        allowDeselect={false}
        searchable
        data={groups.map(({ group, events }) => ({
          group,
          items: events.map((value) => ({ value, label: sentenceOf(eventWords[value]) })),
        }))}
        value={event}
        onChange={choose}
      />
      {minutes !== null && (
        <>
          <NumberInput
            className={styles.time ?? ''}
            aria-label="How long"
            min={1}
            allowDecimal={false}
            value={minutes / units[unit]}
            onChange={(count) => onChange({ event, minutes: (Number(count) || 1) * units[unit] })}
          />
          <Select
            className={styles.unit ?? ''}
            aria-label="Of what"
            allowDeselect={false}
            data={Object.keys(units)}
            value={unit}
            onChange={(next) => {
              const chosen = (next ?? 'hours') as Unit;
              onChange({ event, minutes: (minutes / units[unit]) * units[chosen] });
              setUnit(chosen);
            }}
          />
        </>
      )}
    </div>
  );
}

const sentenceOf = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);

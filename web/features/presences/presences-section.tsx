import { Select, Switch, TextInput } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { presenceChoice, savePresences, type PresenceSettings } from '../../../contract/team.ts';
import type { WorkStream } from '../../../contract/work-streams.ts';
import { presencesQuery, workStreamsQuery } from '../../lib/desk-queries.ts';
import { screenPaths } from '../../lib/screen-paths.ts';
import { changesOf } from '../../lib/settings-draft.ts';
import { Button } from '../../ui/button.tsx';
import { DraftForm } from '../../ui/draft-form.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { iconSizes, iconStroke } from '../../ui/icon-sizes.ts';
import { Link } from '../../ui/link.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PresenceSign, presenceWords } from '../../ui/presence-sign.tsx';
import { SectionPage, sectionState } from '../../ui/section-page.tsx';
import { SettingsGroup } from '../../ui/settings-group.tsx';
import { showToast } from '../../ui/toast-store.ts';
import { useSavePresences } from './api/presences.ts';
import styles from './presences.module.css';

/** As what agents may be seen, beside the five, and whether that follows what they have in hand. */
export function PresencesSection() {
  const presences = useQuery(presencesQuery);
  return (
    <SectionPage
      title="Presence"
      lead="Agents choose one of five presences in their menu. Give some of them names of your own, as “Lunch” or “In a meeting”: work streams go by what each counts as, and colleagues, the floor and the reports show its name."
    >
      {sectionState(presences, 'The presences') ??
        (presences.data && <PresenceForm saved={presences.data} />)}
    </SectionPage>
  );
}

type Item = Omit<PresenceSettings['items'][number], 'id'> & {
  id: PresenceSettings['items'][number]['id'] | null;
};

type Draft = { isAutomatic: boolean; items: Item[] };

function PresenceForm({ saved }: { saved: PresenceSettings }) {
  const save = useSavePresences();
  const [touched, setTouched] = useState<Partial<Draft>>({});
  // What was saved when the names were first touched: a list is saved whole, over whatever is there by then.
  const [begunFrom, setBegunFrom] = useState(saved.items);
  const [fault, setFault] = useState<string | null>(null);
  const { isAutomatic, items } = { ...saved, ...touched };
  const isDirty = Object.keys(changesOf<Draft>(saved, touched)).length > 0;
  const isOvertaken =
    touched.items !== undefined && JSON.stringify(begunFrom) !== JSON.stringify(saved.items);
  const putItems = (list: readonly Item[]) => {
    if (touched.items === undefined) setBegunFrom(saved.items);
    setTouched({ ...touched, items: [...list] });
  };

  const saveAll = async (): Promise<boolean> => {
    const draft = { isAutomatic, items };
    const wrong = savePresences.safeParse(draft);
    setFault(wrong.success ? null : (wrong.error.issues[0]?.message ?? null));
    if (!wrong.success) return false;
    try {
      await save.mutateAsync(draft);
    } catch {
      return false;
    }
    setTouched({});
    showToast({ tone: 'success', title: 'Presences: saved' });
    return true;
  };
  const discard = () => {
    setTouched({});
    setFault(null);
    save.reset();
  };
  return (
    <DraftForm
      isDirty={isDirty}
      isSaving={save.isPending}
      failure={save.error}
      fault={fault}
      onSave={saveAll}
      onDiscard={discard}
    >
      <SettingsGroup title="Names of your own">
        {isOvertaken && (
          <Notice tone="warning" role="status" title="Somebody else saved other names meanwhile">
            Save puts yours in their place, Discard shows theirs.
          </Notice>
        )}
        <Items items={items} onChange={putItems} />
      </SettingsGroup>
      <SettingsGroup title="Automatic presence">
        <Switch
          label="Presence follows what agents have in hand"
          description="Nothing in hand is Available, something is Busy, and as much as they may is Do not disturb. Who is Available follows from the moment that you save; what somebody chooses stays until they choose Automatic again. Single users can be set otherwise."
          checked={isAutomatic}
          onChange={({ currentTarget }) => setTouched({ ...touched, isAutomatic: currentTarget.checked })}
        />
        {isAutomatic && <NarrowStreams />}
      </SettingsGroup>
    </DraftForm>
  );
}

/** Where somebody busy is offered nothing: there they would have one conversation at a time. */
function NarrowStreams() {
  const streams = useQuery(workStreamsQuery).data ?? [];
  const narrow = streams.filter(isNarrow);
  if (narrow.length === 0) {
    return (
      <p className="small text-2">
        What a work stream allows decides who is offered work. Each one allows Busy: agents are offered more
        until they are full.
      </p>
    );
  }
  return (
    <Notice tone="warning" role="status" title="Some work streams offer nothing to who is Busy">
      What a work stream allows decides who is offered work. In{' '}
      {narrow.map(({ id, name }, index) => (
        <span key={id}>
          {index > 0 && (index === narrow.length - 1 ? ' and ' : ', ')}
          <Link className="link" href={screenPaths.workStreams(id)}>
            {name}
          </Link>
        </span>
      ))}{' '}
      agents whose presence is automatic would have one conversation at a time. Allow Busy there if they
      should have more.
    </Notice>
  );
}

function isNarrow({ settings }: WorkStream): boolean {
  return settings.mode === 'push' && !settings.allowedPresences.includes('busy');
}

function Items({ items, onChange }: { items: readonly Item[]; onChange: (items: readonly Item[]) => void }) {
  const put = (index: number, fields: Partial<Item>) =>
    onChange(items.map((one, at) => (at === index ? { ...one, ...fields } : one)));
  const move = (index: number, by: -1 | 1) => {
    const moved = items.toSpliced(index, 1);
    const [item] = items.slice(index, index + 1);
    if (item) onChange(moved.toSpliced(index + by, 0, item));
  };
  const icon = (Icon: typeof IconTrash) => (
    <Icon size={iconSizes.control} stroke={iconStroke} aria-hidden="true" />
  );
  return (
    <>
      {items.length === 0 && <p className="small text-3">There are none: agents choose among the five.</p>}
      <ul className={styles.items}>
        {items.map((item, index) => {
          const name = item.name.trim() || `presence ${index + 1}`;
          return (
            // A new one has no other name than the one that is being written.
            <li key={item.id ?? index} className={styles.item}>
              <TextInput
                aria-label={`Name of presence ${index + 1}`}
                placeholder="Lunch"
                maxLength={40}
                value={item.name}
                onChange={(event) => put(index, { name: event.currentTarget.value })}
              />
              <Select
                aria-label={`What ${name} counts as`}
                leftSection={<PresenceSign presence={item.base} />}
                data={presenceChoice.options.map((value) => ({
                  value,
                  label: `as ${presenceWords[value]}`,
                }))}
                value={item.base}
                allowDeselect={false}
                onChange={(base) => base && put(index, { base: presenceChoice.parse(base) })}
              />
              <Switch
                label="In the menu"
                aria-label={`${name} is in the menu`}
                checked={item.isActive}
                onChange={(event) => put(index, { isActive: event.currentTarget.checked })}
              />
              <span className={styles.moves}>
                <IconButton
                  label={`Move ${name} up`}
                  icon={icon(IconArrowUp)}
                  disabled={index === 0}
                  onClick={() => move(index, -1)}
                />
                <IconButton
                  label={`Move ${name} down`}
                  icon={icon(IconArrowDown)}
                  disabled={index === items.length - 1}
                  onClick={() => move(index, 1)}
                />
                <IconButton
                  label={`Remove ${name}`}
                  icon={icon(IconTrash)}
                  onClick={() => onChange(items.toSpliced(index, 1))}
                />
              </span>
            </li>
          );
        })}
      </ul>
      {items.length > 0 && (
        <p className="small text-3">
          Who has one that is taken out of the menu keeps it until they choose another. Of one that is
          removed, what the reports told of it counts as what it stood for.
        </p>
      )}
      <div>
        <Button
          size="small"
          icon={icon(IconPlus)}
          onClick={() => onChange([...items, { id: null, name: '', base: 'away', isActive: true }])}
        >
          Add a presence
        </Button>
      </div>
    </>
  );
}

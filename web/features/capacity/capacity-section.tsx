import { NumberInput, Select } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import {
  capacitySettings,
  type Capacity,
  type CapacityModel,
  type CapacityProfile,
  type CapacitySettings,
} from '../../../contract/capacity.ts';
import { capacityQuery, useRight, workStreamsQuery } from '../../lib/desk-queries.ts';
import { changesOf } from '../../lib/settings-draft.ts';
import { Button } from '../../ui/button.tsx';
import { DraftForm } from '../../ui/draft-form.tsx';
import { ItemTable } from '../../ui/item-table.tsx';
import { iconSizes, iconStroke } from '../../ui/icon-sizes.ts';
import { Notice } from '../../ui/notice.tsx';
import { SectionPage, sectionState } from '../../ui/section-page.tsx';
import { SettingsGroup } from '../../ui/settings-group.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { showToast } from '../../ui/toast-store.ts';
import { useSaveCapacity } from './api.ts';
import { ProfileDialog } from './profile-dialog.tsx';
import styles from './capacity.module.css';

const zones = [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])];

const models: { value: CapacityModel; label: string; does: string }[] = [
  {
    value: 'units',
    label: 'Units',
    does: 'Each agent has some, as 100, and a conversation takes what its work stream says, as 20.',
  },
  {
    value: 'profiles',
    label: 'Profiles',
    does: 'A conversation takes one of each profile that its work stream names, and there must be room in all of them.',
  },
];

/** How much agents may have in hand. */
export function CapacitySection() {
  const capacity = useQuery(capacityQuery);
  return (
    <SectionPage
      title="Capacity"
      lead="How much agents may have in hand before nothing more is given to them. What is parked takes nothing; who only looks on, or is asked for advice, has nothing in hand by that."
    >
      {sectionState(capacity, 'The capacity') ??
        (capacity.data && (
          <>
            <CapacityForm saved={capacity.data.settings} />
            <Profiles capacity={capacity.data} />
          </>
        ))}
    </SectionPage>
  );
}

function CapacityForm({ saved }: { saved: CapacitySettings }) {
  const isReadOnly = !useRight('manage-work-streams');
  const save = useSaveCapacity();
  // Only what was touched here: what somebody else saves meanwhile stands in the other fields.
  const [touched, setTouched] = useState<Partial<CapacitySettings>>({});
  const [fault, setFault] = useState<string | null>(null);
  const draft = { ...saved, ...touched };
  const put = (some: Partial<CapacitySettings>) => setTouched({ ...touched, ...some });
  const isDirty = Object.keys(changesOf(saved, touched)).length > 0;
  const saveAll = async (): Promise<boolean> => {
    const parsed = capacitySettings.safeParse(draft);
    setFault(parsed.success ? null : (parsed.error.issues[0]?.message ?? null));
    if (!parsed.success) return false;
    try {
      await save.mutateAsync(parsed.data);
    } catch {
      return false;
    }
    setTouched({});
    showToast({ tone: 'success', title: 'Capacity: saved' });
    return true;
  };
  const discard = () => {
    setTouched({});
    setFault(null);
    save.reset();
  };
  return (
    <div className={styles.form}>
      <DraftForm
        isDirty={isDirty}
        isSaving={save.isPending}
        isReadOnly={isReadOnly}
        failure={save.error}
        fault={fault}
        onSave={saveAll}
        onDiscard={discard}
      >
        <SettingsGroup title="How it is counted">
          <Select
            label="Capacity goes by"
            description={models.find(({ value }) => value === draft.model)?.does}
            data={models.map(({ value, label }) => ({ value, label }))}
            value={draft.model}
            allowDeselect={false}
            onChange={(model) => model && put({ model: model as CapacityModel })}
          />
          {draft.model !== saved.model && <WhatChanges to={draft.model} />}
          {draft.model === 'profiles' && (
            <Select
              label="A day ends by the clock of"
              description="For profiles that have room again only when the day is over."
              data={zones}
              searchable
              value={draft.timeZone}
              allowDeselect={false}
              onChange={(timeZone) => timeZone && put({ timeZone })}
            />
          )}
          <NumberInput
            label="Conversations at once"
            description="Beside the above, for each agent. A number of the agent’s own counts before it, then one of the department. 0: no limit."
            min={0}
            max={1000}
            allowDecimal={false}
            value={draft.mostConversations}
            onChange={(most) => put({ mostConversations: Number(most) || 0 })}
          />
        </SettingsGroup>
      </DraftForm>
    </div>
  );
}

/** Said before it is done: from one model to the other nothing is lost, and something else counts. */
function WhatChanges({ to }: { to: CapacityModel }) {
  const streams = useQuery(workStreamsQuery).data ?? [];
  if (to === 'units') {
    return (
      <Notice tone="warning" role="status" title="What changes when you save">
        Profiles stay as they are and count no more. What agents have is counted in units again, at once: who
        has more than they may keeps it, and gets nothing new.
      </Notice>
    );
  }
  const without = streams
    .filter(({ settings }) => settings.capacityProfileIds.length === 0)
    .map(({ name }) => name);
  return (
    <Notice tone="warning" role="status" title="What changes when you save">
      Units of agents and work streams stay as they are and count no more; each profile bounds its own, at
      once.{' '}
      {without.length > 0 &&
        `${without.join(', ')} ${without.length === 1 ? 'names' : 'name'} no profile: of ${without.length === 1 ? 'it' : 'these'} agents get as much as comes.`}
    </Notice>
  );
}

function Profiles({ capacity }: { capacity: Capacity }) {
  const isReadOnly = !useRight('manage-work-streams');
  const [edited, setEdited] = useState<CapacityProfile | 'new' | null>(null);
  const { profiles, settings } = capacity;
  return (
    <>
      <div className={styles.head}>
        <h2 className="title">Profiles</h2>
        <span className="grow" />
        {!isReadOnly && (
          <Button
            size="small"
            icon={<IconPlus size={iconSizes.control} stroke={iconStroke} aria-hidden="true" />}
            onClick={() => setEdited('new')}
          >
            Add a profile
          </Button>
        )}
      </div>
      {settings.model === 'units' && profiles.length > 0 && (
        <p className="text-2">They count when capacity goes by profiles.</p>
      )}
      {profiles.length === 0 ? (
        <EmptyState title="No profile yet">
          Add the first one, for example “Chats”, of which an agent may have three.
        </EmptyState>
      ) : (
        <ItemTable
          caption="Capacity profiles"
          items={profiles}
          nameOf={({ name }) => name}
          columns={[
            { name: 'Profile', look: 'medium', show: ({ name }) => name },
            { name: 'At most', width: '90px', look: 'num', show: ({ itemLimit }) => itemLimit },
            {
              name: 'Room again',
              look: 'text-2',
              show: ({ resets, blocks }) =>
                `${resets === 'at-once' ? 'At once' : 'When the day is over'}${blocks ? ', nothing else when full' : ''}`,
            },
            {
              name: 'Work streams',
              look: 'text-2',
              show: ({ workStreams }) => workStreams.map(({ name }) => name).join(', ') || 'None yet',
            },
          ]}
          onEdit={isReadOnly ? undefined : setEdited}
        />
      )}
      {edited && <ProfileDialog profile={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
    </>
  );
}

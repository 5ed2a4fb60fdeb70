import { MultiSelect, NumberInput, Select, Switch } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { CapacityProfile } from '../../../../contract/capacity.ts';
import type { WorkStreamSettings } from '../../../../contract/work-streams.ts';
import { capacityQuery } from '../../../lib/desk-queries.ts';
import { SettingsGroup } from '../../../ui/settings-group.tsx';
import styles from '../stream-screen.module.css';
import type { StreamGroupProps } from './stream-group.ts';
import { WholeField } from './whole-field.tsx';

/** How much of an agent one conversation takes. */
export function CapacityFields({ settings, fault, onSet, isPush }: StreamGroupProps & { isPush: boolean }) {
  const capacity = useQuery(capacityQuery).data;
  const isByProfiles = capacity?.settings.model === 'profiles';
  return (
    <SettingsGroup title="Capacity">
      {isByProfiles ? (
        <ProfileChoice {...{ settings, fault, onSet }} profiles={capacity.profiles} />
      ) : (
        <>
          <WholeField
            label="Capacity of one conversation"
            description="How much of an agent it takes while they have it; an agent has 100 unless set otherwise."
            suffix=" units"
            field="units"
            value={settings.units}
            fault={fault}
            onSet={onSet}
          />
          <WholeField
            label="Idle after"
            description="A conversation in which nothing happened for so long takes no capacity until something does: 60 to 600, or 0: it always does."
            suffix=" seconds"
            field="idleSeconds"
            value={settings.idleSeconds}
            fault={fault}
            onSet={onSet}
          />
        </>
      )}
      <Select
        label="Agents take waiting conversations themselves"
        description="“Always” regards neither capacity nor presence: their free capacity may fall below zero."
        data={[
          { value: 'never', label: 'Never' },
          { value: 'with-room', label: 'While they have room' },
          { value: 'always', label: 'Always' },
        ].filter(({ value }) => isPush || value !== 'never')}
        value={settings.selfAssign}
        error={fault('selfAssign')}
        allowDeselect={false}
        onChange={(value) => value && onSet({ selfAssign: value as WorkStreamSettings['selfAssign'] })}
      />
      {isPush && (
        <>
          <Switch
            label="A fair share"
            description="At most so many to one agent within a time."
            checked={settings.fairShare !== null}
            onChange={(event) =>
              onSet({ fairShare: event.currentTarget.checked ? { most: 5, minutes: 10 } : null })
            }
          />
          {settings.fairShare && (
            <div className={styles.pair}>
              <NumberInput
                label="At most"
                suffix=" conversations"
                min={1}
                allowDecimal={false}
                hideControls
                value={settings.fairShare.most}
                error={fault('fairShare')}
                onChange={(most) =>
                  settings.fairShare && onSet({ fairShare: { ...settings.fairShare, most: Number(most) } })
                }
              />
              <NumberInput
                label="within"
                suffix=" minutes"
                min={1}
                allowDecimal={false}
                hideControls
                value={settings.fairShare.minutes}
                onChange={(minutes) =>
                  settings.fairShare &&
                  onSet({ fairShare: { ...settings.fairShare, minutes: Number(minutes) } })
                }
              />
            </div>
          )}
        </>
      )}
    </SettingsGroup>
  );
}

type ProfileChoiceProps = StreamGroupProps & {
  profiles: readonly CapacityProfile[];
};

/** Of what a conversation takes one, where the house goes by profiles. */
function ProfileChoice({ settings, fault, onSet, profiles }: ProfileChoiceProps) {
  return (
    <MultiSelect
      label="Capacity profiles"
      description="A conversation takes one of each, and there must be room in all. None: agents get as much as comes."
      data={profiles.map(({ id, name, itemLimit }) => ({
        value: id,
        label: `${name}, at most ${itemLimit}`,
      }))}
      value={settings.capacityProfileIds.filter((id) => profiles.some((one) => one.id === id))}
      error={fault('capacityProfileIds')}
      onChange={(ids) =>
        onSet({ capacityProfileIds: profiles.map(({ id }) => id).filter((id) => ids.includes(id)) })
      }
    />
  );
}

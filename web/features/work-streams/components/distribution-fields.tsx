import { MultiSelect, Select } from '@mantine/core';
import { algorithm, type WorkPresence, type WorkStreamSettings } from '../../../../contract/work-streams.ts';
import { SettingsGroup } from '../../../ui/settings-group.tsx';
import { algorithmWords, orderWords, presenceWords, pushWords } from '../stream-words.ts';
import { StepFields } from './step-fields.tsx';
import type { StreamGroupProps } from './stream-group.ts';

const pushable = (['chat', 'ticket', 'comment'] as const).map((value) => ({
  value,
  label: pushWords[value],
}));

/** Whether work is offered or picked, to whom, and in which order. */
export function DistributionFields({
  settings,
  fault,
  onSet,
  isPush,
}: StreamGroupProps & { isPush: boolean }) {
  return (
    <SettingsGroup
      title="Distribution"
      lead="It may be changed at any time, and holds for what is queued from then on."
    >
      <Select
        label="How work comes to agents"
        data={[
          { value: 'push', label: 'Push: it is offered to one agent after another' },
          { value: 'pick', label: 'Pick: agents take it from the list' },
        ]}
        value={settings.mode}
        error={fault('mode')}
        allowDeselect={false}
        onChange={(mode) =>
          onSet(
            mode === 'pick'
              ? { mode: 'pick', ...(settings.selfAssign === 'never' ? { selfAssign: 'always' } : {}) }
              : { mode: 'push' },
          )
        }
      />
      {isPush && (
        <>
          <MultiSelect
            label="What is offered"
            description="The rest waits in the list to be picked."
            data={pushable}
            value={settings.pushes}
            error={fault('pushes')}
            onChange={(values) =>
              onSet({ pushes: pushable.map(({ value }) => value).filter((value) => values.includes(value)) })
            }
          />
          <Select
            label="Who gets it"
            description={algorithmWords[settings.algorithm].does}
            data={algorithm.options.map((value) => ({ value, label: algorithmWords[value].name }))}
            value={settings.algorithm}
            error={fault('algorithm')}
            allowDeselect={false}
            onChange={(value) => value && onSet({ algorithm: algorithm.parse(value) })}
          />
          <StepFields settings={settings} fault={fault} onSet={onSet} />
          <MultiSelect
            label="Who is offered work"
            description="What agents may be seen as. Away fits only where a missed request makes nobody inactive."
            data={Object.entries(presenceWords).map(([value, label]) => ({ value, label }))}
            value={settings.allowedPresences}
            error={fault('allowedPresences')}
            onChange={(values) =>
              onSet({
                allowedPresences: (Object.keys(presenceWords) as WorkPresence[]).filter((one) =>
                  values.includes(one),
                ),
              })
            }
          />
        </>
      )}
      <Select
        label="What is served first"
        data={Object.entries(orderWords).map(([value, label]) => ({ value, label }))}
        value={settings.order}
        error={fault('order')}
        allowDeselect={false}
        onChange={(order) => order && onSet({ order: order as WorkStreamSettings['order'] })}
      />
    </SettingsGroup>
  );
}

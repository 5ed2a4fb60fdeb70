import { TextInput } from '@mantine/core';
import { SettingsGroup } from '../../../ui/settings-group.tsx';
import { CapacityFields } from './capacity-fields.tsx';
import { DistributionFields } from './distribution-fields.tsx';
import { HandingOverFields } from './handing-over-fields.tsx';
import { LifeFields } from './life-fields.tsx';
import { OfferFields } from './offer-fields.tsx';
import { SkillFields } from './skill-fields.tsx';
import type { StreamGroupProps } from './stream-group.ts';
import { VariableFields } from './variable-fields.tsx';

type StreamFieldsProps = StreamGroupProps & {
  name: string;
  isDefault: boolean;
  onName: (name: string) => void;
};

/** Every field of a work stream; those that do nothing as the others stand are not shown. */
export function StreamFields(props: StreamFieldsProps) {
  const { name, isDefault, settings, fault, onName, onSet } = props;
  const isPush = settings.mode === 'push';
  const group: StreamGroupProps = { settings, fault, onSet };
  return (
    <>
      <SettingsGroup title="Work stream">
        <TextInput
          label="Name"
          maxLength={80}
          value={name}
          error={fault('name')}
          onChange={(event) => onName(event.currentTarget.value)}
        />
        <TextInput
          label="Channel"
          description={
            isDefault
              ? 'Pages that are set for no other work stream are in this one.'
              : 'It cannot be changed.'
          }
          value="Facebook"
          readOnly
        />
      </SettingsGroup>
      <DistributionFields {...group} isPush={isPush} />
      <CapacityFields {...group} isPush={isPush} />
      {isPush && <OfferFields {...group} />}
      <HandingOverFields {...group} />
      <LifeFields {...group} isPush={isPush} />
      <SkillFields {...group} />
      <VariableFields {...group} />
    </>
  );
}

import { NumberInput, Select } from '@mantine/core';
import type { Page } from '../../../../contract/pages.ts';
import { SettingsForm } from './settings-form.tsx';
import { SettingsGroup } from '../../../ui/settings-group.tsx';

/** How long conversations live, and what the clock does to them. */
export function LifeTab({ page }: { page: Page }) {
  return (
    <SettingsForm page={page} section="life">
      {({ value, set, fault }) => {
        const field = (name: Exclude<keyof typeof value, 'banned'>) => ({
          value: value[name],
          error: fault(name),
          allowDecimal: false,
          clampBehavior: 'none' as const,
          onChange: (to: number | string) => set({ [name]: to === '' ? 0 : Number(to) }),
        });
        return (
          <>
            <SettingsGroup title="While it lives">
              <NumberInput
                label="Parked conversations close after"
                description="Counted from the last thing that happened in them."
                suffix=" hours"
                {...field('parkedHours')}
              />
              <NumberInput label="What nobody touches closes after" suffix=" days" {...field('idleDays')} />
            </SettingsGroup>
            <SettingsGroup title="When it ends">
              <NumberInput
                label="Time to wrap up"
                description="An ended conversation stays with its agent for notes and tags. 0 closes it at once."
                suffix=" minutes"
                {...field('wrapUpMinutes')}
              />
              <NumberInput
                label="The customer’s word reopens it within"
                description="Later it begins a new conversation. 0 always begins a new one."
                suffix=" hours"
                {...field('reopenHours')}
              />
            </SettingsGroup>
            <SettingsGroup title="Customers who are shut out">
              <Select
                label="What they write"
                data={[
                  { value: 'hide', label: 'Is kept out of sight' },
                  { value: 'drop', label: 'Is not kept, only counted' },
                ]}
                value={value.banned}
                allowDeselect={false}
                error={fault('banned')}
                onChange={(to) => (to === 'hide' || to === 'drop') && set({ banned: to })}
              />
            </SettingsGroup>
          </>
        );
      }}
    </SettingsForm>
  );
}

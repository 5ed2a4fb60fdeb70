import { Switch, TextInput } from '@mantine/core';
import type { Page } from '../../../../contract/pages.ts';
import { SettingsForm } from '../settings/settings-form.tsx';
import { SettingsGroup } from '../../../ui/settings-group.tsx';

/** What somebody who switches it on is offered: a working day. */
const usualHours = 8;

/** When the page counts as silent, and administrators and supervisors are told. */
export function SilenceSetting({ page }: { page: Page }) {
  return (
    <SettingsForm page={page} section="health">
      {({ value, set, fault }) => (
        <SettingsGroup
          title="Silence"
          lead="A connection can break without a word. If your customers write often, let yourself be told when nothing comes."
        >
          <Switch
            label="Tell administrators and supervisors when nothing has come for some hours"
            checked={value.silentAfterHours !== null}
            onChange={(event) => set({ silentAfterHours: event.currentTarget.checked ? usualHours : null })}
          />
          {value.silentAfterHours !== null && (
            <TextInput
              label="Hours without anything from Facebook"
              description="Only the page’s operating hours count, or its department’s; where neither has any, every hour."
              inputMode="numeric"
              value={Number.isNaN(value.silentAfterHours) ? '' : String(value.silentAfterHours)}
              error={fault('silentAfterHours')}
              onChange={(event) => set({ silentAfterHours: toNumber(event.currentTarget.value) })}
            />
          )}
        </SettingsGroup>
      )}
    </SettingsForm>
  );
}

/** What is no number stays none, so that the field says so when it is saved. */
function toNumber(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text.trim());
}

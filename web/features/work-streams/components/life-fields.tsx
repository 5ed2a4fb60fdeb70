import { Switch } from '@mantine/core';
import { SettingsGroup } from '../../../ui/settings-group.tsx';
import type { StreamGroupProps } from './stream-group.ts';
import { WholeField } from './whole-field.tsx';

/** What becomes of a conversation when nothing happens, and to whom it comes back. */
export function LifeFields({ settings, fault, onSet, isPush }: StreamGroupProps & { isPush: boolean }) {
  return (
    <SettingsGroup title="Life">
      <WholeField
        label="Close what is parked after"
        description="Without anything happening. Empty: as each page says."
        suffix=" hours"
        field="autoCloseHours"
        value={settings.autoCloseHours}
        isOptional
        fault={fault}
        onSet={onSet}
      />
      <Switch
        label="Back to the same agent"
        description="What was parked goes back to its agent when the customer writes, whatever they have in hand."
        checked={settings.keepsAgent}
        onChange={(event) => onSet({ keepsAgent: event.currentTarget.checked })}
      />
      {isPush && (
        <>
          <Switch
            label="The last agent first"
            description="A new conversation is offered first to whoever served this customer last."
            checked={settings.prefersPreviousAgent}
            onChange={(event) => onSet({ prefersPreviousAgent: event.currentTarget.checked })}
          />
          {settings.prefersPreviousAgent && (
            <WholeField
              label="Wait for them at most"
              description="When they cannot take it just then."
              suffix=" minutes"
              field="waitsForAgentMinutes"
              value={settings.waitsForAgentMinutes}
              fault={fault}
              onSet={onSet}
            />
          )}
          <WholeField
            label="Do not offer what waits for longer than"
            description="It can still be picked. Empty: however old."
            suffix=" hours"
            field="maxAgeHours"
            value={settings.maxAgeHours}
            isOptional
            fault={fault}
            onSet={onSet}
          />
        </>
      )}
      <WholeField
        label="Give back what a lost desk had after"
        description="When an agent’s browser is gone. Empty: it stays theirs."
        suffix=" seconds"
        field="lostAgentSeconds"
        value={settings.lostAgentSeconds}
        isOptional
        fault={fault}
        onSet={onSet}
      />
    </SettingsGroup>
  );
}

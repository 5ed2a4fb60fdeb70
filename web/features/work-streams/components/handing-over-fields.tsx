import { Switch } from '@mantine/core';
import { SettingsGroup } from '../../../ui/settings-group.tsx';
import type { StreamGroupProps } from './stream-group.ts';
import { WholeField } from './whole-field.tsx';

/** What holds when a conversation is handed over: to a colleague, who is asked, or to a department, where it waits. */
export function HandingOverFields({ settings, fault, onSet }: StreamGroupProps) {
  return (
    <SettingsGroup
      title="Handing over"
      lead="To whom a department hands its conversations is set with the department."
    >
      <WholeField
        label="A colleague is asked for"
        description="It stays with who asks until they say yes. Empty, or when they are at no desk: it is theirs at once."
        suffix=" seconds"
        field="transferSeconds"
        value={settings.transferSeconds}
        isOptional
        fault={fault}
        onSet={onSet}
      />
      {settings.transferSeconds !== null && (
        <Switch
          label="Back to who asked"
          description="When the colleague says no, or nothing. Off: it waits in its department for somebody else."
          checked={settings.transferBounces}
          onChange={(event) => onSet({ transferBounces: event.currentTarget.checked })}
        />
      )}
      <Switch
        label="Also to busy colleagues"
        description="Off: nobody is asked who has no room, or is not seen as somebody who is offered work."
        checked={settings.transfersToBusy}
        onChange={(event) => onSet({ transfersToBusy: event.currentTarget.checked })}
      />
      <WholeField
        label="Place in the queue"
        description="Of what was handed to a department: 1 is served first, 30 last; 15 is everything else."
        field="transferPriority"
        value={settings.transferPriority}
        fault={fault}
        onSet={onSet}
      />
    </SettingsGroup>
  );
}

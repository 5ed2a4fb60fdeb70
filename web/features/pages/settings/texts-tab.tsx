import { Select, Switch } from '@mantine/core';
import type { Page } from '../../../../contract/pages.ts';
import { placeholders } from '../../../../contract/automated-text.ts';
import { SettingsForm } from './settings-form.tsx';
import { SettingsGroup } from './settings-group.tsx';
import { TextField } from './text-field.tsx';

/** What the page says by itself, in each language. */
export function TextsTab({ page }: { page: Page }) {
  return (
    <SettingsForm page={page} section="texts">
      {({ value, set, fault }) => (
        <>
          <p className="text-2">
            Sent within 24 hours of the customer’s message, in their own language where it is known. What
            stands in braces is filled in: {placeholders.map((word) => `{${word}}`).join(', ')}.
          </p>
          <SettingsGroup title="First message">
            <TextField
              label="Greet customers"
              text={value.welcome}
              fault={(part) => fault(`welcome.${part}`)}
              onChange={(welcome) => set({ welcome })}
            />
            {value.welcome.isOn && (
              <Select
                label="Greeted is"
                data={[
                  { value: 'every-conversation', label: 'The first message of each conversation' },
                  { value: 'first-contact', label: 'Only who writes for the first time ever' },
                ]}
                value={value.welcomeOn}
                allowDeselect={false}
                onChange={(to) => to && set({ welcomeOn: to as typeof value.welcomeOn })}
              />
            )}
          </SettingsGroup>
          <SettingsGroup
            title="Nobody is there"
            lead="When nobody of the department is available or busy; once for each time that nobody is."
          >
            <TextField
              label="Tell customers that nobody is there"
              text={value.offline}
              fault={(part) => fault(`offline.${part}`)}
              onChange={(offline) => set({ offline })}
            />
            {value.offline.isOn && (
              <Switch
                label="Greet them as well"
                description="Otherwise this text stands in place of the greeting."
                checked={value.welcomeWithOffline}
                onChange={(event) => set({ welcomeWithOffline: event.currentTarget.checked })}
              />
            )}
          </SettingsGroup>
          <SettingsGroup title="End of the conversation">
            <TextField
              label="Say goodbye when a conversation is ended"
              text={value.finished}
              fault={(part) => fault(`finished.${part}`)}
              onChange={(finished) => set({ finished })}
            />
          </SettingsGroup>
          <SettingsGroup
            title="Who speaks"
            lead="Some laws, as those of Germany and California, want customers to be told when a program writes. Sent once per conversation, ahead of its first automated text."
          >
            <TextField
              label="Say that automated texts are automated"
              text={value.disclosure}
              fault={(part) => fault(`disclosure.${part}`)}
              onChange={(disclosure) => set({ disclosure })}
            />
          </SettingsGroup>
          <SettingsGroup title="File not accepted">
            <TextField
              label="Tell customers when a file of theirs was not accepted"
              text={value.fileRefused}
              fault={(part) => fault(`fileRefused.${part}`)}
              onChange={(fileRefused) => set({ fileRefused })}
            />
          </SettingsGroup>
        </>
      )}
    </SettingsForm>
  );
}

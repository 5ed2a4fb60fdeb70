import { Switch, TagsInput, TextInput } from '@mantine/core';
import type { Page } from '../../../../contract/pages.ts';
import { BLOCKED_EXTENSIONS } from '../../../../contract/page-settings.ts';
import { Button } from '../../../ui/button.tsx';
import { SettingsForm } from './settings-form.tsx';
import { SettingsGroup } from '../../../ui/settings-group.tsx';

/** Which files may come and go. */
export function AttachmentsTab({ page }: { page: Page }) {
  return (
    <SettingsForm page={page} section="attachments">
      {({ value, set, fault }) => (
        <>
          <SettingsGroup title="Directions">
            <Switch
              label="Customers may send files"
              description="When off, a file is not kept; the agent sees that one came, of which kind and size."
              checked={value.customers}
              onChange={(event) => set({ customers: event.currentTarget.checked })}
            />
            <Switch
              label="Agents may send files"
              checked={value.agents}
              onChange={(event) => set({ agents: event.currentTarget.checked })}
            />
          </SettingsGroup>
          <SettingsGroup
            title="What is accepted"
            lead="For both directions. The type is told from the bytes."
          >
            <TextInput
              label="Largest file, in KB"
              description="1 to 25,600: Facebook takes 25 MB at most."
              inputMode="numeric"
              value={Number.isNaN(value.maxKb) ? '' : String(value.maxKb)}
              error={fault('maxKb')}
              onChange={(event) => set({ maxKb: toNumber(event.currentTarget.value) })}
            />
            <TagsInput
              label="Accepted types"
              description="image/*, audio/*, application/pdf. None named: every type that is not blocked."
              value={value.types}
              error={fault('types')}
              splitChars={[',', ' ']}
              onChange={(types) => set({ types })}
            />
            <TagsInput
              label="Blocked extensions"
              description="Refused whatever their type."
              value={value.blockedExtensions}
              error={fault('blockedExtensions')}
              splitChars={[',', ' ']}
              onChange={(blockedExtensions) => set({ blockedExtensions })}
            />
            <div>
              <Button size="small" onClick={() => set({ blockedExtensions: [...BLOCKED_EXTENSIONS] })}>
                Back to the usual list
              </Button>
            </div>
          </SettingsGroup>
          <SettingsGroup
            title="Sent as a link"
            lead="When Facebook refuses a file, an agent can send a link to it instead."
          >
            <TextInput
              label="The link works for, in days"
              inputMode="numeric"
              value={Number.isNaN(value.linkDays) ? '' : String(value.linkDays)}
              error={fault('linkDays')}
              onChange={(event) => set({ linkDays: toNumber(event.currentTarget.value) })}
            />
          </SettingsGroup>
        </>
      )}
    </SettingsForm>
  );
}

/** What is no number stays none, so that the field says so when it is saved. */
function toNumber(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text.replaceAll(/[\s,.]/g, ''));
}

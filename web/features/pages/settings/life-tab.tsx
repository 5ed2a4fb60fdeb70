import { NumberInput, Select, Switch, TagsInput } from '@mantine/core';
import type { PageSettings } from '../../../../contract/page-settings.ts';
import type { Page } from '../../../../contract/pages.ts';
import { SettingsForm, type SectionFields } from './settings-form.tsx';
import { SettingsGroup } from '../../../ui/settings-group.tsx';

type Life = PageSettings['life'];
type Hours = 'reopenHours' | 'wrapUpMinutes' | 'parkedHours' | 'idleDays';

/** How long conversations live, and what the clock does to them. */
export function LifeTab({ page }: { page: Page }) {
  return (
    <SettingsForm page={page} section="life">
      {(fields) => {
        const { value, set, fault } = fields;
        const field = (name: Hours) => ({
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
            <Transcripts {...fields} />
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

/** Who gets what was said by e-mail when a conversation is closed. */
function Transcripts({ value, set, fault }: SectionFields<Life>) {
  const sends = value.transcriptToCustomer || value.transcriptTo.length > 0;
  return (
    <SettingsGroup
      title="Transcript by e-mail"
      lead="What was said is sent when a conversation is closed, once for each close, with a PDF. Never of customers who are shut out or to be erased, of spam, or of comments; notes are not in it. It needs a mail server."
    >
      <Switch
        label="Send it to the customer"
        description="To the address they told in the conversation, else the first one of their card, unless a name alone may have found that; nothing where none is known."
        checked={value.transcriptToCustomer}
        onChange={(event) => set({ transcriptToCustomer: event.currentTarget.checked })}
      />
      <TagsInput
        label="Send it to these addresses"
        description="Of the house; Enter adds one, at most 5."
        maxTags={5}
        value={value.transcriptTo}
        error={fault('transcriptTo')}
        onChange={(transcriptTo) => set({ transcriptTo })}
      />
      {sends && (
        <Switch
          label="With automated texts"
          description="Marked as automatic."
          checked={value.transcriptWithAutomated}
          onChange={(event) => set({ transcriptWithAutomated: event.currentTarget.checked })}
        />
      )}
    </SettingsGroup>
  );
}

import { Select, Switch, TagsInput } from '@mantine/core';
import type { Page } from '../../../../contract/pages.ts';
import { SettingsForm } from './settings-form.tsx';
import { SettingsGroup } from '../../../ui/settings-group.tsx';
import { usePageDraft } from './use-page-draft.ts';

const agentNames = [
  { value: 'none', label: 'Not shown: the page speaks' },
  { value: 'full', label: 'Full name' },
  { value: 'first', label: 'First name' },
  { value: 'last', label: 'Last name' },
  { value: 'user-name', label: 'User name' },
  { value: 'nickname', label: 'Nickname, else the full name' },
];

/** How replies leave: under whose name, in how many parts, and for how long. */
export function MessagesTab({ page }: { page: Page }) {
  const own = usePageDraft(page);
  return (
    <SettingsForm page={page} section="messages" beside={own.beside}>
      {({ value, set, fault }) => (
        <>
          <SettingsGroup title="Who the customer sees">
            <Select
              label="Agent’s name"
              data={agentNames}
              value={value.agentName}
              allowDeselect={false}
              onChange={(name) => name && set({ agentName: name as typeof value.agentName })}
            />
            {value.agentName !== 'none' && (
              <>
                <Switch
                  label="Show it as Messenger does"
                  description="The name stands over the message, as a sender of its own, where Facebook allows it."
                  checked={value.usesPersona}
                  onChange={(event) => set({ usesPersona: event.currentTarget.checked })}
                />
                <Select
                  label={value.usesPersona ? 'Where Facebook does not allow it' : 'Instead'}
                  data={[
                    { value: 'prefix', label: 'The name before the text' },
                    { value: 'nothing', label: 'No name' },
                  ]}
                  value={value.nameWithoutPersona}
                  allowDeselect={false}
                  onChange={(to) => to && set({ nameWithoutPersona: to as typeof value.nameWithoutPersona })}
                />
              </>
            )}
          </SettingsGroup>
          <SettingsGroup title="What the customer sees besides">
            <Switch
              label="That an agent types"
              checked={value.typing}
              onChange={(event) => set({ typing: event.currentTarget.checked })}
            />
            <Select
              label="That the page has read"
              data={[
                { value: 'on-open', label: 'Once an agent has it on screen' },
                { value: 'on-reply', label: 'With the reply' },
                { value: 'never', label: 'Never' },
              ]}
              value={value.seen}
              allowDeselect={false}
              onChange={(to) => to && set({ seen: to as typeof value.seen })}
            />
          </SettingsGroup>
          <SettingsGroup title="After 24 hours">
            <Switch
              label="People may answer by hand for 7 days"
              description="Needs Facebook’s Human Agent permission for your Meta app. Automated texts never use it."
              checked={own.value.humanAgentAllowed}
              onChange={(event) => own.set({ humanAgentAllowed: event.currentTarget.checked })}
            />
            {own.value.humanAgentAllowed && (
              <>
                <Select
                  label="Ask what an answer is for"
                  description="Facebook allows late answers for the customer’s own matter alone. What was said is kept with the message."
                  data={[
                    { value: 'at-the-desk', label: 'At the desk; programs need not say it' },
                    { value: 'always', label: 'Always; without it nothing goes out' },
                    { value: 'never', label: 'Never' },
                  ]}
                  value={value.asksPurpose}
                  allowDeselect={false}
                  onChange={(to) => to && set({ asksPurpose: to as typeof value.asksPurpose })}
                />
                <TagsInput
                  label="Words of offers"
                  description="A late answer with one of these does not go out. Whole words, case and accents aside. Enter adds one."
                  value={value.promotionalWords}
                  error={fault('promotionalWords')}
                  onChange={(promotionalWords) => set({ promotionalWords })}
                />
              </>
            )}
          </SettingsGroup>
          <SettingsGroup title="Long texts">
            <Select
              label="A text above the limit"
              data={[
                { value: 'split', label: 'Leaves as several messages, parted at sentences' },
                { value: 'refuse', label: 'Is refused' },
              ]}
              value={value.longTexts}
              allowDeselect={false}
              onChange={(to) => to && set({ longTexts: to as typeof value.longTexts })}
            />
            <Select
              label="Limit of one message"
              data={[
                { value: '2000', label: '2,000 characters, as Facebook takes' },
                { value: '1986', label: '1,986 characters, with a margin' },
              ]}
              value={String(value.maxLength)}
              allowDeselect={false}
              onChange={(to) => set({ maxLength: to === '1986' ? 1986 : 2000 })}
            />
          </SettingsGroup>
        </>
      )}
    </SettingsForm>
  );
}

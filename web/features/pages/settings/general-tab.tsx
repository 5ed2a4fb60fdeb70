import { MultiSelect, Select, Switch } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Page } from '../../../../contract/pages.ts';
import { departmentsQuery, operatingHoursQuery, tagsQuery } from '../../../lib/desk-queries.ts';
import { SettingsForm } from './settings-form.tsx';
import { ColorField } from './color-field.tsx';
import { CopyField } from '../../../ui/copy-field.tsx';
import { buttonSteps, messengerLink } from './page-button.ts';
import styles from './general-tab.module.css';
import { LanguageField } from './language-field.tsx';
import { SettingsGroup } from '../../../ui/settings-group.tsx';
import { usePageDraft } from './use-page-draft.ts';
import { WorkStreamField } from './work-stream-field.tsx';

/** Whose work the page's conversations are, and what they look like. */
export function GeneralTab({ page }: { page: Page }) {
  const departments = useQuery(departmentsQuery).data ?? [];
  const tags = useQuery(tagsQuery).data ?? [];
  const hours = useQuery(operatingHoursQuery).data ?? [];
  const own = usePageDraft(page);
  return (
    <SettingsForm page={page} section="general" beside={own.beside}>
      {({ value, set, fault }) => (
        <>
          <SettingsGroup title="Work">
            <Select
              label="Department"
              description="Conversations that begin from now on belong to it; its members alone see and take them."
              data={departments.map((one) => ({ value: one.id, label: one.name }))}
              value={own.value.departmentId}
              allowDeselect={false}
              onChange={(id) => {
                const department = departments.find((one) => one.id === id);
                if (department) own.set({ departmentId: department.id });
              }}
            />
            <WorkStreamField
              value={own.value.workStreamId}
              onChange={(workStreamId) => own.set({ workStreamId })}
            />
            {departments.some((one) => one.id === own.value.departmentId && !one.isDefault) && (
              <Switch
                label="Routing rules first"
                description="The rules of the work stream are asked, and the department gets what none of them matches. Otherwise everything goes to the department."
                checked={value.rulesFirst}
                onChange={(event) => set({ rulesFirst: event.currentTarget.checked })}
              />
            )}
            <Select
              label="Operating hours"
              description="Outside of them customers are told when you answer."
              placeholder="Always open"
              clearable
              data={hours.map((one) => ({ value: one.id, label: one.name }))}
              value={own.value.operatingHoursId}
              onChange={(id) => own.set({ operatingHoursId: hours.find((one) => one.id === id)?.id ?? null })}
            />
            <Select
              label="New conversations are"
              description="Shown with each conversation, and changed there. Tickets are worked from New to Solved, and come to agents who take tickets."
              data={[
                { value: 'chat', label: 'Chats' },
                { value: 'ticket', label: 'Tickets' },
              ]}
              value={value.mode}
              allowDeselect={false}
              onChange={(mode) => mode && set({ mode: mode as typeof value.mode })}
            />
            <MultiSelect
              label="Tags"
              description="Put on each new conversation."
              data={tags.map((tag) => ({ value: tag.id, label: tag.name }))}
              value={value.tagIds.filter((id) => tags.some((tag) => tag.id === id))}
              error={fault('tagIds')}
              searchable
              onChange={(ids) => set({ tagIds: tags.map((tag) => tag.id).filter((id) => ids.includes(id)) })}
            />
          </SettingsGroup>
          <SettingsGroup title="Look and language">
            <ColorField value={value.color} onChange={(color) => set({ color })} />
            <LanguageField
              label="Language"
              description="Automated texts use it when nothing tells the customer’s own."
              value={value.language}
              error={fault('language')}
              onChange={(language) => set({ language })}
            />
          </SettingsGroup>
          <SettingsGroup
            title="The button on the page"
            lead="People write from the page when its button opens Messenger. Facebook lets nobody but you set it; the link below does the same on your website and in mails."
          >
            <ol className={styles.steps}>
              {buttonSteps.map((step) => (
                <li key={step}>{step}</li>
              ))}
            </ol>
            <CopyField label="Link" value={messengerLink(page)} />
          </SettingsGroup>
        </>
      )}
    </SettingsForm>
  );
}

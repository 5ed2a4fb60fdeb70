import { Select } from '@mantine/core';
import type { Page } from '../../../../contract/pages.ts';
import { translationMode } from '../../../../contract/translation.ts';
import { useServiceLanguages } from '../../../lib/desk-queries.ts';
import { languageName } from '../../../lib/language-choices.ts';
import { screenPaths } from '../../../lib/screen-paths.ts';
import { Link } from '../../../ui/link.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { SettingsGroup } from '../../../ui/settings-group.tsx';
import { SettingsForm } from './settings-form.tsx';

/** Whether the page's conversations are translated, and into what. */
export function TranslationTab({ page }: { page: Page }) {
  const languages = useServiceLanguages();
  return (
    <SettingsForm page={page} section="translation">
      {({ value, set, fault }) => (
        <SettingsGroup
          title="Translation"
          lead="What customers of this page write is sent to the translation service of this desk, masked as it is kept. What they wrote stays as it is, one click away."
        >
          {languages.length === 0 && (
            <Notice tone="info" title="Translation is off">
              Nothing is translated before a service is named and switched on under{' '}
              <Link href={screenPaths.settings('translation')}>Translation</Link>.
            </Notice>
          )}
          <Select
            label="Conversations are translated"
            data={[
              { value: 'off', label: 'Never' },
              { value: 'by-hand', label: 'When an agent opens it' },
              { value: 'automatic', label: 'By themselves, until an agent closes it there' },
            ]}
            value={value.mode}
            allowDeselect={false}
            error={fault('mode')}
            onChange={(mode) => set({ mode: translationMode.parse(mode) })}
          />
          {value.mode !== 'off' && (
            <Select
              label="Agents read"
              description="Until one of them reads another language in a conversation."
              data={[...new Set([...languages.map(({ code }) => code), value.readsIn])].map((code) => ({
                value: code,
                label: languageName(code),
              }))}
              value={value.readsIn}
              searchable
              allowDeselect={false}
              error={fault('readsIn')}
              onChange={(readsIn) => readsIn !== null && set({ readsIn })}
            />
          )}
        </SettingsGroup>
      )}
    </SettingsForm>
  );
}

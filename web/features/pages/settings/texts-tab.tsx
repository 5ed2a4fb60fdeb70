import { NumberInput, Select, Switch } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { AutomatedKey } from '../../../../contract/automated-messages.ts';
import type { PageSettings } from '../../../../contract/page-settings.ts';
import type { Page } from '../../../../contract/pages.ts';
import { screenPaths } from '../../../lib/screen-paths.ts';
import { Link } from '../../../ui/link.tsx';
import { sectionState } from '../../../ui/section-page.tsx';
import { channelTextsQuery } from '../api/channel-texts.ts';
import { pageSettingsQuery } from '../api/page-settings.ts';
import { TextDialog } from '../automated/text-dialog.tsx';
import { TextList } from '../automated/text-list.tsx';
import { SettingsForm, type SectionFields } from './settings-form.tsx';
import { SettingsGroup } from '../../../ui/settings-group.tsx';

/** What the page says by itself, in each language. */
export function TextsTab({ page }: { page: Page }) {
  return (
    <SettingsForm page={page} section="texts">
      {(fields) => <Texts page={page} {...fields} />}
    </SettingsForm>
  );
}

function Texts({ page, value, set, fault }: { page: Page } & SectionFields<PageSettings['texts']>) {
  const ofAll = useQuery(channelTextsQuery);
  const language = useQuery(pageSettingsQuery(page.id)).data?.settings.general.language ?? 'en';
  const [edited, setEdited] = useState<AutomatedKey | null>(null);
  const layersOf = (key: AutomatedKey) => ({ own: value[key], below: ofAll.data?.get(key) });
  return (
    sectionState(ofAll, 'The texts of all pages') ?? (
      <>
        <p className="text-2">
          What this page does not say otherwise, it says as{' '}
          <Link className="link" href={screenPaths.settings('automated-messages')}>
            all pages do
          </Link>
          . Sent within 24 hours of the customer’s message, in their own language where it is known.
        </p>
        <TextList
          layersOf={layersOf}
          ownWords="Of this page"
          language={language}
          faultOf={fault}
          onEdit={setEdited}
        />
        <SettingsGroup title="How they are sent">
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
          <Switch
            label="Greet also who is told that it is closed, that nobody is there, or that they wait"
            description="Otherwise that text stands in place of the greeting."
            checked={value.welcomeWithOffline}
            onChange={(event) => set({ welcomeWithOffline: event.currentTarget.checked })}
          />
          <NumberInput
            label="Minutes until “Nobody accepted in time”"
            min={1}
            max={1440}
            value={value.notAcceptedMinutes}
            error={fault('notAcceptedMinutes')}
            onChange={(minutes) => set({ notAcceptedMinutes: Number(minutes) })}
          />
        </SettingsGroup>
        {edited && (
          <TextDialog
            text={edited}
            layers={layersOf(edited)}
            belowName="all pages"
            pageName={page.name}
            pageLanguage={language}
            submit="Keep for this page"
            save={{ isPending: false, error: null }}
            onSave={(layer) => {
              set({ [edited]: layer });
              setEdited(null);
            }}
            onClose={() => setEdited(null)}
          />
        )}
      </>
    )
  );
}

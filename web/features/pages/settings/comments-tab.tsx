import { Switch, TagsInput, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { feedSkip, type FeedSkip } from '../../../../contract/comments.ts';
import type { Page } from '../../../../contract/pages.ts';
import { request } from '../../../lib/api.ts';
import { fullTime } from '../../../lib/dates.ts';
import { apiPaths } from '../../../lib/paths.ts';
import { queryKeys } from '../../../lib/query-keys.ts';
import { SettingsForm } from './settings-form.tsx';
import { SettingsGroup } from '../../../ui/settings-group.tsx';

/** Which of what people say in public becomes work. */
export function CommentsTab({ page }: { page: Page }) {
  return (
    <>
      <SettingsForm page={page} section="comments">
        {({ value, set, fault }) => (
          <>
            <SettingsGroup title="Comments">
              <Switch
                label="Comments become tickets"
                description="Comments under the page’s posts, visitors’ posts, and where the page is named. When off, nothing of them is stored; they are counted below."
                checked={value.enabled}
                onChange={(event) => set({ enabled: event.currentTarget.checked })}
              />
              <TextInput
                label="Capacity of one thread"
                description="How much of an agent’s capacity it takes."
                inputMode="numeric"
                value={Number.isNaN(value.capacityUnits) ? '' : String(value.capacityUnits)}
                error={fault('capacityUnits')}
                onChange={(event) => set({ capacityUnits: toNumber(event.currentTarget.value) })}
              />
            </SettingsGroup>
            <SettingsGroup
              title="Nothing to answer"
              lead="Kept, and found by a search; nobody has to look at them. An edit that says something makes them a ticket."
            >
              <Switch
                label="Emoji alone"
                checked={value.ignoresEmojiOnly}
                onChange={(event) => set({ ignoresEmojiOnly: event.currentTarget.checked })}
              />
              <Switch
                label="Friends’ names alone"
                checked={value.ignoresTagsOnly}
                onChange={(event) => set({ ignoresTagsOnly: event.currentTarget.checked })}
              />
            </SettingsGroup>
            <SettingsGroup
              title="Hidden at once"
              lead="A comment with one of these stays a ticket; on Facebook its author and their friends alone still see it."
            >
              <TagsInput
                label="Words and phrases"
                description="Whole words, case and accents aside. Enter adds one."
                value={value.hideWords}
                error={fault('hideWords')}
                onChange={(hideWords) => set({ hideWords })}
              />
            </SettingsGroup>
          </>
        )}
      </SettingsForm>
      <Skips page={page} />
    </>
  );
}

const reasons: Record<FeedSkip['reason'], string> = {
  'comments-off': 'While comments were off',
  'post-reaction': 'Reactions to posts',
  'unpublished-post': 'Drafts and scheduled posts',
};

/** What made no ticket, with its reason. */
function Skips({ page }: { page: Page }) {
  const skips = useQuery({
    queryKey: queryKeys.feedSkips(page.id),
    queryFn: ({ signal }) =>
      request('GET', apiPaths.feedSkips(page.id), { answer: z.object({ items: z.array(feedSkip) }), signal }),
  });
  const items = skips.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <SettingsGroup title="Made no ticket" lead="Since the page was connected.">
      <ul>
        {items.map(({ reason, count, lastAt }) => (
          <li key={reason} className="num">
            {reasons[reason]}: {count.toLocaleString('en-GB')}{' '}
            <span className="text-3">last {fullTime(lastAt)}</span>
          </li>
        ))}
      </ul>
    </SettingsGroup>
  );
}

/** What is no number stays none, so that the field says so when it is saved. */
function toNumber(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text);
}

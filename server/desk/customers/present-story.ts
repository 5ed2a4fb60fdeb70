import { storyEvent, type StoryItem } from '../../../contract/customers.ts';
import { templateWords, type ShownTemplate } from '../../../contract/templates.ts';
import type { StoryRow } from '../../store/customer-story.ts';
import { contactName } from '../contacts/contact-ref.ts';

type Place = NonNullable<StoryItem['conversation']>;

/** Something of a customer's story as the contract has it. */
export function presentStoryItem(row: StoryRow): StoryItem {
  const same = { id: row.id, at: row.at.toISOString(), conversation: presentPlace(row) };
  if (row.kind === 'event') {
    return { ...same, kind: 'event', page: row.pageName, event: storyEvent.parse(named(row)) };
  }
  return {
    ...same,
    kind: row.kind,
    direction: row.direction,
    author: authorOf(row),
    text: row.text ?? wordsOf(row),
    isWithheld: row.withheld ?? false,
    isUnsent: row.unsentAt !== null,
    attachments: row.attachments,
  };
}

function presentPlace(row: StoryRow): Place | null {
  if (row.conversationId === null || row.number === null || row.conversationKind === null) return null;
  return {
    id: row.conversationId as Place['id'],
    number: row.number,
    kind: row.conversationKind,
    page: { id: row.pageId as Place['page']['id'], name: row.pageName ?? '' },
  };
}

/** Of what Messenger draws by itself; null for pictures. The column is written by our own verbs alone. */
function wordsOf({ template }: StoryRow): string | null {
  return template === null ? null : templateWords(template as ShownTemplate) || null;
}

function authorOf(row: StoryRow): string {
  if (row.authorKind === 'customer') return contactName(row.contactName, row.psid ?? '');
  return row.authorName ?? row.pageName ?? 'Somebody who is gone';
}

/** What happened, with who did it and to which profile. */
function named(row: StoryRow): object {
  const profile = row.psid === null ? {} : { name: contactName(row.contactName, row.psid) };
  return { ...profile, by: row.authorName, ...(row.event as object) };
}

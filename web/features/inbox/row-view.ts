import type { ConversationSummary } from '../../../contract/conversations.ts';
import type { UserId } from '../../../contract/ids.ts';
import type { Draft } from '../../lib/drafts.ts';
import { spanWords } from '../../lib/dates.ts';

type LastKind = NonNullable<ConversationSummary['lastMessage']>['kind'];

/** What stands for a message without words. */
const kindWords: Record<LastKind, string> = {
  text: '',
  image: 'Picture',
  video: 'Video',
  audio: 'Voice message',
  file: 'File',
  sticker: 'Sticker',
  location: 'Location',
  link: 'Link',
  unsupported: 'Can be seen in Messenger only',
  note: 'Private note',
  withheld: 'Not agreed to be read yet',
};

/** The second line of a row. */
export type RowPreview = { lead: 'Draft' | 'You:' | null; kind: LastKind; text: string };

/** The draft where there is one, else the last message: its words, or the name of its kind. */
export function previewOf(row: ConversationSummary, draft: Draft | null): RowPreview {
  if (draft) return { lead: 'Draft', ...wordsOf(draft) };
  const last = row.lastMessage;
  if (!last) return { lead: null, kind: 'text', text: 'No message yet' };
  const lead = last.direction === 'out' && last.kind !== 'note' ? 'You:' : null;
  return { lead, kind: last.kind, text: last.text || kindWords[last.kind] };
}

/** The reply that was begun; else the note. */
function wordsOf(draft: Draft): Pick<RowPreview, 'kind' | 'text'> {
  const reply =
    draft.text.trim() ||
    namesOf(draft.uploads) ||
    draft.quickReplies.map((button) => button.title).join(', ');
  if (reply) return { kind: 'text', text: reply };
  const note = draft.note.text.trim() || namesOf(draft.note.uploads);
  return note ? { kind: 'note', text: note } : { kind: 'text', text: 'Quoting a message' };
}

function namesOf(uploads: Draft['uploads']): string {
  return uploads.map((upload) => upload.name).join(', ');
}

/** Below this a wait is nothing to speak of. */
const worthTellingMs = 60_000;

/** How long the customer has waited for an answer: `waits 12 min`; null while nobody waits, or not yet a minute. */
export function waitingWords(row: ConversationSummary, nowMs: number): string | null {
  if (row.waitingSince === null) return null;
  const ms = nowMs - Date.parse(row.waitingSince);
  return ms < worthTellingMs ? null : `waits ${spanWords(ms)}`;
}

/** The name of a row for those who hear it. */
export function rowLabel(
  row: ConversationSummary,
  facts: {
    windowWords: string | null;
    waiting: string | null;
    hasDraft: boolean;
    viewers: readonly { name: string }[];
  },
): string {
  return [
    row.contact.name,
    'Facebook',
    row.department.name,
    row.unreadCount > 0 ? `${row.unreadCount} unread` : null,
    facts.hasDraft ? 'draft' : null,
    facts.waiting,
    facts.windowWords,
    facts.viewers.length > 0 ? `${facts.viewers.map((one) => one.name).join(' and ')} looking` : null,
  ]
    .filter((part) => part !== null)
    .join(', ');
}

/** Colleagues who look at a conversation, without the reader. */
export function othersOf<User extends { id: UserId }>(
  viewers: readonly User[] | undefined,
  meId: UserId,
): readonly User[] {
  if (!viewers || viewers.length === 0) return nobody;
  return viewers.some((one) => one.id === meId) ? viewers.filter((one) => one.id !== meId) : viewers;
}

const nobody: readonly never[] = [];

import type { Backfill } from '../../contract/backfills.ts';
import type { ConversationCustomer } from '../../contract/customers.ts';
import { backfillId, savedReplyId } from '../../contract/ids.ts';
import type { SavedReply } from '../../contract/saved-replies.ts';

const id = (n: number) => `00000000-0000-7000-8000-0000000009${String(n).padStart(2, '0')}`;

const reply = (n: number, more: Partial<SavedReply>): SavedReply => ({
  id: savedReplyId.parse(id(n)),
  version: 1,
  title: 'Greeting',
  shortcut: null,
  scope: 'everyone',
  department: null,
  owner: null,
  variants: [{ language: 'en', text: 'Hello', quickReplies: [], template: null }],
  files: [],
  mayChange: true,
  updatedAt: '2026-11-20T10:00:00.000Z',
  ...more,
});

/** Saved replies of the drawn desk. */
export const savedReplies: SavedReply[] = [
  reply(1, {
    title: 'Greeting',
    shortcut: 'hi',
    variants: [
      {
        language: 'en',
        text: 'Hi {{contact.first_name|there}}, this is {{agent.first_name}} of {{page.name}}. How can I help?',
        quickReplies: [{ title: 'My order' }, { title: 'Something else' }],
        template: null,
      },
      {
        language: 'de',
        text: 'Guten Tag {{contact.first_name|}}, wie kann ich helfen?',
        quickReplies: [],
        template: null,
      },
    ],
  }),
  reply(2, {
    title: 'How to return something',
    shortcut: 'return',
    scope: 'private',
    variants: [
      {
        language: 'en',
        text: '',
        quickReplies: [],
        template: {
          kind: 'buttons',
          text: 'You can send it back within 30 days. Shall we send you the label?',
          buttons: [
            { type: 'postback', title: 'Yes, please', payload: 'RETURN_LABEL' },
            { type: 'link', title: 'Read more', url: 'https://shop.example/returns' },
          ],
        },
      },
    ],
    files: [{ id: id(20), name: 'returns.pdf', sizeBytes: 48_213, mimeType: 'application/pdf' }],
  }),
];

/** What was read of a page's past, one under way and one done. */
export function backfillsOf(pageId: Backfill['pageId'] | undefined): Backfill[] {
  if (pageId === undefined) return [];
  const base = { pageId, trouble: null, endedAt: null } as const;
  return [
    {
      ...base,
      id: backfillId.parse(id(30)),
      reason: 'first-connection',
      since: '2026-08-22T10:00:00.000Z',
      state: 'running',
      progress: 0.42,
      conversationsRead: 1_240,
      messagesAdded: 9_481,
      postsRead: 0,
      commentsAdded: 0,
      startedAt: '2026-11-20T10:00:00.000Z',
    },
    {
      ...base,
      id: backfillId.parse(id(31)),
      reason: 'outage',
      since: '2026-11-18T22:10:00.000Z',
      state: 'done',
      progress: 1,
      conversationsRead: 12,
      messagesAdded: 3,
      postsRead: 12,
      commentsAdded: 5,
      startedAt: '2026-11-18T22:31:00.000Z',
      endedAt: '2026-11-18T22:31:04.000Z',
    },
  ];
}

/** No conversation of the drawn desk has a customer's card. */
export const nobodyLinked: ConversationCustomer = {
  customer: null,
  link: null,
  apartFrom: null,
  suggestions: [],
  profiles: [],
  notes: [],
  draft: { name: null, firstName: null, lastName: null, emails: [], phones: [] },
};

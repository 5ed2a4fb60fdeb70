import type { ConversationDetails } from '../../contract/conversations.ts';
import type { MessageId } from '../../contract/ids.ts';
import type { Message } from '../../contract/messages.ts';
import { attachment, message, nextUuid } from './fake-parts.ts';

const minute = 60_000;

/** Three seconds of a voice-like tone as a WAV file, so that the player has something to play. */
export function aVoice(): string {
  const rate = 8_000;
  const samples = Array.from({ length: rate * 3 }, (_sample, at) => {
    const loud = Math.abs(Math.sin(at / 2_300) * Math.sin(at / 410));
    return Math.round(128 + 110 * loud * Math.sin(at / 7));
  });
  const head = [
    ...chars('RIFF'),
    ...int32(36 + samples.length),
    ...chars('WAVEfmt '),
    ...int32(16),
    ...[1, 0, 1, 0],
    ...int32(rate),
    ...int32(rate),
    ...[1, 0, 8, 0],
    ...chars('data'),
    ...int32(samples.length),
  ];
  return URL.createObjectURL(new Blob([new Uint8Array([...head, ...samples])], { type: 'audio/wav' }));
}

const chars = (text: string) => [...text].map((char) => char.charCodeAt(0));
const int32 = (value: number) => [0, 8, 16, 24].map((shift) => (value >> shift) & 255);

function aPicture(width: number, height: number, hue: number): string {
  return `data:image/svg+xml,${encodeURIComponent(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}"><rect width="100%" height="100%" fill="hsl(${hue} 32% 78%)"/><circle cx="${width * 0.7}" cy="${height * 0.3}" r="${height * 0.14}" fill="hsl(${hue} 60% 92%)"/><path d="M0 ${height}L${width * 0.4} ${height * 0.4}L${width * 0.7} ${height * 0.8}L${width} ${height * 0.55}V${height}z" fill="hsl(${hue} 34% 52%)"/></svg>`,
  )}`;
}

const sticker = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 120"><path d="M52 54 64 20c10 0 14 8 11 18l-4 12h26c8 0 12 7 10 14l-9 32c-2 6-6 9-12 9H52z" fill="#1877f2"/><path d="M20 54h22v52H20z" fill="#0f5cc0"/></svg>',
)}`;

/** A conversation with everything that can stand in a timeline, for pictures and for judging how it looks. */
export function tellEveryKind(
  of: ConversationDetails,
  people: { maya: { id: string; name: string }; jonas: { id: string; name: string } },
  at: (agoMs: number) => string,
): Message[] {
  const { id } = of;
  const customer = { kind: 'customer', name: of.contact.name } as const;
  const maya = { kind: 'user', ...people.maya } as Message['author'];
  const jonas = { kind: 'user', ...people.jonas } as Message['author'];
  const system = { kind: 'system', name: 'Pagedesk' } as const;
  let ago = 400 * minute;
  const next = (minutes = 0.4) => at((ago -= minutes * minute));
  const line = (activity: Message['activity'], minutes = 2) =>
    message(id, { kind: 'activity', author: system, at: next(minutes), activity });
  const says = (facts: Partial<Message>, minutes = 0.4) =>
    message(id, { author: customer, at: next(minutes), ...facts });
  const answers = (facts: Partial<Message>, minutes = 6) =>
    message(id, { author: maya, at: next(minutes), ...facts });
  const notYet = { sentAt: null, deliveredAt: null, readAt: null };
  const files = (...all: Parameters<typeof attachment>[0][]) => ({ attachments: all.map(attachment) });
  const asked = says(
    { text: 'Is the table still there? https://lund.example/tables/fjell-180?colour=sand' },
    5,
  );
  const longReply = nextUuid<MessageId>();
  return [
    line({ type: 'opened' }),
    line({ type: 'referral', source: 'SHORTLINK', ref: 'spring_window', adTitle: null }),
    asked,
    says({ text: '❤️😀' }),
    line({ type: 'assigned', by: people.jonas.name, to: people.maya.name }),
    line({ type: 'released', by: people.maya.name }),
    line({ type: 'taken', by: people.jonas.name }),
    line({ type: 'ended', by: people.jonas.name }),
    line({ type: 'reopened', by: null }),
    says(
      { ...files({ kind: 'image', url: aPicture(640, 420, 24), width: 640, height: 420, name: 'room.jpg' }) },
      6,
    ),
    says({
      ...files({ kind: 'image', url: aPicture(420, 640, 150), width: 420, height: 640, name: 'tall.jpg' }),
    }),
    says({ ...files({ kind: 'sticker', url: sticker, rawType: 'image' }) }),
    says({ ...files({ kind: 'audio', url: aVoice(), name: 'Voice message', mimeType: 'audio/wav' }) }),
    says({
      ...files({
        kind: 'file',
        url: '/api/files/x',
        name: 'measurements of the living room, second try.pdf',
        mimeType: 'application/pdf',
        sizeBytes: 1_460_000,
      }),
    }),
    says({
      ...files({
        kind: 'location',
        state: 'none',
        title: 'Oudegracht 112, Utrecht',
        coordinates: { latitude: 52.08943, longitude: 5.12165 },
      }),
    }),
    says({
      ...files({
        kind: 'link',
        state: 'none',
        title: 'Fjell dining table, 180 cm, oiled oak',
        link: 'https://www.lund.example/tables/fjell',
      }),
    }),
    answers({
      ...files({
        kind: 'template',
        rawType: 'template',
        state: 'none',
        title: 'Your order HP-48213',
        link: 'https://lund.example/orders/48213',
      }),
      author: { kind: 'outside', name: 'Shop bot' },
    }),
    says({ ...files({ kind: 'unknown', rawType: 'ig_reel', state: 'none' }) }, 7),
    says({ ...files({ kind: 'image', state: 'pending', width: 640, height: 420 }) }),
    says({ ...files({ kind: 'file', state: 'pending' }) }),
    says({ ...files({ kind: 'video', state: 'failed', name: 'film.mp4' }) }),
    says({ unsupported: true }),
    says({ text: null, unsentAt: at(200 * minute) }),
    says({
      text: 'I meant the 180 one, not the 160',
      editedAt: at(190 * minute),
      edits: [
        { text: 'I meant the 160 one', until: at(195 * minute) },
        { text: 'I meant the 160 one, not the 180', until: at(190 * minute) },
      ],
      reactions: [
        { by: 'page', emoji: '👍', name: 'Maya Okonjo' },
        { by: 'customer', emoji: '😂', name: null },
      ],
    }),
    answers({
      author: jonas,
      text: 'It is. Would you like to see it in our Rotterdam shop?',
      replyTo: { messageId: asked.id, text: asked.text, authorName: of.contact.name },
      quickReplies: ['Yes please', 'Rather a photo', 'Not now'].map((title) => ({ title, payload: title })),
    }),
    says({ text: 'Yes please', tapped: { kind: 'quick-reply', payload: 'Yes please' } }, 8),
    answers({
      text: 'Thanks for writing. We are here until 18:00 and answer as soon as one of us is free.',
      author: { kind: 'system', name: 'First message' },
    }),
    message(id, {
      kind: 'note',
      author: maya,
      at: next(4),
      text: '@Jonas she has been patient, let’s add the oil for free.\nShe asked twice about delivery.',
    }),
    message(id, { kind: 'note', author: maya, at: next(1), text: 'Order it from the Utrecht store.' }),
    answers({
      id: longReply,
      text: 'First part of a long answer that was sent as two messages, because Messenger takes no more than 2,000 characters at once.',
      part: { index: 1, of: 2 },
      clientId: '0199aaaa-0000-4000-8000-000000000001',
      status: 'delivered',
      readAt: null,
    }),
    answers(
      {
        text: 'And this is its second part.',
        part: { index: 2, of: 2 },
        clientId: '0199aaaa-0000-4000-8000-000000000001',
        status: 'delivered',
        readAt: null,
      },
      0,
    ),
    says({ text: 'One more thing', replyTo: { messageId: null, text: null, authorName: null } }, 12),
    answers({ text: 'Of course', status: 'sent', deliveredAt: null, readAt: null }),
    answers({ text: 'Shall I put it aside for you until Saturday?', status: 'queued', ...notYet }, 7),
    answers(
      {
        text: 'It is oiled oak, so a little oil once a year is all it needs.',
        status: 'unknown',
        ...notYet,
      },
      1,
    ),
    answers({
      text: 'Here is our catalogue',
      status: 'failed',
      ...notYet,
      failure: {
        code: 'person-unavailable',
        message: `${of.contact.name} cannot be reached: the conversation was blocked or the account is gone. ${of.contact.firstName} has not seen it.`,
        advice: 'Ask for another way to get in touch.',
        mayRetry: false,
      },
    }),
  ];
}

import { z } from 'zod';
import { pageId, userId } from './ids.ts';
import { instant } from './instant.ts';

/** A page as the answer of a command names it. */
export const commandPage = z.object({ id: pageId, facebookId: z.string(), name: z.string() });
export type CommandPage = z.infer<typeof commandPage>;

/** What the bot answers to a `/facebook` command. */
export const commandAnswer = z.object({
  text: z.string(),
  /** What there is to choose from: commands with what they do. */
  lines: z.array(z.object({ command: z.string(), does: z.string() })),
  /** Pages that are meant, will stop, or could have been meant. */
  pages: z.array(commandPage),
  /** What the desk does next: a button to press, or a form that opens. */
  next: z
    .discriminatedUnion('act', [
      z.object({ act: z.literal('authorize') }),
      z.object({ act: z.literal('unauthorize') }),
      z.object({ act: z.literal('edit'), pageId }),
    ])
    .nullable(),
  isRefused: z.boolean(),
});
export type CommandAnswer = z.infer<typeof commandAnswer>;

/** One thing in the setup room. */
export const roomBody = z.discriminatedUnion('kind', [
  /** Where the checklist stands in the room; what it says is `checklist`. */
  z.object({ kind: z.literal('checklist'), text: z.string() }),
  z.object({ kind: z.literal('note'), text: z.string() }),
  z.object({ kind: z.literal('command'), text: z.string() }),
  z.object({ kind: z.literal('answer'), answer: commandAnswer }),
  z.object({
    kind: z.literal('activity'),
    act: z.enum(['switched-on', 'switched-off', 'unauthorized', 'uninstalled']),
    by: z.string(),
  }),
]);
export type RoomBody = z.infer<typeof roomBody>;

export const roomMessage = z.object({
  id: z.uuid(),
  at: instant,
  /** The bot, or an administrator. */
  author: z.object({ id: userId, name: z.string() }).nullable(),
  /** Only its reader sees it: a command, or the answer to one. */
  isPrivate: z.boolean(),
  body: roomBody,
});
export type RoomMessage = z.infer<typeof roomMessage>;

/** The bot's name, wherever it speaks. */
export const botName = 'facebook.bot';

export const roomMessages = z.object({ items: z.array(roomMessage), before: z.string().nullable() });
export type RoomMessages = z.infer<typeof roomMessages>;

/** Says something to the other administrators. `clientId` makes a repeated click the same message. */
export const writeRoomMessage = z.strictObject({
  clientId: z.uuid(),
  text: z.string().trim().min(1).max(4000),
});
export type WriteRoomMessage = z.infer<typeof writeRoomMessage>;

/** `/facebook help`. What it changes is done only by what the answer offers next. */
export const runCommand = z.strictObject({ clientId: z.uuid(), text: z.string().trim().min(1).max(400) });
export type RunCommand = z.infer<typeof runCommand>;

export const checklistItemId = z.enum([
  'meta-account',
  'developer-account',
  'page-exists',
  'public-address',
  'app-valid',
  'products',
  'callback-verified',
  'department',
  'channel',
  'routing',
  'page-settings',
  'first-message',
  'app-review',
  'platform-terms',
]);
export type ChecklistItemId = z.infer<typeof checklistItemId>;

export const checklistItem = z.object({
  id: checklistItemId,
  title: z.string(),
  /** How it is done, or why it is not. */
  text: z.string(),
  isDone: z.boolean(),
  /** `fact`: the desk knows it. `hand`: ticked by a person. Null while it is open. */
  doneBy: z.enum(['fact', 'hand']).nullable(),
  /** By whom and when, when it was ticked by hand. */
  ticked: z.object({ by: z.string(), at: instant }).nullable(),
  /** Whether a person may tick it: no fact can tell. */
  mayTick: z.boolean(),
  /** Where it is done: a path of this desk, or an address of Meta's. */
  link: z.object({ words: z.string(), href: z.string() }).nullable(),
});
export type ChecklistItem = z.infer<typeof checklistItem>;

export const checklist = z.object({
  /** Whether Facebook is switched on. */
  isOn: z.boolean(),
  groups: z.array(z.object({ title: z.string(), items: z.array(checklistItem) })),
});
export type Checklist = z.infer<typeof checklist>;

export const tickItem = z.strictObject({ isDone: z.boolean() });
export type TickItem = z.infer<typeof tickItem>;

import { z } from 'zod';
import { contactId, conversationId, departmentId, messageId, pageId, tagId, userId } from './ids.ts';
import { instant } from './instant.ts';
import { departmentRef, userRef } from './team.ts';
import { banRef } from './ban-ref.ts';
import { pageRef } from './pages.ts';
import { ticket, ticketStatus } from './tickets.ts';
import { score } from './score.ts';
import { conversationTranslation } from './translation.ts';

/**
 * Where a conversation stands. `open` waits for an agent, `active` has one, `waiting` is parked,
 * `wrapup` is ended but not yet filed, `closed` is done and reopens when the customer writes again.
 */
export const conversationStatus = z.enum(['open', 'active', 'waiting', 'wrapup', 'closed']);
export type ConversationStatus = z.infer<typeof conversationStatus>;

export const conversationMode = z.enum(['chat', 'ticket']);
export type ConversationMode = z.infer<typeof conversationMode>;

/**
 * Until when Facebook allows a reply, computed by the server from Meta's time.
 * `unlimited`: a public reply to a comment, which has no window.
 * `standard`: within 24 h of the person's last message. `human-agent`: up to 7 days, only for what a
 * person wrote by hand. `closed`: nothing may be sent until the person writes again.
 */
export const replyWindow = z.object({
  state: z.enum(['unlimited', 'standard', 'human-agent', 'closed']),
  /** End of the present state, exclusive; null when it has none, and when closed because the person never wrote. */
  endsAt: instant.nullable(),
  /** Why it is closed; null while open. */
  reason: z.enum(['never-wrote', 'over-24-hours', 'over-7-days']).nullable(),
});
export type ReplyWindow = z.infer<typeof replyWindow>;

export const contactRef = z.object({
  id: contactId,
  /** The profile's name, or "Facebook user" with the end of the person's page-scoped id while it is unknown. */
  name: z.string(),
  pictureUrl: z.string().nullable(),
});
export type ContactRef = z.infer<typeof contactRef>;

/** Another app, or Meta's own inbox, that holds the person's thread: nothing can be sent from here meanwhile. */
export const threadOwner = z.object({
  /** Meta's id of the app; null when Meta did not say which. */
  appId: z.string().nullable(),
  /** In a sentence: `the Page Inbox`, `another app (123)`. */
  name: z.string(),
  /** Then Facebook lets go of the thread by itself, unless the person writes again. */
  until: instant,
});
export type ThreadOwner = z.infer<typeof threadOwner>;

/** Somebody who takes part in a conversation that a colleague has, and whether they may write to its customer. */
export const participant = z.object({
  user: userRef,
  /** Came by themselves as one who leads, was asked for advice, was mentioned in a note, or is a helper who was invited. */
  kind: z.enum(['joined', 'consulted', 'mentioned', 'invited']),
  mode: z.enum(['internal', 'public']),
});
export type Participant = z.infer<typeof participant>;

/** One row of the list. `version` grows with every change: of two rows of one conversation the higher is newer. */
export const conversationSummary = z.object({
  id: conversationId,
  /** The number people say to one another: `No. 20417`. */
  number: z.number().int(),
  version: z.number().int(),
  kind: z.enum(['messenger', 'comment']),
  status: conversationStatus,
  /** How it is worked on. */
  mode: conversationMode,
  ticket,
  /** The tags it bears, in the order of their names. */
  tagIds: z.array(tagId),
  page: pageRef,
  department: departmentRef,
  contact: contactRef,
  assignee: userRef.nullable(),
  /** Who takes part beside its agent; absent while nobody does. */
  participants: z.array(participant).optional(),
  unreadCount: z.number().int(),
  lastMessage: z
    .object({
      /** Up to 200 characters; empty when the message has no text. */
      text: z.string(),
      /** What it is when it is no text: shown as an icon and a word. */
      kind: z.enum([
        'text',
        'image',
        'video',
        'audio',
        'file',
        'sticker',
        'location',
        'link',
        'unsupported',
        'note',
        'withheld',
      ]),
      direction: z.enum(['in', 'out']),
      at: instant,
    })
    .nullable(),
  /** Time of the newest message in Meta's time, or of the newest act on the conversation. */
  lastActivityAt: instant,
  /** When the oldest unanswered message of the customer came; null when nothing waits for us. */
  waitingSince: instant.nullable(),
  window: replyWindow,
  /** Null: nobody else holds the thread. */
  threadOwner: threadOwner.nullable(),
  openedAt: instant,
  closedAt: instant.nullable(),
  /** Until when what is promised next is due: a person's first answer, or the end; absent where nothing is. */
  due: z.object({ promise: z.enum(['respond', 'resolve']), at: instant }).optional(),
  /** Whether the customer agreed to be read; absent where the page does not ask. */
  consent: z
    .object({
      state: z.enum(['none', 'asked', 'agreed', 'declined']),
      /** Until they agree, what they write is withheld and nobody can reply. */
      isRequired: z.boolean(),
    })
    .optional(),
  /** Absent where the page is not translated. */
  translation: conversationTranslation.optional(),
});
export type ConversationSummary = z.infer<typeof conversationSummary>;

/** What the asking user may do; the server checks each act again. */
export const permissions = z.object({
  reply: z.boolean(),
  /** Write to the customer although it is closed. */
  followUp: z.boolean(),
  note: z.boolean(),
  take: z.boolean(),
  assign: z.boolean(),
  end: z.boolean(),
  reopen: z.boolean(),
  /** Take the thread over from another app, hand it over, or give it up. */
  moveThread: z.boolean(),
  /** Put it aside until the customer writes. */
  park: z.boolean(),
  /** Go on with what was parked or is being wrapped up. */
  resume: z.boolean(),
  /** Hand it to another department, or to a colleague. */
  transfer: z.boolean(),
  /** Close what is being wrapped up. */
  close: z.boolean(),
  /** Set its ticket's status. */
  setStatus: z.boolean(),
  /** Shut the customer out. */
  ban: z.boolean(),
  liftBan: z.boolean(),
  /** Come in beside its agent, or come in another way. */
  join: z.boolean(),
  /** Go, having come in beside its agent. */
  leave: z.boolean(),
  /** Ask colleagues for advice, and let them go. */
  consult: z.boolean(),
  /** Ask helpers in, and let them go. */
  invite: z.boolean(),
});
export type Permissions = z.infer<typeof permissions>;

export const referral = z.object({
  source: z.string().nullable(),
  ref: z.string().nullable(),
  adId: z.string().nullable(),
  adTitle: z.string().nullable(),
  at: instant,
});
export type Referral = z.infer<typeof referral>;

/** `source`: who told it, `pre-chat` for an answer of the customer's to one of the page's first questions. */
export const variable = z.object({
  name: z.string(),
  value: z.union([z.string(), z.number()]),
  source: z.string(),
});
export type Variable = z.infer<typeof variable>;

export const contactDetails = contactRef.extend({
  firstName: z.string().nullable(),
  lastName: z.string().nullable(),
  locale: z.string().nullable(),
  /** Hours from GMT, may be fractional. */
  timezone: z.number().nullable(),
  psid: z.string(),
  profileState: z.enum(['pending', 'known', 'unavailable']),
  firstSeenAt: instant,
  lastSeenAt: instant,
});
export type ContactDetails = z.infer<typeof contactDetails>;

/** One conversation as the desk opens it. */
export const conversationDetails = conversationSummary.extend({
  contact: contactDetails,
  referrals: z.array(referral),
  /** What is known of it beside its messages, by name: answers to the page's first questions. */
  variables: z.array(variable),
  /** Why it is in this department, in a sentence. */
  why: z.string(),
  /** How the routing rules came out that were asked; null when none were. */
  routing: z
    .object({
      at: instant,
      because: z.string(),
      tried: z.array(z.object({ name: z.string(), outcome: z.string(), because: z.string() })),
    })
    .nullable(),
  reopenedCount: z.number().int(),
  /** The ticket before this one, if the caller may see it. */
  previous: z.object({ id: conversationId, number: z.number().int() }).nullable(),
  /** The ticket that followed when the customer wrote after this one was closed, if the caller may see it. */
  next: z.object({ id: conversationId, number: z.number().int() }).nullable(),
  /** Parked until then; null when it is not parked, or until the customer writes. */
  wakesAt: instant.nullable(),
  /** Who else has it open now. */
  viewers: z.array(userRef),
  /** Whom somebody asked for advice and who has not answered yet. */
  asked: z.array(z.object({ user: userRef, expiresAt: instant })),
  /** The customer's other conversations on this page that the caller may see, newest first, at most 20. */
  earlier: z.array(
    z.object({
      id: conversationId,
      number: z.number().int(),
      status: conversationStatus,
      openedAt: instant,
      closedAt: instant.nullable(),
      preview: z.string(),
      /** What the customer thought of it; null when they did not say. */
      score: score.nullable(),
    }),
  ),
  /** The customer is shut out; null: is not. */
  ban: banRef.nullable(),
  may: permissions,
  /** What its department wants before it is ended. */
  ending: z.object({ needsTag: z.boolean(), needsComment: z.boolean() }),
  /** What is set for the page and matters while one writes. The server asks it again. */
  writing: z.object({
    files: z.object({
      isOn: z.boolean(),
      maxBytes: z.number().int(),
      /** Patterns of MIME types; empty: every type that is not blocked. */
      types: z.array(z.string()),
      blockedExtensions: z.array(z.string()),
    }),
    /** A longer text goes out as several messages, or is refused. */
    longTexts: z.enum(['split', 'refuse']),
    /** Of one message, in UTF-16 units. */
    maxLength: z.number().int(),
    /** After the first 24 hours the writer says what an answer is for. */
    asksPurpose: z.boolean(),
  }),
});
export type WritingRules = z.infer<typeof conversationDetails>['writing'];
export type ConversationDetails = z.infer<typeof conversationDetails>;

export const conversationView = z.enum(['mine', 'unassigned', 'all', 'waiting', 'closed']);
export type ConversationView = z.infer<typeof conversationView>;

/** `newest` activity first · `oldest` activity first · `waiting` longest first · `window` closing soonest first · `due` soonest first. */
export const conversationSort = z.enum(['newest', 'oldest', 'waiting', 'window', 'due']);
export type ConversationSort = z.infer<typeof conversationSort>;

export const listConversations = z.strictObject({
  view: conversationView.default('all'),
  status: conversationStatus.optional(),
  department: departmentId.optional(),
  page: pageId.optional(),
  kind: z.enum(['messenger', 'comment']).optional(),
  mode: conversationMode.optional(),
  /** With `solved`, `closed` and `spam` ended ones are listed, whatever the view. */
  ticket: ticketStatus.optional(),
  assignee: userId.optional(),
  unread: z.stringbool().optional(),
  /** Came through an ad or a link: `any`, or this ref, ad id or source (`ADS`, `SHORTLINK`) as Facebook told it. */
  referral: z.string().min(1).max(300).optional(),
  /**
   * Words looked for in names and message texts, case and accents aside; a number finds the conversation of that
   * number. In the view `all` a search looks through the closed ones too.
   */
  q: z.string().trim().max(200).optional(),
  sort: conversationSort.optional(),
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type ListConversations = z.input<typeof listConversations>;

/** How many conversations each view holds for the caller; capped at 1,000 (shown as 999+). */
export const conversationCounters = z.object({
  mine: z.number().int(),
  unassigned: z.number().int(),
  all: z.number().int(),
  waiting: z.number().int(),
  closed: z.number().int(),
  /** Conversations of mine with something unread. */
  mineUnread: z.number().int(),
});
export type ConversationCounters = z.infer<typeof conversationCounters>;

export const conversationList = z.object({
  items: z.array(conversationSummary),
  nextCursor: z.string().nullable(),
  counters: conversationCounters,
});
export type ConversationList = z.infer<typeof conversationList>;

export const assignConversation = z.strictObject({
  /** Null gives it back to the department. */
  userId: userId.nullable(),
});
export type AssignConversation = z.infer<typeof assignConversation>;

/** Gives the control over the thread to another app: Meta's own inbox unless said otherwise. */
export const handOverThread = z.strictObject({
  appId: z
    .string()
    .regex(/^\d{1,32}$/, 'The id of an app is digits only.')
    .optional(),
});
export type HandOverThread = z.infer<typeof handOverThread>;

/** Until when it is put aside: in the future, and 90 days ahead at most. */
export const snoozeConversation = z.strictObject({ until: instant });
export type SnoozeConversation = z.infer<typeof snoozeConversation>;

/** Either a department or a colleague gets it, with a few words for whoever goes on with it. */
export const transferConversation = z
  .strictObject({
    departmentId: departmentId.optional(),
    userId: userId.optional(),
    note: z.string().trim().max(2000, 'A note has at most 2,000 characters.').optional(),
  })
  .refine((to) => (to.departmentId === undefined) !== (to.userId === undefined), {
    message: 'Name either a department or a colleague.',
    path: ['departmentId'],
  });
export type TransferConversation = z.infer<typeof transferConversation>;

/** What its department wants of who ends it: see `ending` of the conversation. */
export const endConversation = z.strictObject({
  /** Kept as a note. */
  comment: z.string().trim().max(2000, 'A comment has at most 2,000 characters.').optional(),
});
export type EndConversation = z.infer<typeof endConversation>;

export const changeConversation = z.strictObject({ mode: conversationMode });

/** Tells the server that the caller has everything up to this message on screen. */
export const markSeen = z.strictObject({ messageId });

/** Asks a helper in. */
export const inviteHelper = z.strictObject({ userId });

import { z } from 'zod';
import { contactRef, conversationStatus } from './conversations.ts';
import {
  contactId,
  conversationId,
  customerFieldId,
  customerId,
  customerMergeId,
  customerNoteId,
  pageId,
  userId,
} from './ids.ts';
import { instant } from './instant.ts';
import { mailState } from './mail.ts';
import { activity } from './messages.ts';
import { score } from './score.ts';
import { departmentRef, userRef } from './team.ts';

export const customerKind = z.enum(['person', 'company']);
export type CustomerKind = z.infer<typeof customerKind>;

/** What the house wants to know of its customers beside what all have. */
export const customerField = z.object({
  id: customerFieldId,
  name: z.string(),
  appliesTo: z.enum(['person', 'company', 'both']),
  type: z.enum(['text', 'number', 'date', 'choice']),
  /** Of a choice, in their order; else empty. */
  choices: z.array(z.string()),
});
export type CustomerField = z.infer<typeof customerField>;

const fieldName = z.string().trim().min(1, 'Give it a name.').max(60, 'A name has at most 60 characters.');
const choices = z
  .array(z.string().trim().min(1).max(80))
  .max(50, 'There are at most 50 choices.')
  .transform((all) => [...new Set(all)]);

export const createCustomerField = z
  .strictObject({
    name: fieldName,
    appliesTo: customerField.shape.appliesTo.default('both'),
    type: customerField.shape.type.default('text'),
    choices: choices.default([]),
  })
  .refine(({ type, choices: all }) => (type === 'choice') === all.length > 0, {
    message: 'A choice needs something to choose from, and only a choice.',
    path: ['choices'],
  });
export type CreateCustomerField = z.input<typeof createCustomerField>;

/** The type stays: what was written under it would mean nothing under another. */
export const changeCustomerField = z.strictObject({
  name: fieldName.optional(),
  appliesTo: customerField.shape.appliesTo.optional(),
  choices: choices.optional(),
});
export type ChangeCustomerField = z.infer<typeof changeCustomerField>;

/** How customers are found again. */
export const customerSettings = z.object({
  /** Exactly one customer of a profile's name is linked by itself; else it is suggested. */
  linksByName: z.boolean(),
});
export type CustomerSettings = z.infer<typeof customerSettings>;
export const changeCustomerSettings = z.strictObject({ linksByName: z.boolean() });

/** A row of the list, and a suggestion. */
export const customerSummary = z.object({
  id: customerId,
  kind: customerKind,
  name: z.string(),
  pictureUrl: z.string().nullable(),
  company: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  location: z.string().nullable(),
  manager: userRef.nullable(),
});
export type CustomerSummary = z.infer<typeof customerSummary>;

export const customerNote = z.object({
  id: customerNoteId,
  text: z.string(),
  /** Null: somebody who is gone. */
  author: userRef.nullable(),
  at: instant,
  editedAt: instant.nullable(),
  /** Where it was taken: only those who may see it read the note; null: on the card, for all who see that. */
  department: departmentRef.nullable(),
  /** Whether the asking user may change or delete it. */
  mayChange: z.boolean(),
});
export type CustomerNote = z.infer<typeof customerNote>;

/** As whom Facebook knows the customer on one page, among those that the asking user may see. */
export const customerProfile = z.object({
  contact: contactRef,
  page: z.object({ id: pageId, name: z.string() }),
  identity: z.enum(['messenger', 'commenter']),
  lastSeenAt: instant,
});
export type CustomerProfile = z.infer<typeof customerProfile>;

export const linkHow = z.enum(['auto', 'by-hand']);

/** The whole card. */
export const customerDetails = z.object({
  id: customerId,
  version: z.number().int(),
  kind: customerKind,
  name: z.string(),
  firstName: z.string().nullable(),
  lastName: z.string().nullable(),
  pictureUrl: z.string().nullable(),
  emails: z.array(z.string()),
  phones: z.array(z.string()),
  /** Of a person; `id` when the company has a card. */
  company: z.object({ id: customerId.nullable(), name: z.string() }).nullable(),
  location: z.string().nullable(),
  /** Under which the house knows them elsewhere. */
  number: z.string().nullable(),
  manager: userRef.nullable(),
  /** By the id of a customer field; only what is set. */
  fields: z.record(z.string(), z.union([z.string(), z.number()])),
  createdAt: instant,
  updatedAt: instant,
  profiles: z.array(
    customerProfile.extend({ how: linkHow, linkedAt: instant, linkedBy: userRef.nullable() }),
  ),
  /** Newest first. */
  notes: z.array(customerNote),
  /** Of a company: its people whom the asking user may see, by name, at most 100. */
  people: z.array(z.object({ id: customerId, name: z.string() })),
  /** Conversations of somebody else's profile that are linked to this card alone, newest first, at most 20. */
  apart: z.array(z.object({ id: conversationId, number: z.number().int(), name: z.string() })),
  /** Merged into this one, and still to be undone. */
  merges: z.array(
    z.object({
      id: customerMergeId,
      name: z.string(),
      mergedAt: instant,
      mergedBy: userRef.nullable(),
      undoUntil: instant,
    }),
  ),
  may: z.object({ delete: z.boolean() }),
});
export type CustomerDetails = z.infer<typeof customerDetails>;

const line = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most, `This has at most ${most.toLocaleString('en')} characters.`);
const email = z.string().trim().max(254).pipe(z.email('This is not an e-mail address.'));
const phone = z
  .string()
  .trim()
  .max(40)
  .regex(/^[+(]?\d[\d\s()/.-]{3,}$/, 'This is not a phone number.');

const written = {
  name: line(200),
  firstName: line(100).nullable(),
  lastName: line(100).nullable(),
  emails: z.array(email).max(10, 'A customer has at most 10 e-mail addresses.'),
  phones: z.array(phone).max(10, 'A customer has at most 10 phone numbers.'),
  /** A company that has a card; with it `companyName` is not kept. */
  companyId: customerId.nullable(),
  companyName: line(200).nullable(),
  location: line(300).nullable(),
  number: line(60).nullable(),
  managerId: userId.nullable(),
  /** Null takes a value away; what is not named stays. */
  fields: z.record(z.string(), z.union([z.string().trim().max(2000), z.number(), z.null()])),
};

/** The name may be left out when first or last name is told. */
export const createCustomer = z.strictObject({
  kind: customerKind.default('person'),
  ...z.object(written).partial().shape,
});
export type CreateCustomer = z.input<typeof createCustomer>;

export const changeCustomer = z.strictObject(z.object(written).partial().shape);
export type ChangeCustomer = z.infer<typeof changeCustomer>;

export const listCustomers = z.strictObject({
  /** Looked for in names, companies, numbers, e-mail addresses and phones; case, accents and spaces in numbers aside. */
  q: z.string().trim().max(200).optional(),
  kind: customerKind.optional(),
  manager: userId.optional(),
  cursor: z.string().max(600).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type ListCustomers = z.input<typeof listCustomers>;

export const customerList = z.object({ items: z.array(customerSummary), nextCursor: z.string().nullable() });
export type CustomerList = z.infer<typeof customerList>;

/** A conversation of the customer's, on whichever page. */
export const customerConversation = z.object({
  id: conversationId,
  number: z.number().int(),
  kind: z.enum(['messenger', 'comment']),
  status: conversationStatus,
  page: z.object({ id: pageId, name: z.string() }),
  assignee: userRef.nullable(),
  openedAt: instant,
  closedAt: instant.nullable(),
  preview: z.string(),
});
export type CustomerConversation = z.infer<typeof customerConversation>;

export const listOfCustomer = z.strictObject({
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(30),
});

export const customerConversations = z.object({
  items: z.array(customerConversation),
  nextCursor: z.string().nullable(),
});
export type CustomerConversations = z.infer<typeof customerConversations>;

/** Where something of a story was. */
const storyPlace = z.object({
  id: conversationId,
  number: z.number().int(),
  kind: z.enum(['messenger', 'comment']),
  page: z.object({ id: pageId, name: z.string() }),
});

/** What happened with a customer, beside what was said; `by` is who did it, null: nobody, or somebody who is gone. */
export const storyEvent = z.discriminatedUnion('type', [
  /** A line of the conversation's own timeline. */
  z.object({ type: z.literal('activity'), activity }),
  z.object({ type: z.literal('begun') }),
  /** `survey` is what it is called; null: somebody else's. */
  z.object({ type: z.literal('survey-asked'), survey: z.string().nullable() }),
  z.object({ type: z.literal('survey-answered'), survey: z.string().nullable(), score: score.nullable() }),
  z.object({ type: z.literal('transcript'), address: z.string(), state: mailState }),
  z.object({ type: z.literal('card-made'), by: z.string().nullable() }),
  z.object({ type: z.literal('linked'), name: z.string(), how: linkHow, by: z.string().nullable() }),
  /** It was said that a profile is somebody else. */
  z.object({ type: z.literal('unlinked'), name: z.string(), by: z.string().nullable() }),
  /** One conversation alone, whoever its profile is. */
  z.object({ type: z.literal('conversation-linked'), by: z.string().nullable() }),
  z.object({ type: z.literal('merged'), name: z.string(), by: z.string().nullable() }),
  z.object({ type: z.literal('unmerged'), name: z.string(), by: z.string().nullable() }),
  z.object({ type: z.literal('consent-asked'), version: z.number().int() }),
  z.object({
    type: z.literal('consent-answered'),
    version: z.number().int(),
    answer: z.enum(['agreed', 'declined']),
  }),
  /** For administrators alone. */
  z.object({ type: z.literal('held'), by: z.string().nullable() }),
  z.object({ type: z.literal('erasure-asked'), by: z.string().nullable() }),
]);
export type StoryEvent = z.infer<typeof storyEvent>;

/** One thing that was said to or by the customer, noted of them or happened with them, on whichever page, in public or not. */
export const storyItem = z.discriminatedUnion('kind', [
  z.object({
    kind: z.enum(['message', 'note']),
    id: z.uuid(),
    at: instant,
    /** Null: a note that stands on the card. */
    conversation: storyPlace.nullable(),
    direction: z.enum(['in', 'out']).nullable(),
    author: z.string(),
    /** Null: it has none, or it is withheld. */
    text: z.string().nullable(),
    isWithheld: z.boolean(),
    isUnsent: z.boolean(),
    attachments: z.number().int(),
  }),
  z.object({
    kind: z.literal('event'),
    id: z.uuid(),
    at: instant,
    /** Null: it happened to the card, or to the profile on `page`. */
    conversation: storyPlace.nullable(),
    page: z.string().nullable(),
    event: storyEvent,
  }),
]);
export type StoryItem = z.infer<typeof storyItem>;

export const readStory = listOfCustomer.extend({
  /** Only as this contact. */
  profile: contactId.optional(),
  /** `words`: what was said and noted alone. */
  show: z.enum(['words', 'everything']).default('everything'),
});
export type StoryShown = z.output<typeof readStory>['show'];

/** Newest first. */
export const customerStory = z.object({ items: z.array(storyItem), nextCursor: z.string().nullable() });
export type CustomerStory = z.infer<typeof customerStory>;

export const mergeCustomer = z.strictObject({
  /** Whose card goes into this one. */
  customerId,
});

export const writeCustomerNote = z.strictObject({
  text: z.string().trim().min(1, 'Write something.').max(5000, 'A note has at most 5,000 characters.'),
});

/** Why somebody may be the one: by what was told in the conversation, or by the name alone. */
export const matchReason = z.enum(['email', 'phone', 'name']);
export type MatchReason = z.infer<typeof matchReason>;

/** Who the customer of a conversation is, or may be. */
export const conversationCustomer = z.object({
  customer: customerDetails.nullable(),
  link: z
    .object({
      /** The conversation goes with its profile, or was linked alone. */
      scope: z.enum(['profile', 'conversation']),
      how: linkHow,
      linkedAt: instant,
      linkedBy: userRef.nullable(),
    })
    .nullable(),
  /** Who its profile is, when this conversation alone was taken from them. */
  apartFrom: z.object({ id: customerId, name: z.string() }).nullable(),
  /** Nobody is linked: cards that may be theirs. */
  suggestions: z.array(z.object({ customer: customerSummary, because: matchReason })),
  /** Nobody is linked: profiles of the same name on other pages that are nobody’s either. */
  profiles: z.array(customerProfile),
  /** Of the profile, while nobody is linked; else they stand on the card. */
  notes: z.array(customerNote),
  /** What a new card would begin with. */
  draft: z.object({
    name: z.string().nullable(),
    firstName: z.string().nullable(),
    lastName: z.string().nullable(),
    emails: z.array(z.string()),
    phones: z.array(z.string()),
  }),
});
export type ConversationCustomer = z.infer<typeof conversationCustomer>;

export const linkCustomer = z.strictObject({
  customerId,
  /** `conversation`: this one alone, whoever its profile is. */
  scope: z.enum(['profile', 'conversation']).default('profile'),
});
export type LinkCustomer = z.input<typeof linkCustomer>;

export const unlinkCustomer = z.strictObject({ scope: z.enum(['profile', 'conversation']) });

/** A new card, linked at once; with profiles of the same person on other pages. */
export const createLinkedCustomer = createCustomer.extend({
  profileIds: z.array(contactId).max(20).default([]),
});
export type CreateLinkedCustomer = z.input<typeof createLinkedCustomer>;

import type { EntrySource, Variable } from '../../../contract/condition-attributes.ts';
import {
  attributeIds,
  attributes,
  fieldPrefix,
  variablePrefix,
} from '../../../contract/condition-attributes.ts';
import type { Referral } from '../../../contract/conversations.ts';
import { partsIn, type Facts, type FactValue } from '../conditions/facts.ts';
import { engagementOf } from '../conversations/engagement.ts';
import { guessLanguage } from './guess-language.ts';

/** What is stored of how a conversation began. */
export interface Beginning {
  kind: 'messenger' | 'comment';
  page: { id: string; name: string };
  contact: {
    psid: string;
    name: string | null;
    firstName: string | null;
    lastName: string | null;
    locale: string | null;
    timezone: number | null;
    profileState: 'pending' | 'known' | 'unavailable';
    firstSeenAt: Date;
    /** To a customer's card. */
    isLinked: boolean;
    /** What of it rules may ask for; absent: no rule does. */
    card?: CardFacts;
  };
  openedAt: Date;
  referrals: readonly Referral[];
  /** Null: the customer has not written yet. */
  first: {
    text: string | null;
    tapped: { kind: 'quick-reply' | 'postback'; payload: string | null } | null;
    hasAttachment: boolean;
  } | null;
  /** This person's conversations with the page before. */
  earlier: { count: number; lastAt: Date | null };
  /** What was answered to questions before the chat, by name. */
  answers?: ReadonlyMap<string, string>;
  /** Ids of departments within their operating hours at the time. */
  openDepartmentIds: readonly string[];
}

/** Who somebody is, by their card. */
export interface CardFacts {
  /** Of the card, and of those that were merged into it; empty: they have none. */
  cardIds: readonly string[];
  companyIds: readonly string[];
  managerId: string | null;
  /** By the id of a customer field. */
  fields: Readonly<Record<string, string | number>>;
  /** Numbers of tickets that were open. */
  tickets: readonly string[];
}

const dayMs = 24 * 60 * 60 * 1_000;

/**
 * What a rule may know of how a conversation began, by attribute. Pure. While the profile is still asked for, what it
 * tells is pending; once it is known, or cannot be had, what is missing is nothing.
 */
export function beginningFacts(
  beginning: Beginning,
  { zone, names, variables }: Pick<Facts, 'zone' | 'names'> & { variables: readonly Variable[] },
): Facts {
  const { page, contact, openedAt, first, earlier } = beginning;
  const came = engagementOf({
    pageId: page.id,
    locale: contact.locale,
    referrals: beginning.referrals,
    tapped: first?.tapped ?? null,
    earlierConversations: earlier.count,
  });
  const isProfilePending = contact.profileState === 'pending';
  const guessed = came.language === null ? guessLanguage(first?.text ?? '') : null;
  const { weekday, hour } = partsIn(zone, openedAt);
  const values = new Map<string, FactValue | null>(
    Object.entries({
      'customer.name': nameOf(contact),
      'customer.full-name': contact.name,
      'customer.first-name': contact.firstName,
      'customer.last-name': contact.lastName,
      'customer.psid': contact.psid,
      'customer.locale': contact.locale,
      'customer.timezone': contact.timezone,
      'customer.returning': earlier.count > 0,
      'customer.linked': contact.isLinked,
      'customer.earlier': earlier.count,
      'customer.days-known': Math.max(
        0,
        Math.floor((openedAt.getTime() - contact.firstSeenAt.getTime()) / dayMs),
      ),
      'customer.since': contact.firstSeenAt,
      'customer.last-contact': earlier.lastAt,
      'customer.card': contact.card?.cardIds ?? null,
      'customer.company': contact.card?.companyIds ?? null,
      'customer.manager': contact.card?.managerId ?? null,
      'customer.ticket': contact.card?.tickets ?? null,
      'message.text': first?.text ?? null,
      'message.language': came.language ?? guessed,
      'message.tapped': first?.tapped ? first.text : null,
      'message.payload': first?.tapped?.payload ?? null,
      'message.attachment': first?.hasAttachment ?? false,
      'entry.source': sourceOf(beginning, came.entry),
      'entry.ref': came.ref,
      'entry.ad-id': came.adId,
      'entry.ad-title': came.adTitle,
      'page.id': page.id,
      'page.name': page.name,
      'hours.open': [...beginning.openDepartmentIds],
      'time.now': openedAt,
      'time.weekday': weekday,
      'time.hour': hour,
    }),
  );
  for (const [name, value] of variablesOf(variables, came.ref, beginning.answers)) {
    values.set(`${variablePrefix}${name}`, value);
  }
  for (const { name, field } of variables) {
    if (field) values.set(`${fieldPrefix}${name}`, contact.card?.fields[name] ?? null);
  }
  // What the first message tells of the language may still be overruled by the profile.
  const pending = isProfilePending ? ofProfile : nothing;
  return { values, pending, zone, now: openedAt, names };
}

const nothing: ReadonlySet<string> = new Set();
const ofProfile: ReadonlySet<string> = new Set([
  ...attributeIds.filter((id) => attributes[id].isOfProfile),
  'message.language',
]);

/** `Gilda, Moss`: first name, last name. Where only a whole name is known, that. */
function nameOf({ firstName, lastName, name }: Beginning['contact']): string | null {
  const parts = [firstName, lastName].filter((part) => part !== null && part !== '');
  return parts.length > 0 ? parts.join(', ') : name;
}

function sourceOf({ kind, referrals }: Beginning, entry: 'ad' | 'link' | 'button' | 'message'): EntrySource {
  if (kind === 'comment') return 'comment';
  if (entry === 'message') return 'messenger';
  if (entry !== 'link') return entry;
  const last = referrals.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at)).at(-1);
  return last?.source === 'CUSTOMER_CHAT_PLUGIN' ? 'plugin' : 'link';
}

/**
 * What a stream declares, from the word that the link, the ad or the button carries, as `vip=1&campaign=spring`, and
 * from what the customer answered; the answer counts more. A number that is none is nothing.
 */
export function variablesOf(
  variables: readonly Variable[],
  ref: string | null,
  answers: ReadonlyMap<string, string> = new Map(),
): Map<string, string | number> {
  const told = new Map<string, string | number>();
  if (variables.length === 0) return told;
  const carried = new URLSearchParams(ref?.includes('=') ? ref : '');
  for (const { name, type, field } of variables) {
    if (field) continue;
    const word = (answers.get(name) ?? carried.get(name))?.trim();
    if (word === undefined || word === '') continue;
    const value = type === 'number' ? Number(word) : word;
    if (typeof value === 'string' || Number.isFinite(value)) told.set(name, value);
  }
  return told;
}

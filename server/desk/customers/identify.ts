import {
  linkFreeProfiles,
  listCustomersOf,
  listRefused,
  readIdentity,
  readLink,
} from '../../store/customer-links.ts';
import { bringNotes } from '../../store/customer-notes.ts';
import { lockCustomer } from '../../store/customers.ts';
import { findPerson } from '../../store/person-data.ts';
import { listVariables } from '../../store/variables.ts';
import { audit } from '../audit.ts';
import { change, type Change, type Context } from '../context.ts';
import { addressesIn } from './addresses.ts';
import { findMatches } from './find-matches.ts';
import { judgeMatch } from './judge-match.ts';
import { readCustomerSettings } from './settings.ts';
import { tellConversations, tellCustomer } from './tell.ts';

/**
 * Finds out who the customer of a conversation is, and links its profile if there is no doubt: it is proved to be the
 * same person as a profile that is linked, or exactly one card has an address that was told in it. Who is linked already,
 * or was taken from somebody by hand, is left alone. Safe to repeat, also by two at once.
 *
 * No access check: the system asks, for whoever may see the conversation.
 */
export async function identifyCustomer(ctx: Context, conversationId: string): Promise<void> {
  await change(ctx, async (story) => {
    const { tx } = story;
    const link = await readLink(tx, conversationId);
    if (!link || link.isApart || link.profileCustomerId !== null) return;
    const customerId = await findCustomer(story, conversationId, link.contactId);
    if (customerId === null || !(await lockCustomer(tx, customerId, 'all'))) return;
    const mark = { customerId, how: 'auto', by: null, at: ctx.clock.now() } as const;
    const linked = await linkFreeProfiles(tx, [link.contactId], mark);
    // Somebody at the desk was faster.
    if (linked.length === 0) return;
    await bringNotes(tx, linked, customerId);
    const detail = { conversation: conversationId, scope: 'profile', how: 'auto' };
    await audit(ctx, story, { action: 'customer.linked', subjectId: customerId, detail });
    await tellCustomer(story, customerId);
    await tellConversations(story, linked);
  });
}

async function findCustomer(
  { tx }: Change,
  conversationId: string,
  contactId: string,
): Promise<string | null> {
  const refused = await listRefused(tx, contactId);
  const person = (await findPerson(tx, contactId)).map(({ id }) => id);
  const proved = (await listCustomersOf(tx, person)).filter((id) => !refused.includes(id));
  if (proved.length > 0) return proved.length === 1 ? (proved[0] ?? null) : null;
  const [contact, variables, { linksByName }] = [
    await readIdentity(tx, contactId),
    await listVariables(tx, conversationId),
    await readCustomerSettings(tx),
  ];
  const known = { addresses: addressesIn(variables), name: contact?.name ?? null };
  // One of several stays in doubt, also when another of them was refused.
  const match = judgeMatch(await findMatches(tx, known, 'all'), linksByName);
  return match && !refused.includes(match.customerId) ? match.customerId : null;
}

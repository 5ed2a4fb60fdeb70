import type { ConversationCustomer } from '../../../contract/customers.ts';
import { listNamesakes, readIdentity } from '../../store/customer-links.ts';
import { listNotes } from '../../store/customer-notes.ts';
import { findCustomers } from '../../store/customers.ts';
import { listVariables } from '../../store/variables.ts';
import { sightOf } from '../access.ts';
import type { Context } from '../context.ts';
import { notFound } from '../problems.ts';
import { addressesIn } from './addresses.ts';
import { findMatches } from './find-matches.ts';
import { getCustomer } from './get.ts';
import { requireLink } from './link.ts';
import { presentCustomer, presentNote, presentProfile, presentUser } from './present.ts';

const mostSuggestions = 10;

/**
 * Who the customer of a conversation is; or while nobody is linked, who it may be among those that the actor may see, and
 * what a new card would begin with. @throws Problem `not-found`.
 */
export async function readCustomerOf(ctx: Context, conversationId: string): Promise<ConversationCustomer> {
  const link = await requireLink(ctx, ctx.db, conversationId);
  const customerId = link.isApart ? link.ownCustomerId : link.profileCustomerId;
  const nobody = await readNobody(ctx, conversationId, link.contactId, customerId !== null);
  if (customerId === null) {
    const sight = sightOf(ctx.actor);
    const [profileOf] = link.profileCustomerId
      ? await findCustomers(ctx.db, [link.profileCustomerId], sight)
      : [];
    return {
      ...nobody,
      customer: null,
      link: null,
      apartFrom: profileOf
        ? { id: profileOf.id as NonNullable<ConversationCustomer['apartFrom']>['id'], name: profileOf.name }
        : null,
    };
  }
  const customer = await getCustomer(ctx, customerId);
  return {
    ...nobody,
    customer,
    link: link.isApart
      ? {
          scope: 'conversation',
          how: 'by-hand',
          linkedAt: (link.ownLinkedAt ?? new Date(0)).toISOString(),
          linkedBy: presentUser(link.ownLinkedById, link.ownLinkedByName),
        }
      : {
          scope: 'profile',
          how: link.how ?? 'by-hand',
          linkedAt: (link.linkedAt ?? new Date(0)).toISOString(),
          linkedBy: presentUser(link.linkedById, link.linkedByName),
        },
    apartFrom: null,
  };
}

/** What there is to say while nobody is linked; of who is linked, nothing is looked for. */
async function readNobody(
  ctx: Context,
  conversationId: string,
  contactId: string,
  isLinked: boolean,
): Promise<Pick<ConversationCustomer, 'suggestions' | 'profiles' | 'notes' | 'draft'>> {
  const contact = await readIdentity(ctx.db, contactId);
  if (!contact) throw notFound('conversation');
  const { name, firstName, lastName } = contact;
  if (isLinked) {
    const draft = { name, firstName, lastName, emails: [], phones: [] };
    return { suggestions: [], profiles: [], notes: [], draft };
  }
  const sight = sightOf(ctx.actor);
  const addresses = addressesIn(await listVariables(ctx.db, conversationId));
  const [matches, namesakes, notes] = await Promise.all([
    findMatches(ctx.db, { addresses, name }, sight),
    name === null ? [] : listNamesakes(ctx.db, { id: contactId, pageId: contact.pageId, name }, sight),
    listNotes(ctx.db, { contactId }, sight),
  ]);
  const shown = matches.slice(0, mostSuggestions);
  const found = await findCustomers(
    ctx.db,
    shown.map((match) => match.customerId),
    sight,
  );
  const rows = new Map(found.map((row) => [row.id, row]));
  return {
    suggestions: shown.flatMap((match) => {
      const row = rows.get(match.customerId);
      return row ? [{ customer: presentCustomer(row), because: match.because }] : [];
    }),
    profiles: namesakes.map(presentProfile),
    notes: notes.map((note) => presentNote(ctx.actor, note)),
    draft: { name, firstName, lastName, ...addresses },
  };
}

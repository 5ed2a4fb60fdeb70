import type { ContactPrivacy } from '../../../contract/privacy.ts';
import { listProfiles } from '../../store/customer-links.ts';
import { lockCustomer } from '../../store/customers.ts';
import { findContactPrivacy, findPerson } from '../../store/person-data.ts';
import { requireRight, sightOf } from '../access.ts';
import { change, type Context } from '../context.ts';
import { conflict, notFound } from '../problems.ts';
import { readContactPrivacy } from './contact-privacy.ts';
import { beginErasure, type Person } from './forget-person.ts';

/**
 * Asks for all that is held of a card's person to be removed: of every profile that is linked to it, with the card. It
 * goes on in the background. Profiles whose erasure was asked for already are not asked for again.
 *
 * @returns how each profile stands.
 * @throws Problem `not-found` · `conflict` for a company, for a card without a profile, and while one of them is under
 * legal hold: then nothing is erased.
 */
export async function eraseCustomer(ctx: Context, id: string): Promise<ContactPrivacy[]> {
  requireRight(ctx.actor, 'manage-privacy');
  const profileIds = await change(ctx, async (story) => {
    const card = await lockCustomer(story.tx, id, sightOf(ctx.actor));
    if (!card) throw notFound('customer');
    if (card.kind === 'company')
      throw conflict('A company is not one person. Erase its people by their cards.');
    const profiles = await listProfiles(story.tx, id, 'all');
    if (profiles.length === 0) {
      throw conflict('Nobody on Facebook is linked to this card. Deleting it is enough.');
    }
    const people = new Map<string, Person[number]>();
    for (const { contactId } of profiles) {
      if ((await findContactPrivacy(story.tx, contactId))?.erasure) continue;
      for (const contact of await findPerson(story.tx, contactId)) people.set(contact.id, contact);
    }
    if (people.size > 0) await beginErasure(ctx, story, { person: [...people.values()], subjectId: id });
    return profiles.map(({ contactId }) => contactId);
  });
  return Promise.all(profileIds.map((contactId) => readContactPrivacy(ctx, contactId)));
}

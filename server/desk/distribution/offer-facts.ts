import type { ConversationSummary } from '../../../contract/conversations.ts';
import { offerPlaceholdersIn, type OfferFacts, type OfferLook } from '../../../contract/offer-templates.ts';
import type { Db } from '../../store/db.ts';
import { readFirstWords } from '../../store/offer-templates.ts';
import { listTags } from '../../store/tags.ts';
import { listVariables } from '../../store/variables.ts';

/** What a request tells in place of its placeholders: only what its look asks for is read. */
export async function readOfferFacts(
  db: Db,
  conversation: ConversationSummary,
  look: OfferLook,
): Promise<OfferFacts> {
  const asked = new Set([look.title, ...look.fields.map(({ text }) => text)].flatMap(offerPlaceholdersIn));
  if (asked.size === 0) return {};
  const { contact, page, department, number, waitingSince, id, tagIds } = conversation;
  const facts: Record<string, string | null> = {
    CustomerFullName: contact.name,
    CustomerFirstName: contact.name.split(' ')[0] ?? null,
    PageName: page.name,
    QueueName: department.name,
    TicketId: String(number),
    WaitingSince: waitingSince,
  };
  if (asked.has('FirstMessage') && !isWithheld(conversation)) {
    facts['FirstMessage'] = await readFirstWords(db, id);
  }
  if (asked.has('Tags') && tagIds.length > 0) {
    facts['Tags'] = (await listTags(db, tagIds)).map(({ name }) => name).join(', ');
  }
  if ([...asked].some((key) => key.startsWith('Variable:'))) {
    for (const { name, value } of await listVariables(db, id)) facts[`Variable:${name}`] = String(value);
  }
  return Object.fromEntries([...asked].map((key) => [key, facts[key] ?? null]));
}

/** Until they agree, what they write is not shown. */
function isWithheld({ consent }: ConversationSummary): boolean {
  return consent !== undefined && consent.isRequired && consent.state !== 'agreed';
}

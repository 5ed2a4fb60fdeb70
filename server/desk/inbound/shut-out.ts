import type { PageFact } from '../../store/inbound-facts.ts';
import { addMessage, type NewMessage } from './add-message.ts';
import { chatsOf } from './chats.ts';
import { isWithheld } from './heed-consent.ts';
import { openWindow, type Plan, type PlannedContact } from './plan.ts';
import { placeOfAside } from './succession.ts';
import { settingsOfPage } from '../pages/settings-of.ts';

/** Whether a person is under a ban now. */
export function isShutOut(plan: Plan, { row }: PlannedContact): boolean {
  return row.bannedUntil !== null && row.bannedUntil > plan.now;
}

/** What somebody says who is shut out: it calls nobody, moves nothing, and is kept or not, as the page is set. */
export function shutOut(plan: Plan, contact: PlannedContact, message: NewMessage): void {
  openWindow(contact, message.at);
  if (noteShutOut(plan, contact.page, contact.row.id) === 'drop') return;
  const conversation = placeOfAside(chatsOf(plan, contact), message.at);
  addMessage(plan, conversation, { ...message, withheld: isWithheld(contact), isQuiet: true });
}

/** Counts it. @returns what the page does with it. */
export function noteShutOut(plan: Plan, page: PageFact, contactId: string): 'hide' | 'drop' {
  const { banned } = settingsOfPage(page.settings).life;
  const count = plan.shutOut.get(contactId) ?? { contactId, kept: 0, dropped: 0 };
  if (banned === 'drop') count.dropped++;
  else count.kept++;
  plan.shutOut.set(contactId, count);
  return banned;
}

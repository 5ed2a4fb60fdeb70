import type { AutomatedKey } from '../../../contract/automated-messages.ts';
import { fillText, pickText, wordOpensAt, type Placeholder } from '../../../contract/automated-text.ts';
import type { AutomationPlace } from '../../store/automation.ts';
import { textsOf } from './texts.ts';

/** What only the occasion knows. */
export interface Occasion {
  /** Who comes or goes, where that is not whose the conversation is. */
  agentName?: string | null;
  /** When it opens next, and by the clock of which time zone. */
  opens?: { at: Date; timeZone: string; now: Date } | null;
  position?: number;
  surveyLink?: string;
}

/** What the words of a text go by. */
export type WordedPlace = Pick<
  AutomationPlace,
  | 'pageSettings'
  | 'channelTexts'
  | 'number'
  | 'contactLocale'
  | 'contactFirstName'
  | 'contactName'
  | 'pageName'
  | 'assigneeName'
  | 'departmentName'
>;

/** A text of the page's in words for one customer; null when it is off, or has no words that fit. */
export function wordText(key: AutomatedKey, place: WordedPlace, occasion: Occasion = {}): string | null {
  const texts = textsOf(place);
  const { isOn, byLanguage } = texts.text(key);
  return isOn ? wordFor(place, byLanguage, { pageLanguage: texts.language, ...occasion }) : null;
}

/** Words in the customer's language, with what stands in braces filled in; null when none fit. */
export function wordFor(
  place: WordedPlace,
  byLanguage: Readonly<Record<string, string>>,
  occasion: Occasion & { pageLanguage: string },
): string | null {
  const { pageLanguage } = occasion;
  const picked = pickText(byLanguage, { customerLocale: place.contactLocale, pageLanguage });
  if (picked === null) return null;
  const { agentName, opens, position, surveyLink = null } = occasion;
  const values: Partial<Record<Placeholder, string | null>> = {
    CustomerFirstName: place.contactFirstName,
    CustomerFullName: place.contactName,
    PageName: place.pageName,
    AgentName: agentName === undefined ? place.assigneeName : agentName,
    QueueName: place.departmentName,
    TicketId: String(place.number),
    OpensAt: opens ? wordOpensAt(opens.at, { ...opens, language: picked.language }) : null,
    SurveyLink: surveyLink,
    Position: position === undefined ? null : String(position),
  };
  const filled = fillText(picked.text, values);
  return filled === '' ? null : filled;
}

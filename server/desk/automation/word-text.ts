import { fillText, pickText } from '../../../contract/automated-text.ts';
import { pageSettings, type AutomatedText } from '../../../contract/page-settings.ts';
import type { AutomationPlace } from '../../store/automation.ts';

/** What the words of a text go by. */
export type WordedPlace = Pick<
  AutomationPlace,
  | 'pageSettings'
  | 'contactLocale'
  | 'contactFirstName'
  | 'contactName'
  | 'pageName'
  | 'assigneeName'
  | 'departmentName'
>;

/** A text of the page's in words for one customer; null when it is off, or has no words that fit. */
export function wordText(text: AutomatedText, place: WordedPlace): string | null {
  if (!text.isOn) return null;
  const { language } = pageSettings.parse(place.pageSettings).general;
  const picked = pickText(text.byLanguage, { customerLocale: place.contactLocale, pageLanguage: language });
  if (picked === null) return null;
  const filled = fillText(picked, {
    CustomerFirstName: place.contactFirstName,
    CustomerFullName: place.contactName,
    PageName: place.pageName,
    AgentName: place.assigneeName,
    QueueName: place.departmentName,
  });
  return filled === '' ? null : filled;
}

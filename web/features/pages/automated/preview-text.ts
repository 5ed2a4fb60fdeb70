import { fillText, pickText, wordOpensAt } from '../../../../contract/automated-text.ts';

const dayMs = 86_400_000;

/** A text as a customer with this language would read it; null when there are no words for them. */
export function previewText(
  byLanguage: Readonly<Record<string, string>>,
  facts: { language: string; pageLanguage: string; pageName: string; agentName: string; now: Date },
): string | null {
  const { language, pageLanguage, pageName, agentName, now } = facts;
  const picked = pickText(byLanguage, { customerLocale: language, pageLanguage });
  if (picked === null) return null;
  const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const tomorrow = new Date(Math.ceil(now.getTime() / dayMs) * dayMs + 9 * 3_600_000);
  return fillText(picked.text, {
    CustomerFirstName: 'Elena',
    CustomerFullName: 'Elena Marković',
    PageName: pageName,
    AgentName: agentName,
    QueueName: 'Orders',
    TicketId: '1284',
    Position: '3',
    OpensAt: wordOpensAt(tomorrow, { now, timeZone, language: picked.language }),
  });
}

import { askLiveCustomers } from '../../store/consents.ts';
import { readSettings } from '../../store/page-settings.ts';
import { change, type Context } from '../context.ts';
import { askConsentJob } from '../jobs.ts';
import { settingsOfPage } from '../pages/settings-of.ts';

/** Facebook lets a rule write to somebody for so long after their last word. */
const windowMs = 24 * 3_600_000;
const atOnce = 200;

/**
 * Asks the customers who are talked to when a page begins to ask, or asks with another text: else nobody could answer
 * them where it is required, until they write again. Whom Facebook no longer lets a rule write to is asked with their
 * next word, and what was written before the page required it stays readable.
 *
 * Safe to run again. No access check: who set it was checked.
 *
 * @returns whether there are more.
 */
export async function askThoseHere(ctx: Context, pageId: string): Promise<boolean> {
  return change(ctx, async (story) => {
    const row = await readSettings(story.tx, pageId);
    if (!row) return false;
    const { consent, consentVersion: version } = settingsOfPage(row.settings).privacy;
    if (consent === 'off') return false;
    const at = ctx.clock.now();
    const wroteSince = new Date(at.getTime() - windowMs);
    const asked = await askLiveCustomers(story.tx, { pageId, version, at, wroteSince, most: atOnce });
    for (const contact of asked) story.enqueue(askConsentJob(contact, { version, at }));
    return asked.length >= atOnce;
  });
}

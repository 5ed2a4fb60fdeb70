import type { Tx } from '../../store/db.ts';
import { readAutomationPlace } from '../../store/automation.ts';
import { lockConversationRow } from '../../store/conversations.ts';
import { readLink } from '../../store/customer-links.ts';
import { findCustomers } from '../../store/customers.ts';
import { insertTranscriptMail } from '../../store/mails.ts';
import { readTranscriptFacts } from '../../store/transcripts.ts';
import { listVariables } from '../../store/variables.ts';
import { audit } from '../audit.ts';
import { change, type Context } from '../context.ts';
import { addressesIn } from '../customers/addresses.ts';
import { readCustomerSettings } from '../customers/settings.ts';
import { sendMailJob } from '../jobs.ts';
import { settingsOfPage } from '../pages/settings-of.ts';

/**
 * Sends what was said in a conversation that is closed to whom the page says: the customer, and addresses of the house.
 * Once to each for a close; after a reopening in which nothing was said, no more. Nobody who is shut out, to be erased,
 * or wrote spam gets any, and nobody anything of theirs. Safe to run again. No access check: a rule of the page's speaks.
 *
 * @param isPossible  whether a mail server is set up.
 */
export async function mailTranscriptAtEnd(
  ctx: Context,
  conversationId: string,
  isPossible: boolean,
): Promise<void> {
  if (!isPossible) return;
  await change(ctx, async (story) => {
    const { tx } = story;
    await lockConversationRow(tx, conversationId);
    const place = await readAutomationPlace(tx, conversationId);
    const facts = await readTranscriptFacts(tx, conversationId, ctx.clock.now());
    if (place?.status !== 'closed' || !facts) return;
    const { isShutOut, isToBeErased, isSpam, saidAt, sentAt } = facts;
    if (isShutOut || isToBeErased || isSpam) return;
    if (saidAt === null || (sentAt !== null && saidAt <= sentAt)) return;
    const { life } = settingsOfPage(place.pageSettings);
    const customer = life.transcriptToCustomer ? await addressOfCustomer(tx, conversationId) : null;
    const addresses = [...(customer === null ? [] : [customer]), ...life.transcriptTo];
    for (const address of addresses) {
      const id = ctx.newId();
      const isNew = await insertTranscriptMail(tx, {
        id,
        conversationId,
        address,
        withAutomated: life.transcriptWithAutomated,
        cause: `transcript-at-end:${conversationId}:${place.reopenedCount}`,
        at: ctx.clock.now(),
      });
      if (!isNew) continue;
      story.enqueue(sendMailJob(id));
      const detail = { mail: id, atEnd: true };
      await audit(ctx, story, { action: 'conversation.transcript-sent', subjectId: conversationId, detail });
    }
  });
}

/**
 * The address that the customer told in this conversation, else the first one of their card. A card that may have been
 * found by a name alone might be somebody else's: what was said is not sent there.
 */
async function addressOfCustomer(tx: Tx, conversationId: string): Promise<string | null> {
  const [told] = addressesIn(await listVariables(tx, conversationId)).emails;
  if (told !== undefined) return told;
  const link = await readLink(tx, conversationId);
  const customerId = link?.isApart ? link.ownCustomerId : link?.profileCustomerId;
  if (!link || !customerId) return null;
  const isSure = link.isApart || link.how === 'by-hand' || !(await readCustomerSettings(tx)).linksByName;
  const [card] = isSure ? await findCustomers(tx, [customerId], 'all') : [];
  return card?.emails[0] ?? null;
}

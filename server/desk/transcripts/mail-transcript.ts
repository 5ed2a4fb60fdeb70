import type { z } from 'zod';
import type { mailTranscript as mailSchema, transcriptChoices } from '../../../contract/transcripts.ts';
import { findConversation } from '../../store/conversations.ts';
import { readLink } from '../../store/customer-links.ts';
import { findCustomers } from '../../store/customers.ts';
import { insertTranscriptMail } from '../../store/mails.ts';
import { listVariables } from '../../store/variables.ts';
import { canSee, requireRight, sightOf } from '../access.ts';
import { audit } from '../audit.ts';
import { change, type Context } from '../context.ts';
import { lockVisible } from '../conversations/act.ts';
import { refusal } from '../conversations/assign.ts';
import { maySetStatus } from '../conversations/may.ts';
import { addressesIn } from '../customers/addresses.ts';
import { sendMailJob } from '../jobs.ts';
import { conflict, notFound } from '../problems.ts';

/** Addresses that are known of a conversation's customer: of their card, and what they said themselves. @throws Problem `not-found`. */
export async function readTranscriptChoices(
  ctx: Context,
  id: string,
  isPossible: boolean,
): Promise<z.output<typeof transcriptChoices>> {
  const conversation = await findConversation(ctx.db, id);
  if (!conversation || !canSee(ctx.actor, conversation.departmentId)) throw notFound('conversation');
  const [link, variables] = await Promise.all([readLink(ctx.db, id), listVariables(ctx.db, id)]);
  const customerId = link?.isApart ? link.ownCustomerId : link?.profileCustomerId;
  const [card] = customerId ? await findCustomers(ctx.db, [customerId], sightOf(ctx.actor)) : [];
  const addresses = new Map(
    [...(card?.emails ?? []), ...addressesIn(variables).emails].map((one) => [one.toLowerCase(), one]),
  );
  return { addresses: [...addresses.values()], isPossible };
}

/**
 * Sends what was said in a conversation to an address. The mail is put together when it goes out, so that its words lie
 * nowhere twice, and who was erased meanwhile is in it no more. Who sent it is written into the audit log.
 *
 * @throws Problem `not-found` · `forbidden` or `conflict` when it is somebody else's · `conflict` without a mail server.
 */
export async function mailTranscript(
  ctx: Context,
  id: string,
  { address, withAutomated }: z.output<typeof mailSchema>,
  isPossible: boolean,
): Promise<void> {
  requireRight(ctx.actor, 'work-on-conversations');
  await change(ctx, async (story) => {
    const conversation = await lockVisible(ctx, story, id);
    if (!maySetStatus(ctx.actor, conversation)) throw refusal(conversation);
    if (!isPossible) throw conflict('No mail server is set up, so nothing can be sent by e-mail.');
    const mailId = ctx.newId();
    await insertTranscriptMail(story.tx, {
      id: mailId,
      conversationId: id,
      address,
      withAutomated,
      at: ctx.clock.now(),
    });
    story.enqueue(sendMailJob(mailId));
    await audit(ctx, story, {
      action: 'conversation.transcript-sent',
      subjectId: id,
      detail: { mail: mailId },
    });
  });
}

import { holdByAnswering } from '../../routing/control.ts';
import type { PageRecord, ThreadRecord } from '../../world/records.ts';
import type { GraphCall } from '../graph-call.ts';
import { GraphError, invalidParameter } from '../graph-error.ts';
import { requireMessaging } from '../require-messaging.ts';
import { requirePageToken } from '../require-page-token.ts';
import { requireTask } from '../require-task.ts';
import { requireScope } from '../scopes.ts';
import { afterSending, requireHold } from '../thread-control.ts';
import { attachmentOf } from './attachment.ts';
import { checkMessage } from './check-message.ts';
import { checkTemplate } from './check-template.ts';
import { deliver } from './deliver.ts';
import { readGround, requireGround } from './policy.ts';
import { claimPrivateReply } from './private-reply.ts';
import { findRecipient } from './recipient.ts';
import { actAsSender } from './sender-action.ts';

/** `POST /{page}/messages`: one text, one attachment, one template or one sticker; or a sender action. */
export async function send(call: GraphCall, page: PageRecord): Promise<unknown> {
  const { params, simulation } = call;
  requirePageToken(call, page);
  requireScope(call.caller, 'pages_messaging');
  requireMessaging(page);
  requireTask(call, page, ['MESSAGING', 'MODERATE', 'MANAGE']);
  const { thread, answered } = findRecipient(call, page);
  const person = simulation.world.people.get(thread.personId);
  call.note.who = person?.name ?? thread.psid;

  const action = params.text('sender_action');
  const message = params.object('message');
  if (action !== undefined) {
    if (message)
      throw invalidParameter('Can not send both message and sender action in one request.', 2018014);
    requireHold(call, thread);
    if (answered) throw invalidParameter('A sender action needs a recipient id.');
    return actAsSender(call, thread, action);
  }
  if (!message) throw invalidParameter('param message must be non-empty.');

  const ground = readGround(params);
  const content = checkMessage(simulation.settings, message);
  if (content.template) checkTemplate(content.template);
  const personaId = knownPersona(call, page);
  const replyTo = knownMessage(call, thread);
  requireVisible(call, thread);
  requireSendable(page, person?.unavailable === true || thread.isBlocked);
  const isTaking = ground.tag === 'HUMAN_AGENT' && page.routing.humanAgentTakes;
  if (!isTaking) requireHold(call, thread);
  const then = afterSending(call, page);
  // A private reply stands on the comment itself.
  if (!answered)
    requireGround(simulation.settings, ground, thread, simulation.clock.nowMs(), content.template);

  const { attachment, attachmentId } = await attachmentOf(call, page, content);
  call.note.kind = content.quickReplies.length > 0 ? 'buttons' : (attachment?.type ?? 'text');
  const mid = simulation.mint.mid();
  call.afterwards.push(holdByAnswering(simulation, thread, call.caller.app.id));
  if (answered) claimPrivateReply(simulation, answered, mid);
  await deliver(call, thread, {
    mid,
    ...(content.text !== undefined && { text: content.text }),
    ...(content.metadata !== undefined && { metadata: content.metadata }),
    ...(attachment && { attachments: [attachment] }),
    ...(personaId !== undefined && { personaId }),
    ...(replyTo !== undefined && { replyTo }),
    ...(ground.tag !== undefined && { tag: ground.tag }),
    ...(answered && { answers: answered.id }),
    quickReplies: content.quickReplies,
    messagingType: ground.messagingType,
  });
  then?.(thread);
  const attachment_id = attachmentId;
  return {
    recipient_id: thread.psid,
    message_id: mid,
    ...(attachment_id !== undefined && { attachment_id }),
  };
}

function knownPersona(call: GraphCall, page: PageRecord): string | undefined {
  const id = call.params.text('persona_id');
  if (id === undefined) return undefined;
  const persona = call.simulation.world.personas.get(id);
  if (!persona || persona.pageId !== page.id || persona.deleted)
    throw invalidParameter('Invalid persona ID.');
  return id;
}

function knownMessage(call: GraphCall, thread: ThreadRecord): string | undefined {
  const mid = call.params.object('reply_to')?.['mid'];
  if (mid === undefined) return undefined;
  if (!thread.messages.some((message) => message.mid === mid))
    throw invalidParameter('Invalid reply_to mid.');
  return String(mid);
}

/** Before Meta has reviewed the app, it reaches only people with a role. */
function requireVisible(call: GraphCall, thread: ThreadRecord): void {
  if (call.simulation.isVisible(call.caller.app, thread)) return;
  const message =
    '(#200) Cannot message users who are not admins, developers or testers of the app until reviewed.';
  throw new GraphError({ code: 200, subcode: 2018028, status: 403, message });
}

function requireSendable(page: PageRecord, isUnavailable: boolean): void {
  if (page.restricted) {
    const message = '(#10) This Page is temporarily restricted from sending messages.';
    throw new GraphError({ code: 10, subcode: 1893063, status: 403, message });
  }
  if (!isUnavailable) return;
  throw new GraphError({
    code: 551,
    subcode: 1545041,
    message: "(#551) This person isn't available right now.",
  });
}

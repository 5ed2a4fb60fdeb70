import type { ThreadRecord } from '../../world/records.ts';
import type { Settings } from '../../world/settings.ts';
import { mayAnswer, mayAnswerByHand } from '../../world/window.ts';
import { GraphError, invalidParameter } from '../graph-error.ts';
import type { Params } from '../params.ts';

/** On what ground a message goes out, as the caller states it. */
export interface Ground {
  messagingType: 'RESPONSE' | 'UPDATE' | 'MESSAGE_TAG' | 'UTILITY';
  tag?: 'HUMAN_AGENT' | 'CUSTOMER_FEEDBACK';
}

const notificationTypes = ['REGULAR', 'SILENT_PUSH', 'NO_PUSH'];

/** Reads and checks the stated ground. Tags that died on 27 April 2026 are plain bad parameters. */
export function readGround(params: Params): Ground {
  const notificationType = params.text('notification_type');
  if (notificationType !== undefined && !notificationTypes.includes(notificationType)) {
    throw invalidParameter(`Param notification_type must be one of {${notificationTypes.join(', ')}}`);
  }
  const type = params.text('messaging_type') ?? 'RESPONSE';
  const tag = params.text('tag');
  if (type !== 'RESPONSE' && type !== 'UPDATE' && type !== 'MESSAGE_TAG' && type !== 'UTILITY') {
    throw invalidParameter('Param messaging_type must be one of {RESPONSE, UPDATE, MESSAGE_TAG, UTILITY}');
  }
  if (type !== 'MESSAGE_TAG') {
    if (tag !== undefined)
      throw invalidParameter('Param tag is only allowed with messaging_type MESSAGE_TAG');
    return { messagingType: type };
  }
  if (tag === undefined)
    throw invalidParameter('The parameter tag is required with messaging_type MESSAGE_TAG');
  if (tag !== 'HUMAN_AGENT' && tag !== 'CUSTOMER_FEEDBACK') throw invalidParameter('Invalid parameter');
  return { messagingType: type, tag };
}

/** Throws 10/2018278 when the ground does not carry as far as the last action of the person is away. */
export function requireGround(
  settings: Settings,
  ground: Ground,
  thread: ThreadRecord,
  nowMs: number,
  template: Record<string, unknown> | undefined,
): void {
  if (ground.tag === 'HUMAN_AGENT' && !settings.humanAgent) {
    const message = '(#10) The tag HUMAN_AGENT requires the Human Agent feature.';
    throw new GraphError({ code: 10, status: 403, message });
  }
  if (ground.tag === 'CUSTOMER_FEEDBACK' && template?.['template_type'] !== 'customer_feedback') {
    throw invalidParameter('The tag CUSTOMER_FEEDBACK can only be used with the customer feedback template');
  }
  const isAllowed = ground.tag === undefined ? mayAnswer(thread, nowMs) : mayAnswerByHand(thread, nowMs);
  if (isAllowed) return;
  const message =
    '(#10) This message is sent outside of allowed window. Learn more about the new policy here: ' +
    'https://developers.facebook.com/docs/messenger-platform/policy-overview';
  throw new GraphError({ code: 10, subcode: 2018278, message });
}

import type { PageRecord, ThreadRecord } from '../../world/records.ts';
import type { GraphCall } from '../graph-call.ts';
import { GraphError, invalidParameter } from '../graph-error.ts';
import { findAnswered, type Answered } from './private-reply.ts';

const forms = [
  'id',
  'user_ref',
  'comment_id',
  'post_id',
  'notification_messages_token',
  'one_time_notif_token',
  'phone_number',
] as const;

/** Where a send goes, and the comment or visitor's post that it answers in private. */
export interface Recipient {
  thread: ThreadRecord;
  answered?: Answered;
}

/** The thread a send goes to. A PSID of another page is as unknown as one that never was. */
export function findRecipient(call: GraphCall, page: PageRecord): Recipient {
  const recipient = call.params.object('recipient');
  if (!recipient) throw invalidParameter('The parameter recipient is required');
  const given = forms.filter((form) => recipient[form] !== undefined && recipient[form] !== '');
  const [form] = given;
  if (form === undefined || given.length > 1) {
    throw invalidParameter(`Param recipient must have exactly one of: ${forms.join(', ')}`);
  }
  switch (form) {
    case 'id':
      return { thread: threadOfPsid(call, page, String(recipient['id'])) };
    case 'comment_id':
    case 'post_id':
      return findAnswered(call, page, form, String(recipient[form]));
    case 'phone_number':
      throw new GraphError({
        code: 200,
        subcode: 2018021,
        status: 403,
        message: '(#200) Phone matching access fee',
      });
    default:
      throw invalidParameter('No matching user found', 2018001);
  }
}

function threadOfPsid(call: GraphCall, page: PageRecord, psid: string): ThreadRecord {
  const thread = call.simulation.world.threadByPsid(psid);
  if (!thread || thread.pageId !== page.id) throw invalidParameter('No matching user found', 2018001);
  return thread;
}

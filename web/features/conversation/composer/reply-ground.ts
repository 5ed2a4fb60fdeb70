import type { ConversationDetails } from '../../../../contract/conversations.ts';

/** Whether a reply may be written here, and if not, why and what remains possible. */
export type ReplyGround =
  | { kind: 'open'; manner: 'standard' | 'human' }
  | {
      kind: 'shut';
      /** `window`: Facebook's rule. `page`: the page's connection. `desk`: our own rules. */
      /** … `thread`: another app holds it on Facebook. */
      because: 'window' | 'page' | 'thread' | 'desk';
      title: string;
      text: string;
      /** A message may go although the conversation is closed, and stays so. */
      mayFollowUp?: boolean;
      way: 'take' | 'reopen' | 'take-over' | null;
    };

type Facts = Pick<
  ConversationDetails,
  'window' | 'page' | 'may' | 'assignee' | 'status' | 'threadOwner' | 'consent' | 'ban'
> & {
  contact: NamedContact;
};

type NamedContact = { name: string; firstName: string | null };

/** The strongest reason comes first: what Facebook forbids, then what the page cannot, then what the desk asks for. */
export function findReplyGround(facts: Facts, nowMs: number): ReplyGround {
  const { window: reply, page, may, assignee, status } = facts;
  const name = firstNameOf(facts.contact);
  if (!may.note) {
    return {
      kind: 'shut',
      because: 'desk',
      title: 'It was handed on',
      text: `Another department answers ${name} now. You can read it for a while.`,
      way: null,
    };
  }
  const isOver = reply.endsAt !== null && Date.parse(reply.endsAt) <= nowMs;
  if (reply.state === 'closed' || isOver) {
    return {
      kind: 'shut',
      because: 'window',
      title: `Facebook lets nobody write to ${name} now`,
      text: whyClosed(reply.reason, name),
      way: null,
    };
  }
  if (!page.canSend) {
    return {
      kind: 'shut',
      because: 'page',
      title: `${page.name} cannot send now`,
      text: page.reason ?? 'Its connection to Facebook does not work.',
      way: null,
    };
  }
  const owner = facts.threadOwner;
  if (owner !== null && status !== 'closed' && Date.parse(owner.until) > nowMs) {
    return {
      kind: 'shut',
      because: 'thread',
      title: `On Facebook ${owner.name} answers ${name}`,
      text: may.moveThread
        ? 'Nothing can be sent from here meanwhile. Take it over, or wait: what is said appears here.'
        : 'Nothing can be sent from here meanwhile. What is said appears here.',
      way: may.moveThread ? 'take-over' : null,
    };
  }
  const { consent } = facts;
  if (consent?.isRequired && consent.state !== 'agreed' && status !== 'closed') {
    return {
      kind: 'shut',
      because: 'desk',
      title: `${name} has not agreed to be read`,
      text:
        consent.state === 'declined'
          ? `${name} declined the notice of this page, and was told how else to reach you.`
          : `What ${name} wrote is shown, and can be answered, once they tap Agree under the notice.`,
      way: null,
    };
  }
  if (may.reply) return { kind: 'open', manner: reply.state === 'human-agent' ? 'human' : 'standard' };
  if (facts.ban !== null) {
    return {
      kind: 'shut',
      because: 'desk',
      title: `${name} is shut out`,
      text: `What ${name} writes calls nobody until the ban is over or lifted.`,
      way: null,
    };
  }
  if (may.reopen && status === 'closed') {
    return {
      kind: 'shut',
      because: 'desk',
      mayFollowUp: may.followUp,
      title: 'This conversation is ended',
      text: `Reopen it to write to ${name}. It opens by itself when ${name} writes.`,
      way: 'reopen',
    };
  }
  return {
    kind: 'shut',
    because: 'desk',
    title: assignee === null ? 'Nobody has taken this yet' : `${assignee.name} answers here`,
    text: may.take
      ? `Take the conversation to write to ${name}.`
      : `Only ${assignee?.name ?? 'an agent of the department'} can write to ${name}. You can add a note for the team.`,
    way: may.take ? 'take' : null,
  };
}

function whyClosed(reason: Facts['window']['reason'], name: string): string {
  switch (reason) {
    case 'never-wrote':
      return `${name} has not written to this page yet. It opens with the first message.`;
    case 'over-7-days':
      return `Seven days passed since the last message. It opens again when ${name} writes.`;
    case 'over-24-hours':
    case null:
      return `A day passed since the last message, and this page may not answer later. It opens again when ${name} writes.`;
  }
}

/** Facebook's rule for answers of the second to the seventh day, as it stands over the composer. */
export const humanAgentReminder = 'No offers or advertising. Automated texts and surveys stay off.';

/** What to call somebody in a sentence. */
export function firstNameOf(contact: NamedContact): string {
  return contact.firstName ?? contact.name;
}

import type { Placeholder } from './automated-text.ts';

/** What may be set for a message that the desk sends by itself. */
export type AutomatedKey =
  | 'welcome'
  | 'assigned'
  | 'notAssigned'
  | 'agentDisconnected'
  | 'finished'
  | 'agentJoined'
  | 'agentLeft'
  | 'colleagueJoined'
  | 'consultAccepted'
  | 'consultEnded'
  | 'nextInLine'
  | 'position'
  | 'holiday'
  | 'outOfHours'
  | 'sessionClosed'
  | 'transferAccepted'
  | 'offline'
  | 'queued'
  | 'notAccepted'
  | 'overflow'
  | 'inactivity'
  | 'fileRefused'
  | 'disclosure';

/** One trigger of the list. */
export interface AutomatedMessage {
  id: `T${number}`;
  name: string;
  audience: 'customer' | 'agent';
  /** Whether it makes sense where people write in their own time, as on Facebook. */
  isSocial: boolean;
  when: string;
  /**
   * `key`: set on the screen Automated messages, by `AutomatedKey`. `elsewhere`: another screen or part of the desk has
   * it. `none`: it has no occasion on this desk.
   */
  place: { key: AutomatedKey; isOnByDefault: boolean; text: string } | 'elsewhere' | 'none';
}

const set = (key: AutomatedKey, text: string, isOnByDefault = false) => ({ key, isOnByDefault, text });

/** Every trigger that there is, T1 to T30. */
export const automatedMessages: readonly AutomatedMessage[] = [
  {
    id: 'T1',
    name: 'First message',
    audience: 'customer',
    isSocial: true,
    when: 'A conversation begins with the customer’s first message.',
    place: set('welcome', 'Thanks for your message. An agent will be with you in a moment.'),
  },
  {
    id: 'T2',
    name: 'An agent was assigned',
    audience: 'customer',
    isSocial: true,
    when: 'The conversation gets its first agent. Not sent beside “An agent joins”.',
    place: set('assigned', 'Your conversation has an agent now.'),
  },
  {
    id: 'T3',
    name: 'No agent can be assigned',
    audience: 'customer',
    isSocial: true,
    when: 'The department of the conversation has no members at all.',
    place: set('notAssigned', 'We could not reach an agent right now. We keep your message and will answer.'),
  },
  {
    id: 'T4',
    name: 'The agent was disconnected',
    audience: 'customer',
    isSocial: true,
    when: 'The agent’s desk was closed for so long that the conversation went back to the queue.',
    place: set('agentDisconnected', 'Your agent was disconnected. We look for a colleague.'),
  },
  {
    id: 'T5',
    name: 'The conversation is ended',
    audience: 'customer',
    isSocial: true,
    when: 'Somebody of us ends the conversation, and the customer ever wrote.',
    place: set('finished', 'This conversation is finished. Write any time to start again.'),
  },
  {
    id: 'T6',
    name: 'An agent joins',
    audience: 'customer',
    isSocial: true,
    when: 'An agent takes the conversation or gets it; once for each agent.',
    place: set('agentJoined', '{AgentName} is now helping you.'),
  },
  {
    id: 'T7',
    name: 'Another agent joins',
    audience: 'customer',
    isSocial: true,
    when: 'A supervisor joins the conversation in public, or a colleague who was asked into it in public.',
    place: set('colleagueJoined', '{AgentName} has joined.'),
  },
  {
    id: 'T8',
    name: 'An agent leaves',
    audience: 'customer',
    isSocial: true,
    when: 'The agent gives the conversation back, or hands it to another department; or who joined in public goes.',
    place: set('agentLeft', '{AgentName} has left.'),
  },
  ...(['hours', 'hours and minutes', 'minutes'] as const).map((unit, index): AutomatedMessage => ({
    id: `T${9 + index}`,
    name: `Average wait: ${unit}`,
    audience: 'customer',
    isSocial: false,
    when: 'Waiting in the queue of a chat on a website or of a call.',
    place: 'none',
  })),
  {
    id: 'T12',
    name: 'A colleague was consulted',
    audience: 'customer',
    isSocial: true,
    when: 'A colleague accepts to advise the agent. The customer need not know.',
    place: set('consultAccepted', '{AgentName} helps with your question.'),
  },
  {
    id: 'T13',
    name: 'The consulting has ended',
    audience: 'customer',
    isSocial: true,
    when: 'The colleague who advised leaves. The customer need not know.',
    place: set('consultEnded', '{AgentName} has answered our question.'),
  },
  {
    id: 'T14',
    name: 'Next in line',
    audience: 'customer',
    isSocial: true,
    when: 'Nobody waits longer in the department.',
    place: set('nextInLine', 'You are next.'),
  },
  {
    id: 'T15',
    name: 'Position in the queue',
    audience: 'customer',
    isSocial: true,
    when: 'Others wait longer in the department: when the customer comes into the queue, then at most every 5 minutes and only when it has changed.',
    place: set('position', 'You are number {Position} in the queue.'),
  },
  {
    id: 'T16',
    name: 'The customer was disconnected',
    audience: 'agent',
    isSocial: false,
    when: 'The browser of a chat on a website is closed.',
    place: 'none',
  },
  {
    id: 'T17',
    name: 'Holiday',
    audience: 'customer',
    isSocial: true,
    when: 'A customer writes on a holiday of the page or of the department; once for each closed time.',
    place: set('holiday', 'We are closed today. We will answer on {OpensAt}.', true),
  },
  {
    id: 'T18',
    name: 'Outside of the hours',
    audience: 'customer',
    isSocial: true,
    when: 'A customer writes while the page or the department is closed; once for each closed time.',
    place: set('outOfHours', 'We are closed now and will answer from {OpensAt}.', true),
  },
  {
    id: 'T19',
    name: 'The session is closed',
    audience: 'customer',
    isSocial: true,
    when: 'An agent closes what was ended. Not sent where “The conversation is ended” is on.',
    place: set('sessionClosed', 'This conversation is closed.'),
  },
  {
    id: 'T20',
    name: 'A colleague goes on',
    audience: 'customer',
    isSocial: true,
    when: 'A conversation goes from one agent to another; in place of “An agent joins”.',
    place: set('transferAccepted', '{AgentName} will continue.'),
  },
  ...(['Callback is offered', 'Answer to the offer of a callback'] as const).map(
    (name, index): AutomatedMessage => ({
      id: `T${21 + index}`,
      name,
      audience: 'customer',
      isSocial: false,
      when: 'In calls.',
      place: 'none',
    }),
  ),
  {
    id: 'T23',
    name: 'Too many wait',
    audience: 'customer',
    isSocial: true,
    when: 'A department is full, or a customer waits in it for too long, where it is set to say so or to end what is too much. It is set with the department; nothing is ended otherwise.',
    place: set(
      'overflow',
      'So many people write to us now that we cannot get to your message. Please try again later.',
    ),
  },
  {
    id: 'T24',
    name: 'Nobody is there',
    audience: 'customer',
    isSocial: true,
    when: 'A customer writes while nobody of the department is available or busy; once for each time that nobody is.',
    place: set('offline', 'We are away for the moment. Your message is saved and we will answer.'),
  },
  {
    id: 'T25',
    name: 'Waiting in the queue',
    audience: 'customer',
    isSocial: true,
    when: 'A conversation waits for an agent; in place of the text to the first message.',
    place: set('queued', 'Thanks for your message. You are in the queue, and we will be with you soon.'),
  },
  {
    id: 'T26',
    name: 'Nobody accepted in time',
    audience: 'customer',
    isSocial: true,
    when: 'The customer waits for an agent for longer than the minutes set below, within the hours.',
    place: set('notAccepted', 'Sorry for the wait. We have your message.'),
  },
  {
    id: 'T27',
    name: 'Closed as nothing happened',
    audience: 'customer',
    isSocial: true,
    when: 'The desk closes a conversation by itself, less than 24 hours after the customer’s last message.',
    place: set('inactivity', 'We close this conversation as we have not heard from you. Write any time.'),
  },
  {
    id: 'T28',
    name: 'File not accepted',
    audience: 'customer',
    isSocial: true,
    when: 'A customer sends a file that the page does not take.',
    place: set('fileRefused', 'Sorry, we cannot receive this file here.'),
  },
  {
    id: 'T29',
    name: 'Notice about privacy',
    audience: 'customer',
    isSocial: true,
    when: 'First contact, where the page asks for consent. Set on the page’s tab Privacy.',
    place: 'elsewhere',
  },
  {
    id: 'T30',
    name: 'Missed request',
    audience: 'agent',
    isSocial: true,
    when: 'A conversation was offered and the agent let it go by. Shown on the desk.',
    place: 'elsewhere',
  },
];

/** A text as it holds: whether it is sent, and its words in each language. */
export interface AutomatedText {
  isOn: boolean;
  byLanguage: Readonly<Record<string, string>>;
}

/** A text that can be set; without an id where it belongs to no trigger of the list. */
export interface SettableMessage extends Pick<AutomatedMessage, 'name' | 'when'> {
  id: AutomatedMessage['id'] | null;
  key: AutomatedKey;
  /** Layer 1: what holds where nobody set anything. */
  byDefault: AutomatedText;
}

/** Said ahead of others, and on no occasion of its own. */
const disclosure: SettableMessage = {
  id: null,
  key: 'disclosure',
  name: 'A program writes',
  when: 'Ahead of the first automated text of a conversation, where the law wants programs to say that they are none of us.',
  byDefault: {
    isOn: false,
    byLanguage: { en: 'This is an automated message. A person of our team answers you in this chat.' },
  },
};

export const settableMessages: readonly SettableMessage[] = [
  ...automatedMessages.flatMap(({ id, name, when, place }) =>
    typeof place === 'string'
      ? []
      : [
          {
            id,
            name,
            when,
            key: place.key,
            byDefault: { isOn: place.isOnByDefault, byLanguage: { en: place.text } },
          },
        ],
  ),
  disclosure,
];

const settable = new Map(settableMessages.map((message) => [message.key, message]));

/** The trigger behind a key. */
export function messageOf(key: AutomatedKey): SettableMessage {
  const message = settable.get(key);
  if (!message) throw new Error(`There is no automated message ${key}.`);
  return message;
}

/** What can be filled in wherever a rule speaks. */
export const placeholdersAnywhere: readonly Placeholder[] = [
  'CustomerFirstName',
  'CustomerFullName',
  'PageName',
  'QueueName',
  'AgentName',
  'TicketId',
];
const onlyIn: Partial<Record<AutomatedKey, readonly Placeholder[]>> = {
  holiday: ['OpensAt'],
  outOfHours: ['OpensAt'],
  position: ['Position'],
  queued: ['Position'],
};

/** What a message is marked with that was sent by it: `out-of-hours`. */
export function automationOf(key: AutomatedKey): string {
  return key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** What may stand in braces in a text. */
export function placeholdersOf(key: AutomatedKey): readonly Placeholder[] {
  return [...placeholdersAnywhere, ...(onlyIn[key] ?? [])];
}

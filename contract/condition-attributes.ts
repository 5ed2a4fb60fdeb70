/**
 * What rules of all kinds may ask of a conversation: one table says which attributes there are, where each comes from and
 * what it holds; the evaluator and the screens read it.
 */

export type AttributeType = 'text' | 'choice' | 'number' | 'boolean' | 'date' | 'lookup';

/** Where the choices of an attribute come from; `fixed` ones stand in the table, `free` ones are written. */
export type ChoiceSource =
  'fixed' | 'free' | 'pages' | 'departments' | 'weekdays' | 'people' | 'tags' | 'customers' | 'companies';

export interface Attribute {
  type: AttributeType;
  /** As the screens say it. */
  label: string;
  group: 'Now' | 'Customer' | 'First message' | 'How they came' | 'Page and time';
  /** In a sentence: where its value comes from, and when there is none. */
  from: string;
  /** Text of which case counts: ids and words of links. */
  isExact?: true;
  /** Known only once Facebook told the person's profile. */
  isOfProfile?: true;
  choices?: ChoiceSource;
  /** What `fixed` choices are called. */
  words?: Readonly<Record<string, string>>;
  /** Of the conversation as it is now: rules about how it began cannot ask it. */
  isOfNow?: true;
  /** What a number counts. */
  unit?: string;
}

/** How somebody came to the page, as far as Meta tells. */
export const entrySources = {
  messenger: 'Wrote by themselves',
  link: 'Link (m.me)',
  ad: 'Ad',
  button: 'Button',
  plugin: 'Chat plugin',
  comment: 'Comment',
} as const;
export type EntrySource = keyof typeof entrySources;

export const weekdays = {
  monday: 'Monday',
  tuesday: 'Tuesday',
  wednesday: 'Wednesday',
  thursday: 'Thursday',
  friday: 'Friday',
  saturday: 'Saturday',
  sunday: 'Sunday',
} as const;

const statusWords = {
  open: 'Waits for an agent',
  active: 'With an agent',
  waiting: 'Parked',
  wrapup: 'Being wrapped up',
  closed: 'Closed',
} as const;

const ticketWords = {
  new: 'New',
  opened: 'Opened',
  pending: 'Pending',
  'on-hold': 'On hold',
  solved: 'Solved',
  closed: 'Closed',
  spam: 'Spam',
} as const;

const windowWords = {
  standard: 'Open for everybody',
  'human-agent': 'Open for people alone',
  closed: 'Closed',
} as const;

const channelWords = { chat: 'Chat', ticket: 'Ticket', comment: 'Comment' } as const;

const table = {
  'now.text': {
    type: 'text',
    label: 'Message',
    group: 'Now',
    from: 'What was written, where a message or a comment set the trigger off.',
    isOfNow: true,
  },
  'now.channel': {
    type: 'choice',
    label: 'Kind',
    group: 'Now',
    from: 'Whether it is a chat, a ticket or a thread of comments.',
    choices: 'fixed',
    words: channelWords,
    isOfNow: true,
  },
  'now.status': {
    type: 'choice',
    label: 'State',
    group: 'Now',
    from: 'Where the conversation stands.',
    choices: 'fixed',
    words: statusWords,
    isOfNow: true,
  },
  'now.ticket': {
    type: 'choice',
    label: 'Ticket status',
    group: 'Now',
    from: 'The status of its ticket.',
    choices: 'fixed',
    words: ticketWords,
    isOfNow: true,
  },
  'now.department': {
    type: 'choice',
    label: 'Department',
    group: 'Now',
    from: 'The department that has it.',
    choices: 'departments',
    isOfNow: true,
  },
  'now.assignee': {
    type: 'choice',
    label: 'Agent',
    group: 'Now',
    from: 'Whose it is; none while it waits for somebody.',
    choices: 'people',
    isOfNow: true,
  },
  'now.tags': {
    type: 'choice',
    label: 'Tags',
    group: 'Now',
    from: 'The tags that it bears.',
    choices: 'tags',
    isOfNow: true,
  },
  'now.priority': {
    type: 'number',
    label: 'Priority',
    group: 'Now',
    from: 'From 1, which comes first, to 5.',
    isOfNow: true,
  },
  'now.waiting': {
    type: 'number',
    label: 'Customer waits for',
    group: 'Now',
    from: 'Minutes since the customer waits for an answer; none when it is their turn.',
    unit: 'minutes',
    isOfNow: true,
  },
  'now.quiet': {
    type: 'number',
    label: 'Last message ago',
    group: 'Now',
    from: 'Hours since the customer or one of us wrote last.',
    unit: 'hours',
    isOfNow: true,
  },
  'now.window': {
    type: 'choice',
    label: 'Reply window',
    group: 'Now',
    from: 'Whether Facebook lets us write.',
    choices: 'fixed',
    words: windowWords,
    isOfNow: true,
  },
  'now.window-hours': {
    type: 'number',
    label: 'Window closes in',
    group: 'Now',
    from: 'Hours until nobody but a person may write; none once they are over.',
    unit: 'hours',
    isOfNow: true,
  },
  'customer.name': {
    type: 'text',
    label: 'Customer name',
    group: 'Customer',
    from: 'The profile, as “first name, last name”.',
    isOfProfile: true,
  },
  'customer.full-name': {
    type: 'text',
    label: 'Full name',
    group: 'Customer',
    from: 'The profile, as Facebook shows it.',
    isOfProfile: true,
  },
  'customer.first-name': {
    type: 'text',
    label: 'First name',
    group: 'Customer',
    from: 'The profile.',
    isOfProfile: true,
  },
  'customer.last-name': {
    type: 'text',
    label: 'Last name',
    group: 'Customer',
    from: 'The profile.',
    isOfProfile: true,
  },
  'customer.psid': {
    type: 'text',
    label: 'Page-scoped id',
    group: 'Customer',
    from: 'Meta’s number of the person on this page; compared as text, digit by digit.',
    isExact: true,
  },
  'customer.locale': {
    type: 'choice',
    label: 'Locale',
    group: 'Customer',
    from: 'The profile, as en_US; only where Meta lets your app read it.',
    choices: 'free',
    isOfProfile: true,
  },
  'customer.timezone': {
    type: 'number',
    label: 'Time zone',
    group: 'Customer',
    from: 'The profile, in hours from GMT, as 5.5; only where Meta lets your app read it.',
    unit: 'hours from GMT',
    isOfProfile: true,
  },
  'customer.returning': {
    type: 'boolean',
    label: 'Is returning',
    group: 'Customer',
    from: 'Whether this person had a conversation with the page before.',
  },
  'customer.linked': {
    type: 'boolean',
    label: 'Is linked',
    group: 'Customer',
    from: 'Whether this person is linked to a card of a customer.',
  },
  'customer.earlier': {
    type: 'number',
    label: 'Earlier conversations',
    group: 'Customer',
    from: 'How many conversations this person had with the page before.',
    unit: 'conversations',
  },
  'customer.days-known': {
    type: 'number',
    label: 'Known for',
    group: 'Customer',
    from: 'Days since this person was first heard of.',
    unit: 'days',
  },
  'customer.since': {
    type: 'date',
    label: 'Customer since',
    group: 'Customer',
    from: 'When this person was first heard of.',
  },
  'customer.last-contact': {
    type: 'date',
    label: 'Last contact',
    group: 'Customer',
    from: 'When something last happened in an earlier conversation; none for new people.',
  },
  'customer.card': {
    type: 'lookup',
    label: 'Customer card',
    group: 'Customer',
    from: 'The card that this person is linked to when they write.',
    choices: 'customers',
  },
  'customer.company': {
    type: 'lookup',
    label: 'Company',
    group: 'Customer',
    from: 'The company of their card, where it has a card too.',
    choices: 'companies',
  },
  'customer.manager': {
    type: 'lookup',
    label: 'Contact manager',
    group: 'Customer',
    from: 'Who looks after their card.',
    choices: 'people',
  },
  'customer.ticket': {
    type: 'lookup',
    label: 'Open ticket',
    group: 'Customer',
    from: 'The numbers of tickets of this person, or of their card, that were not closed yet.',
    choices: 'free',
  },
  'message.text': {
    type: 'text',
    label: 'First message',
    group: 'First message',
    from: 'What the customer wrote first; none when it was a file alone.',
  },
  'message.language': {
    type: 'choice',
    label: 'Language',
    group: 'First message',
    from: 'Of the profile’s locale; else what the first message is written in, where that can be told.',
    choices: 'free',
  },
  'message.tapped': {
    type: 'text',
    label: 'Tapped button',
    group: 'First message',
    from: 'The title of the button that the customer tapped; none when they wrote.',
  },
  'message.payload': {
    type: 'text',
    label: 'Payload of the button',
    group: 'First message',
    from: 'What the tapped button carries.',
    isExact: true,
  },
  'message.attachment': {
    type: 'boolean',
    label: 'Has attachment',
    group: 'First message',
    from: 'Whether a picture or another file came with the first message.',
  },
  'entry.source': {
    type: 'choice',
    label: 'Source',
    group: 'How they came',
    from: 'What Meta tells of how they came.',
    choices: 'fixed',
    words: entrySources,
  },
  'entry.ref': {
    type: 'text',
    label: 'Referral ref',
    group: 'How they came',
    from: 'The word that an m.me link, an ad or a button carries.',
    isExact: true,
  },
  'entry.ad-id': {
    type: 'text',
    label: 'Ad id',
    group: 'How they came',
    from: 'Meta’s number of the ad; compared as text.',
    isExact: true,
  },
  'entry.ad-title': {
    type: 'text',
    label: 'Ad title',
    group: 'How they came',
    from: 'The title of the ad.',
  },
  'page.id': {
    type: 'choice',
    label: 'Page',
    group: 'Page and time',
    from: 'The page that was written to.',
    choices: 'pages',
  },
  'page.name': {
    type: 'text',
    label: 'Page name',
    group: 'Page and time',
    from: 'The name of the page that was written to.',
  },
  'hours.open': {
    type: 'choice',
    label: 'In hours of',
    group: 'Page and time',
    from: 'Departments that are within their operating hours; one without hours always is.',
    choices: 'departments',
  },
  'time.now': {
    type: 'date',
    label: 'Date',
    group: 'Page and time',
    from: 'When the conversation began.',
  },
  'time.weekday': {
    type: 'choice',
    label: 'Weekday',
    group: 'Page and time',
    from: 'Of when the conversation began.',
    choices: 'weekdays',
  },
  'time.hour': {
    type: 'number',
    label: 'Hour of the day',
    group: 'Page and time',
    from: 'When the conversation began, from 0 to 23.',
    unit: 'o’clock',
  },
} satisfies Record<string, Attribute>;

export type AttributeId = keyof typeof table;

/** Every attribute that every conversation has; those that a work stream declares are `variable:NAME`, fields of customers `field:ID`. */
export const attributes: Readonly<Record<AttributeId, Attribute>> = table;
export const attributeIds = Object.keys(table) as AttributeId[];

/** When rules are asked: once, as a conversation begins, or at any time after. */
export type Asking = 'beginning' | 'now';

/** What rules that are asked then may ask. */
export function attributesFor(asking: Asking): readonly AttributeId[] {
  return attributeIds.filter((id) => asking === 'now' || !attributes[id].isOfNow);
}

/** A word that a work stream declares, with what it holds, or a field of the house's customers. */
export interface Variable {
  /** Of a field: its id. */
  name: string;
  type: 'text' | 'number' | 'date' | 'choice';
  /** Of a customer's card. */
  field?: { name: string; choices: readonly string[] };
}

export const variablePrefix = 'variable:';
export const fieldPrefix = 'field:';

/** As conditions name it. */
export function attributeIdOf({ name, field }: Variable): string {
  return `${field ? fieldPrefix : variablePrefix}${name}`;
}

/** Fields of customers, as rules ask for them. */
export function variablesOfFields(
  fields: readonly { id: string; name: string; type: Variable['type']; choices: readonly string[] }[],
): Variable[] {
  return fields.map(({ id, name, type, choices }) => ({ name: id, type, field: { name, choices } }));
}

/**
 * What some work streams declare, each word once, for rules that are about conversations of all of them. What one calls a
 * number and another a text is a text.
 */
export function variablesOfStreams(
  streams: readonly { settings: { variables: readonly { name: string; type: 'text' | 'number' }[] } }[],
): Variable[] {
  const types = new Map<string, 'text' | 'number'>();
  for (const { name, type } of streams.flatMap(({ settings }) => settings.variables)) {
    types.set(name, (types.get(name) ?? type) === type ? type : 'text');
  }
  return [...types].map(([name, type]) => ({ name, type }));
}

/** The attribute of this name; null when there is none (a variable that is not declared any more, say). */
export function attributeOf(id: string, variables: readonly Variable[] = []): Attribute | null {
  if (Object.hasOwn(attributes, id)) return attributes[id as AttributeId];
  const variable = variables.find((one) => attributeIdOf(one) === id);
  if (!variable) return null;
  if (variable.field) {
    const { name, choices } = variable.field;
    return {
      type: variable.type,
      label: name,
      group: 'Customer',
      from: 'A field of the card that this person is linked to.',
      ...(variable.type === 'choice'
        ? { choices: 'fixed', words: Object.fromEntries(choices.map((one) => [one, one])) }
        : {}),
    };
  }
  return {
    type: variable.type,
    label: variable.name,
    group: 'How they came',
    from: 'A word of the work stream: from the link, the button or the questions before the chat.',
  };
}

import { departmentRules } from '../../contract/department-rules.ts';
import type { ConversationDetails } from '../../contract/conversations.ts';
import type {
  ContactId,
  ConversationId,
  DepartmentId,
  MetaAppId,
  PageId,
  TagId,
  UserId,
} from '../../contract/ids.ts';
import { aVoice, tellEveryKind } from './fake-kinds.ts';
import { attachment, message, nextUuid, restartUuids, usualWriting } from './fake-parts.ts';
import type { Message } from '../../contract/messages.ts';
import type { Tag } from '../../contract/tags.ts';
import type { MetaApp, Page, SetAside } from '../../contract/pages.ts';
import type { Department, DepartmentRef, Me, User, UserRef } from '../../contract/team.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Everything the fake server knows. Changed in place by it. */
export type FakeWorld = {
  me: Me;
  users: User[];
  departments: Department[];
  pages: Page[];
  tags: Tag[];
  metaApps: MetaApp[];
  setAside: SetAside[];
  conversations: Map<ConversationId, ConversationDetails>;
  messages: Map<ConversationId, Message[]>;
};

export function refOf(user: { id: UserId; name: string }): UserRef {
  return { id: user.id, name: user.name };
}

function departmentRefOf({ id, name, color }: Department): DepartmentRef {
  return { id, name, color };
}

const scratchedTop = `data:image/svg+xml,${encodeURIComponent(
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 248 150"><rect width="248" height="150" fill="#d8c9b2"/><path d="M0 62 150 30l98 34v86H0z" fill="#b98a55"/><path d="M0 80c60-12 150-8 248 8M0 104c80-14 170-4 248 6M0 128c90-10 170 0 248 4" fill="none" stroke="#a87b49" stroke-width="2"/><path d="M30 118 118 72" stroke="#f1e2c8" stroke-width="3"/></svg>`,
)}`;

const nothingMay = {
  reply: false,
  followUp: false,
  note: true,
  take: false,
  assign: false,
  end: false,
  reopen: false,
  moveThread: false,
  park: false,
  resume: false,
  transfer: false,
  close: false,
  setStatus: true,
  ban: true,
  liftBan: true,
  join: false,
  leave: false,
  consult: false,
  invite: true,
};

/** A furniture shop's afternoon, told backwards from `nowMs`. */
export function createWorld(nowMs: number, count: 'usual' | 'none' | 'many'): FakeWorld {
  restartUuids();
  const at = (agoMs: number) => new Date(nowMs - agoMs).toISOString();

  const user = (name: string, email: string, role: User['role'], presence: User['presence']): User => ({
    id: nextUuid<UserId>(),
    name,
    email,
    role,
    seenDepartmentIds: null,
    unitIds: [],
    presence,
    takesChats: true,
    takesTickets: true,
    departmentIds: [],
    nickname: null,
    userName: null,
    capacityUnits: 100,
    skillIds: [],
    automaticPresence: null,
    mostConversations: null,
    ownLimits: [],
    presenceName: null,
    disabledAt: null,
    createdAt: at(400 * day),
  });
  const maya = user('Maya Okonjo', 'maya@harbour-pine.example', 'administrator', 'available');
  const jonas = user('Jonas Weber', 'jonas@harbour-pine.example', 'agent', 'available');
  const priya = user('Priya Nair', 'priya@harbour-pine.example', 'agent', 'away');
  const tomas = user('Tomás Rivera', 'tomas@harbour-pine.example', 'supervisor', 'busy');
  const leila = user('Leila Haddad', 'leila@harbour-pine.example', 'administrator', 'offline');
  const users = [maya, jonas, priya, tomas, leila];

  const department = (name: string, color: number, members: User[], isDefault = false): Department => {
    const made = {
      id: nextUuid<DepartmentId>(),
      name,
      color,
      isDefault,
      priority: 100,
      needsTag: false,
      needsComment: false,
      memberIds: members.map((one) => one.id),
      rules: departmentRules.parse({}),
      operatingHoursId: null,
    };
    for (const member of members) member.departmentIds.push(made.id);
    return made;
  };
  const general = department('General', 6, users, true);
  const billing = department('Billing', 1, [maya, priya]);
  const orders = department('Orders', 2, [maya, jonas, tomas]);
  const returns = department('Returns', 3, [maya, jonas]);
  const advice = department('Product advice', 5, [maya, priya]);
  const departments = [general, billing, orders, returns, advice];

  const metaApp: MetaApp = {
    id: nextUuid<MetaAppId>(),
    name: 'Harbour & Pine desk',
    appId: '884720114562001',
    callbackUrl: 'https://desk.harbour-pine.example/webhooks/facebook/9hT2kq',
    verifyToken: 'vt_7Jc1bN0QpXe4',
    redirectUrl: 'https://desk.harbour-pine.example/facebook/login',
    pageCount: 5,
    createdAt: at(300 * day),
  };
  const page = (name: string, facebookId: string, state: Page['state'], facts: Partial<Page> = {}): Page => ({
    id: nextUuid<PageId>(),
    name,
    canSend: true,
    reason: null,
    facebookId,
    metaAppId: metaApp.id,
    departmentId: general.id,
    workStreamId: null,
    operatingHoursId: null,
    state,
    stateSince: at(54 * day),
    humanAgentAllowed: true,
    lastWebhookAt: at(20_000),
    tokenExpiresAt: null,
    dataAccessExpiresAt: at(-55 * day),
    hasPicture: false,
    isRemoved: false,
    color: null,
    removedAt: null,
    ...facts,
  });
  const harbour = page('Harbour & Pine', '102884917220514', 'connected');
  const outdoor = page('Harbour & Pine Outdoor', '102884917220731', 'expiring', {
    departmentId: orders.id,
    humanAgentAllowed: false,
    stateSince: at(2 * day),
    lastWebhookAt: at(11 * minute),
    tokenExpiresAt: at(-6 * day),
  });
  const kantoor = page('Harbour & Pine Kantoor', '101270663918046', 'expired', {
    canSend: false,
    reason: 'The access key of Harbour & Pine Kantoor ended. Connect the page again.',
    stateSince: at(3 * day),
    lastWebhookAt: at(4 * hour),
    tokenExpiresAt: at(3 * day),
  });
  const lab = page('Pine Lab', '109551402337128', 'in-development', { humanAgentAllowed: false });
  const archive = page('Old Harbour (archive)', '100339728104655', 'unsubscribed', {
    lastWebhookAt: at(90 * day),
  });
  const tag = (name: string, color: number): Tag => ({ id: nextUuid<TagId>(), name, color });
  const tags = [tag('Complaint', 3), tag('Delivery', 2), tag('Warranty', 5)];
  const pages = [harbour, outdoor, kantoor, lab, archive];

  const world: FakeWorld = {
    me: {
      user: {
        ...refOf(maya),
        email: maya.email,
        role: maya.role,
        standing: maya.role,
        presenceChoice: 'available',
        takesChats: true,
        takesTickets: true,
        customPresence: null,
        followsLoad: false,
        mayFollowLoad: false,
        inactiveSince: null,
        inactiveUntil: null,
      },
      departments: departments.map(departmentRefOf),
      units: [],
      sandboxUrl: '/sandbox',
    },
    users,
    departments,
    pages,
    tags,
    metaApps: [metaApp],
    setAside: [
      {
        id: '412',
        receivedAt: at(26 * minute),
        reason: 'unknown-kind',
        facebookPageId: harbour.facebookId,
        detail: 'The event has a field "message_context" that Pagedesk has no word for.',
        body: { sender: { id: '7812' }, message_context: { type: 'game_play', score: 4 } },
      },
      {
        id: '397',
        receivedAt: at(7 * hour),
        reason: 'unknown-page',
        facebookPageId: '100339728104999',
        detail: 'The page 100339728104999 is not connected to this desk.',
        body: { object: 'page', entry: [{ id: '100339728104999', messaging: [] }] },
      },
    ],
    conversations: new Map(),
    messages: new Map(),
  };
  if (count === 'none') return world;

  type Teller = {
    name: string;
    department: Department;
    lastInAgo: number;
    lastAgo?: number;
    text: string;
    kind?: NonNullable<ConversationDetails['lastMessage']>['kind'];
    out?: boolean;
    unread?: number;
    assignee?: User | null;
    page?: Page;
    comment?: boolean;
    closedAgo?: number;
    waiting?: boolean;
    viewers?: User[];
    participants?: ConversationDetails['participants'];
    windowMs?: number;
    tags?: TagId[];
  };
  const tell = (facts: Teller): ConversationDetails => {
    const id = nextUuid<ConversationId>();
    const number = 20_380 + world.conversations.size * 7;
    const chosenPage = facts.page ?? harbour;
    const sinceIn = facts.lastInAgo;
    const window: ConversationDetails['window'] =
      sinceIn < day
        ? { state: 'standard', endsAt: at(sinceIn - day), reason: null }
        : sinceIn < 7 * day && chosenPage.humanAgentAllowed
          ? { state: 'human-agent', endsAt: at(sinceIn - 7 * day), reason: null }
          : sinceIn < 7 * day
            ? { state: 'closed', endsAt: at(sinceIn - day), reason: 'over-24-hours' }
            : { state: 'closed', endsAt: at(sinceIn - 7 * day), reason: 'over-7-days' };
    const lastAgo = facts.lastAgo ?? sinceIn;
    const assignee = facts.assignee === undefined ? maya : facts.assignee;
    const isClosed = facts.closedAgo !== undefined;
    const conversation: ConversationDetails = {
      id,
      number,
      ...(facts.participants ? { participants: facts.participants } : {}),
      version: 1,
      kind: facts.comment ? 'comment' : 'messenger',
      status: isClosed ? 'closed' : facts.waiting ? 'waiting' : assignee ? 'active' : 'open',
      mode: 'chat',
      tagIds: facts.tags ?? [],
      page: {
        id: chosenPage.id,
        name: chosenPage.name,
        canSend: chosenPage.canSend,
        reason: chosenPage.reason,
        isRemoved: chosenPage.isRemoved,
        color: chosenPage.color,
      },
      department: departmentRefOf(facts.department),
      contact: {
        id: nextUuid<ContactId>(),
        name: facts.name,
        pictureUrl: null,
        firstName: facts.name.split(' ')[0] ?? null,
        lastName: facts.name.split(' ').slice(1).join(' ') || null,
        locale: 'nl_NL',
        timezone: 1,
        psid: `78${number}4410${number}`,
        profileState: 'known',
        firstSeenAt: at(612 * day),
        lastSeenAt: at(sinceIn),
      },
      assignee: assignee ? refOf(assignee) : null,
      unreadCount: facts.unread ?? 0,
      lastMessage: {
        text: facts.text,
        kind: facts.kind ?? 'text',
        direction: facts.out ? 'out' : 'in',
        at: at(lastAgo),
      },
      lastActivityAt: at(lastAgo),
      waitingSince: facts.out || isClosed ? null : at(sinceIn),
      window,
      ticket: {
        status: isClosed ? 'solved' : facts.out ? 'pending' : assignee === null ? 'new' : 'opened',
        closesAt: facts.closedAgo === undefined ? null : at(facts.closedAgo - 3 * day),
        subject: facts.text,
      },
      threadOwner: null,
      openedAt: at(sinceIn + 22 * hour),
      closedAt: facts.closedAgo === undefined ? null : at(facts.closedAgo),
      referrals: [],
      variables: [],
      why: `${facts.department.name} takes everything from ${chosenPage.name}.`,
      routing: null,
      reopenedCount: 0,
      previous: null,
      next: null,
      ban: null,
      ending: { needsTag: false, needsComment: false },
      wakesAt: null,
      viewers: (facts.viewers ?? []).map(refOf),
      asked: [],
      earlier: [],
      may: isClosed
        ? { ...nothingMay, reopen: true, followUp: window.state !== 'closed' }
        : {
            reply: window.state !== 'closed',
            followUp: false,
            note: true,
            take: assignee === null,
            assign: true,
            end: true,
            reopen: false,
            moveThread: true,
            park: assignee !== null,
            resume: false,
            transfer: true,
            close: false,
            setStatus: true,
            ban: true,
            liftBan: true,
            join: false,
            leave: false,
            consult: assignee !== null,
            invite: true,
          },
      writing: usualWriting,
    };
    world.conversations.set(id, conversation);
    const customer = { kind: 'customer', name: facts.name } as const;
    const mine = { kind: 'user', id: maya.id, name: maya.name } as const;
    world.messages.set(id, [
      message(id, {
        kind: 'activity',
        author: { kind: 'system', name: 'Pagedesk' },
        at: at(sinceIn + 22 * hour),
        activity: { type: 'opened' },
      }),
      message(id, {
        author: customer,
        at: at(sinceIn + 21 * hour),
        text: 'Good afternoon, I have a question about my order.',
      }),
      message(id, { author: mine, at: at(sinceIn + 20 * hour), text: 'Hello, of course. What is it about?' }),
      message(id, { author: facts.out ? mine : customer, at: at(lastAgo), text: facts.text }),
    ]);
    return conversation;
  };

  tell({
    name: 'Daniel Osei',
    department: orders,
    lastInAgo: day - 38 * minute - 30_000,
    text: 'Is anyone there? The parcel should have been here at noon',
    unread: 3,
  });
  tell({
    name: 'Ingrid Solberg',
    department: returns,
    lastInAgo: day - 2.5 * hour,
    lastAgo: 91 * minute,
    text: 'I’ve asked the workshop, they answer by four',
    out: true,
  });
  tell({
    name: 'Yusuf Demir',
    department: billing,
    lastInAgo: day - 4 * hour + 60_000,
    text: 'Here is the invoice, page two is the one with the wrong VAT',
    kind: 'file',
    unread: 1,
  });
  tell({
    name: 'Aiko Tanaka',
    department: orders,
    lastInAgo: 97 * minute,
    text: '',
    kind: 'audio',
    unread: 1,
  });
  const elena = tell({
    name: 'Elena Marković',
    department: returns,
    lastInAgo: 2 * minute,
    text: 'Great, thank you! Would Saturday be possible?',
    viewers: [jonas],
    participants: [{ user: { id: jonas.id, name: jonas.name }, kind: 'consulted', mode: 'internal' }],
  });
  tell({
    name: 'Marco Bianchi',
    department: advice,
    lastInAgo: minute,
    text: 'Does the frame come in oak as well?',
  });
  tell({
    name: 'Charlotte Bennett',
    department: advice,
    lastInAgo: 13 * minute,
    text: 'Wonderful. And is the sand colour coming back?',
    unread: 1,
    comment: true,
  });
  tell({
    name: 'Peter Hughes',
    department: billing,
    lastInAgo: 2 * day - 2 * hour,
    lastAgo: 2 * day - 4 * hour,
    text: 'Your refund left us this morning',
    out: true,
  });
  tell({
    name: 'Fatima Aziz',
    department: advice,
    lastInAgo: 8 * day,
    text: 'Thank you so much, it looks lovely',
  });
  tell({
    name: 'Omar Khalil',
    department: returns,
    lastInAgo: 4 * minute,
    text: 'Can I get felt pads for it, or do you take it back?',
    unread: 2,
    assignee: null,
  });
  tell({
    name: 'Sofia Lindqvist',
    department: orders,
    lastInAgo: 41 * minute,
    text: 'Where is my parcel?',
    unread: 1,
    assignee: null,
    page: outdoor,
  });
  tell({
    name: 'Wei Chen',
    department: billing,
    lastInAgo: 5 * hour,
    text: 'Could you send the invoice again, in English please?',
    unread: 1,
    assignee: null,
  });
  tell({
    name: 'Nadia Petrova',
    department: orders,
    lastInAgo: 3 * hour,
    text: 'It works again. The van was at the wrong door',
    assignee: jonas,
    page: kantoor,
  });
  tell({
    name: 'Liam O’Brien',
    department: advice,
    lastInAgo: 30 * hour,
    lastAgo: 26 * hour,
    text: 'You are welcome. Enjoy the sofa',
    out: true,
    closedAgo: 26 * hour,
  });
  tell({
    name: 'Hanna Virtanen',
    department: returns,
    lastInAgo: 6 * day,
    text: 'All fine now, kiitos',
    closedAgo: 5 * day,
  });

  tellElena(world, elena, { maya, jonas, at });
  const noor = tell({
    name: 'Noor de Wit',
    department: advice,
    lastInAgo: 50 * minute,
    text: 'One more thing',
    assignee: jonas,
  });
  world.messages.set(noor.id, tellEveryKind(noor, { maya: refOf(maya), jonas: refOf(jonas) }, at));

  if (count === 'many') {
    const first = ['Anna', 'Bruno', 'Clara', 'David', 'Eva', 'Felix', 'Greta', 'Hugo', 'Ida', 'Jan'];
    const last = [
      'Almeida',
      'Berg',
      'Costa',
      'Dahl',
      'Evans',
      'Fischer',
      'García',
      'Horvat',
      'Ivanov',
      'Jansen',
      'Kowalski',
    ];
    for (let index = 0; index < 600; index += 1) {
      tell({
        name: `${first[index % first.length]} ${last[index % last.length]}`,
        department: departments[index % departments.length] ?? general,
        lastInAgo: (index + 20) * 9 * minute,
        text: `Message number ${index} about an order that has not come yet`,
        unread: index % 3 === 0 ? 1 : 0,
      });
    }
  }
  return world;
}

/** The conversation of the pictures: every kind of line once. */
function tellElena(
  world: FakeWorld,
  elena: ConversationDetails,
  { maya, jonas, at }: { maya: User; jonas: User; at: (agoMs: number) => string },
): void {
  const id = elena.id;
  const customer = { kind: 'customer', name: elena.contact.name } as const;
  const mayaWrote = { kind: 'user', id: maya.id, name: maya.name } as const;
  const jonasWrote = { kind: 'user', id: jonas.id, name: jonas.name } as const;
  const system = { kind: 'system', name: 'Pagedesk' } as const;
  const yesterday = (minutesAgo: number) => at(day + (minutesAgo - 90) * minute);
  const scratch = message(id, {
    author: customer,
    at: yesterday(1),
    text: 'Hi! My Lund desk arrived this morning, but the top has a long scratch near the left edge 😕',
    attachments: [
      attachment({
        kind: 'image',
        name: 'top.jpg',
        mimeType: 'image/jpeg',
        sizeBytes: 412_000,
        width: 248,
        height: 150,
        url: scratchedTop,
      }),
    ],
  });
  world.messages.set(id, [
    message(id, {
      kind: 'activity',
      author: system,
      at: yesterday(1.1),
      activity: { type: 'referral', source: 'ADS', ref: 'lund_autumn', adTitle: 'Autumn desks, 20 % off' },
    }),
    scratch,
    message(id, {
      author: { kind: 'outside', name: 'First message' },
      at: yesterday(0.9),
      text: 'Thanks for your message. An agent will be with you in a moment. What is it about?',
      quickReplies: ['An order', 'Something is damaged', 'Advice'].map((title) => ({
        title,
        payload: title,
      })),
    }),
    message(id, {
      author: customer,
      at: yesterday(0),
      text: 'Something is damaged',
      tapped: { kind: 'quick-reply', payload: 'damaged' },
    }),
    message(id, {
      kind: 'activity',
      author: system,
      at: yesterday(-1),
      activity: { type: 'taken', by: maya.name },
    }),
    message(id, {
      author: mayaWrote,
      at: yesterday(-6),
      text: 'Hello Elena, I’m sorry, that is not how a new desk should look. Could you send me a photo of the delivery slip, and tell me whether the legs are fine?',
    }),
    message(id, {
      author: customer,
      at: yesterday(-12),
      attachments: [
        attachment({
          kind: 'audio',
          name: 'Voice message',
          mimeType: 'audio/wav',
          sizeBytes: 24_044,
          url: aVoice(),
        }),
      ],
    }),
    message(id, {
      author: customer,
      at: yesterday(-12.2),
      attachments: [
        attachment({
          kind: 'file',
          name: 'delivery-slip-48213.pdf',
          mimeType: 'application/pdf',
          sizeBytes: 214_000,
          url: '/api/files/slip',
        }),
      ],
    }),
    message(id, {
      kind: 'note',
      author: mayaWrote,
      at: yesterday(-15),
      text: '@Jonas do we still have oak tops in Rotterdam? I’d rather send a new top than fetch the whole desk.',
    }),
    message(id, {
      kind: 'note',
      author: jonasWrote,
      at: at(21 * minute),
      text: 'Six left. @Maya order as LND-140-OAK-T, the van is in Utrecht on Saturday.',
    }),
    message(id, {
      author: mayaWrote,
      at: at(7 * minute),
      text: 'Good news: we’ll bring you a new oak top and take the scratched one along. The legs stay, so it’s ten minutes’ work.',
      replyTo: {
        messageId: scratch.id,
        text: '…the top has a long scratch near the left edge',
        authorName: 'Elena',
      },
      reactions: [{ by: 'customer', emoji: '❤️', name: null }],
    }),
    message(id, {
      author: customer,
      at: at(2 * minute),
      text: 'Great, thank you! Would Saturday be possible?',
    }),
    message(id, {
      author: mayaWrote,
      at: at(minute),
      text: 'Saturday is fine. Would the morning suit you?',
      status: 'failed',
      deliveredAt: null,
      readAt: null,
      failure: {
        code: 'temporary',
        message: 'Facebook did not take it. Elena has not seen it.',
        advice: 'Try again.',
        mayRetry: true,
      },
    }),
  ]);
  elena.number = 20_417;
  elena.why = 'The rule “Damaged items” matched. So it came to Returns.';
  elena.routing = {
    at: elena.openedAt,
    because: 'The rule “Damaged items” matched.',
    tried: [
      { name: 'Large customers', outcome: 'not-matched', because: 'Not so: Is returning equals yes' },
      { name: 'Damaged items', outcome: 'matched', because: '5 of 6 conditions true' },
    ],
  };
  elena.referrals = [
    {
      source: 'ADS',
      ref: 'lund_autumn',
      adId: '2384',
      adTitle: 'Autumn desks, 20 % off',
      at: yesterday(1.1),
    },
  ];
  elena.variables = [
    { name: 'subject', value: 'Delivery', source: 'pre-chat' },
    { name: 'order_number', value: 'HP-20417', source: 'pre-chat' },
  ];
  elena.earlier = [
    {
      id: nextUuid<ConversationId>(),
      number: 19_870,
      status: 'closed',
      openedAt: at(16 * day),
      closedAt: at(16 * day - 12 * minute),
      preview: 'Is the Lund in stock in oak?',
      score: { value: 5, outOf: 5 },
    },
    {
      id: nextUuid<ConversationId>(),
      number: 15_204,
      status: 'closed',
      openedAt: at(307 * day),
      closedAt: at(306 * day),
      preview: 'Invoice for the kitchen chairs',
      score: null,
    },
  ];
}

import { tellPeople } from '../desk/notices/tell.ts';
import { insertAlert } from '../store/alerts.ts';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import type { ConversationSummary } from '../../contract/conversations.ts';
import type { LiveEvent, LiveEventKind } from '../../contract/live-events.ts';
import type { Message } from '../../contract/messages.ts';
import type { NoticeBox } from '../../contract/notices.ts';
import type { Offer } from '../../contract/offers.ts';
import { change } from '../desk/context.ts';
import { insertSurveyRequest } from '../store/survey-requests.ts';
import { setVariable } from '../store/variables.ts';
import { insertOffers, withdrawOffersOf } from '../store/distribution.ts';
import { deskFacts } from '../testing/desk-facts.ts';
import { useDeskDoor, type DeskPerson } from '../testing/desk-door.ts';
import { useLiveDoor } from '../testing/live-door.ts';

const door = useDeskDoor();
const live = useLiveDoor(door);
const facts = deskFacts(door);

/** All that a desk holds of the server's state, in plain maps. */
interface Desk {
  conversations: Record<string, ConversationSummary>;
  messages: Record<string, Record<string, Message>>;
  viewers: Record<string, string[]>;
  variables: Record<string, unknown>;
  colleagues: Record<string, unknown>;
  departments: Record<string, { id: string; name: string; color: number }>;
  pages: Record<string, unknown>;
  /** Until when, by conversation. */
  offers: Record<string, string>;
  /** Whether it was read, by notice. */
  notices: Record<string, string>;
  /** Administrators alone have it. */
  setup: Record<string, unknown>;
}

const byId = <T extends { id: string }>(items: T[]) =>
  Object.fromEntries(items.map((item) => [item.id, item]));

const noticesOf = ({ items, unread }: NoticeBox) => ({
  ...Object.fromEntries(items.map(({ id, readAt }) => [id, readAt ?? 'unread'])),
  unread: String(unread),
});
const offersOf = (items: Offer[]) =>
  Object.fromEntries(items.map(({ conversation, expiresAt }) => [conversation.id, expiresAt]));

/** Fetches everything, as a browser does that begins. */
async function fetchDesk(who: DeskPerson): Promise<Desk> {
  // What a role may not ask for, its desk holds nothing of.
  const get = async (url: string) => {
    const { status, body } = await who.ask('GET', url);
    return status === 403 ? { items: [] } : body;
  };
  const [live_, closed, colleagues, departments, pages, offers, notices] = await Promise.all(
    [
      'conversations?view=all&limit=200',
      'conversations?view=closed&limit=200',
      'colleagues',
      'departments',
      'facebook/pages',
      'offers',
      'me/notices',
    ].map((path) => get(`/api/${path}`)),
  );
  const conversations = byId<ConversationSummary>([...live_.items, ...closed.items]);
  const desk: Desk = {
    conversations,
    messages: {},
    viewers: {},
    variables: {},
    colleagues: byId(colleagues.items),
    departments: byId(
      departments.items.map(({ id, name, color }: Desk['departments'][string]) => ({ id, name, color })),
    ),
    pages: byId(pages.items),
    offers: offersOf(offers.items),
    notices: noticesOf(notices),
    setup: {},
  };
  if (who === admin) {
    const { items } = await get('/api/setup/messages?limit=200');
    desk.setup = { ...byId(items), checklist: await get('/api/setup/checklist') };
  }
  for (const id of Object.keys(conversations)) {
    desk.messages[id] = byId((await get(`/api/conversations/${id}/messages?limit=200`)).items);
    const { viewers, variables } = await get(`/api/conversations/${id}`);
    desk.viewers[id] = viewers.map((viewer: { id: string }) => viewer.id);
    desk.variables[id] = variables;
  }
  return desk;
}

const heard = new Set<LiveEventKind>();

/** What a browser does with an event. A change of one's own rights is told by fetching anew, so it is asked for. */
function apply(desk: Desk, event: LiveEvent): 'fetch' | { detailsOf: string } | void {
  heard.add(event.kind);
  switch (event.kind) {
    case 'conversation.changed': {
      const known = desk.conversations[event.conversation.id];
      if (known && known.version > event.conversation.version) return;
      // One that came into sight: its timeline is fetched when it is opened.
      if (!known) return 'fetch';
      desk.conversations[event.conversation.id] = event.conversation;
      return;
    }
    case 'conversation.removed':
      delete desk.conversations[event.conversationId];
      delete desk.messages[event.conversationId];
      delete desk.viewers[event.conversationId];
      delete desk.variables[event.conversationId];
      return;
    case 'message.added':
    case 'message.changed': {
      const timeline = desk.messages[event.conversationId];
      const known = timeline?.[event.message.id];
      if (timeline && (!known || known.version <= event.message.version))
        timeline[event.message.id] = event.message;
      return;
    }
    case 'message.removed':
      delete desk.messages[event.conversationId]?.[event.messageId];
      return;
    case 'viewers.changed':
      if (desk.conversations[event.conversationId]) {
        desk.viewers[event.conversationId] = event.viewers.map((one) => one.id as string);
      }
      return;
    case 'conversation.details-changed':
      return { detailsOf: event.conversationId };
    // A notice: what it is about is fetched by the screens that show it.
    case 'survey.answered':
    case 'alert.raised':
      return;
    case 'colleague.changed':
      desk.colleagues[event.colleague.id] = event.colleague;
      for (const one of Object.values(desk.conversations)) {
        if (one.assignee?.id === event.colleague.id) one.assignee.name = event.colleague.name;
      }
      return;
    case 'department.changed':
      desk.departments[event.department.id] = event.department;
      for (const one of Object.values(desk.conversations)) {
        if (one.department.id === event.department.id) one.department = event.department;
      }
      return;
    case 'page.changed': {
      desk.pages[event.page.id] = event.page;
      const { id, name, canSend, reason, isRemoved, color } = event.page;
      for (const one of Object.values(desk.conversations)) {
        if (one.page.id === id) one.page = { id, name, canSend, reason, isRemoved, color };
      }
      return;
    }
    case 'room.message-added':
      desk.setup[event.message.id] = event.message;
      return;
    case 'checklist.changed':
    case 'units.changed':
    case 'operating-hours.changed':
    case 'automated-texts.changed':
    case 'work-stream.changed':
    case 'presences.changed':
      return 'fetch';
    case 'triggers.changed':
    case 'translation.changed':
      return;
    case 'notices.changed':
      desk.notices = noticesOf(event.box);
      return;
    case 'bans.changed':
    case 'privacy-policy.changed':
    case 'customer.changed':
    case 'customer-fields.changed':
      return;
    case 'offers.changed':
      desk.offers = offersOf(event.offers);
      return;
    case 'me.changed':
      return 'fetch';
  }
}

let sales: string;
let support: string;
let admin: DeskPerson;
let lead: DeskPerson;
/** Set for a unit. */
let rowan: DeskPerson;
/** Sees what she is invited to. */
let mira: DeskPerson;
/** Sees figures alone. */
let iris: DeskPerson;
let unit: string;
let maya: DeskPerson;
let jonas: DeskPerson;
let page: string;
const ids: string[] = [];

beforeAll(async () => {
  sales = await door.department('Sales');
  support = await door.department('Support');
  admin = await door.person('administrator', [], 'Ada');
  lead = await door.person('supervisor', [], 'Lena');
  rowan = await door.person('supervisor', [], 'Rowan');
  const made = await admin.ask('POST', '/api/units', {
    name: 'North',
    departmentIds: [sales],
    supervisorIds: [rowan.id],
  });
  unit = made.body.id;
  mira = await door.person('helper', [], 'Mira');
  iris = await door.person('auditor', [], 'Iris');
  maya = await door.person('agent', [sales], 'Maya');
  jonas = await door.person('agent', [sales, support], 'Jonas');
  page = await facts.page(sales, { name: 'Lund' });
  await facts.settings(page, { translation: { mode: 'by-hand' } });
  await namesService();
  const languages = [{ code: 'en', name: 'English', targets: ['de'] }];
  await door.db
    .updateTable('translationService')
    .set({ isOn: true, languages: JSON.stringify(languages) })
    .execute();
  for (let n = 0; n < 4; n += 1) {
    const conversation = await facts.conversation(page, { departmentId: n < 2 ? sales : support });
    ids.push(conversation.id);
    await facts.message(conversation);
  }
});

/** The same one each time, so that it stays on. */
const namesService = () =>
  admin.ask('PUT', '/api/translation/service', { url: 'https://words.test', dailyCharacters: null });

const pick = (n: number) => ids[n % ids.length] ?? '';
let names = 0;

const nobody = Promise.resolve();

/** Everything that may happen, each told as the product tells it. */
const acts = {
  take: (n: number) => maya.ask('POST', `/api/conversations/${pick(n)}/take`),
  assign: (n: number) => lead.ask('POST', `/api/conversations/${pick(n)}/assign`, { userId: jonas.id }),
  release: (n: number) => lead.ask('POST', `/api/conversations/${pick(n)}/assign`, { userId: null }),
  end: (n: number) => lead.ask('POST', `/api/conversations/${pick(n)}/end`),
  reopen: (n: number) => jonas.ask('POST', `/api/conversations/${pick(n)}/reopen`),
  note: (n: number) =>
    lead.ask('POST', `/api/conversations/${pick(n)}/messages`, {
      clientId: crypto.randomUUID(),
      kind: 'note',
      text: `note ${n}`,
    }),
  customerWrites: (n: number) => customerWrites(pick(n)),
  reaches: (n: number) => messageChanges(pick(n)),
  discards: (n: number) => discards(pick(n)),
  moves: (n: number) => moves(pick(n), n % 2 === 0 ? sales : support),
  presence: (n: number) => jonas.ask('PATCH', '/api/me/presence', { choice: n % 2 === 0 ? 'away' : 'busy' }),
  renameColleague: () => admin.ask('PATCH', `/api/users/${jonas.id}`, { name: `Jonas ${++names}` }),
  renameDepartment: () => admin.ask('PATCH', `/api/departments/${sales}`, { name: `Sales ${++names}` }),
  pageStops: (n: number) => pageChanges(n % 2 === 0 ? 'expired' : 'connected'),
  seen: async (n: number) => {
    const { body } = await lead.ask('GET', `/api/conversations/${pick(n)}/messages?limit=200`);
    const last = body.items.findLast((one: Message) => one.direction === 'in');
    if (last) await lead.ask('POST', `/api/conversations/${pick(n)}/seen`, { messageId: last.id });
  },
  answersSurvey: (n: number) => answersSurvey(pick(n), n),
  saysInRoom: (n: number) =>
    admin.ask('POST', '/api/setup/messages', { clientId: crypto.randomUUID(), text: `said ${n}` }),
  bans: () => change(door, async (story) => story.announce({ kind: 'bans.changed', subjectId: page })),
  setsPolicy: (n: number) => admin.ask('PATCH', '/api/privacy/policy', { journalDays: 1 + (n % 30) }),
  ticks: (n: number) => admin.ask('PATCH', '/api/setup/checklist/platform-terms', { isDone: n % 2 === 0 }),
  changesHours: async () =>
    admin.ask('POST', '/api/operating-hours', {
      name: `Hours ${++names}`,
      timeZone: 'Europe/Berlin',
      weekly: [{ day: 1, from: '09:00', to: '17:00' }],
    }),
  changesTexts: (n: number) => admin.ask('PATCH', '/api/automated-texts/assigned', { isOn: n % 2 === 0 }),
  addsCustomer: () => maya.ask('POST', '/api/customers', { name: `Customer ${++names}` }),
  addsField: () => admin.ask('POST', '/api/customer-fields', { name: `Field ${++names}` }),
  addsTrigger: () =>
    admin.ask('POST', '/api/triggers', {
      ...{ name: `Trigger ${++names}`, isOn: false, when: { event: 'ended', minutes: null } },
      ...{ conditions: { match: 'all', items: [] }, acts: [{ kind: 'note', text: 'Over.' }] },
      ...{ stopsHere: false, oncePerConversation: false },
    }),
  tellsPeople: (n: number) =>
    change(door, async (story) => {
      const people = [maya, lead, admin].slice(n % 3).map(({ id }) => id);
      const departmentId = n % 2 === 0 ? sales : support;
      await tellPeople(door, story, people, { cause: `law ${++names}`, kind: 'nobody-there', departmentId });
    }),
  reads: (n: number) => [maya, lead, admin][n % 3]?.ask('POST', '/api/me/notices/read', {}) ?? nobody,
  addsStream: () => admin.ask('POST', '/api/work-streams', { name: `Stream ${++names}` }),
  namesPresences: (n: number) =>
    admin.ask('PUT', '/api/presences', {
      isAutomatic: false,
      items: [{ name: `Presence ${n}`, base: 'away' }],
    }),
  switchesOff: () => admin.ask('PATCH', '/api/extensions/facebook', { isOn: false }),
  isOffered: (n: number) => isOffered(pick(n)),
  rights: (n: number) =>
    admin.ask('PATCH', `/api/users/${maya.id}`, { departmentIds: n % 2 === 0 ? [sales] : [sales, support] }),
  namesService,
  translates: (n: number) =>
    maya.ask('PUT', `/api/conversations/${pick(n)}/translation`, { isOn: n % 3 > 0, readsIn: 'en' }),
  invites: (n: number) => lead.ask('POST', `/api/conversations/${pick(n)}/helpers`, { userId: mira.id }),
  letsGo: (n: number) => lead.ask('DELETE', `/api/conversations/${pick(n)}/helpers/${mira.id}`),
  handsOn: (n: number) =>
    maya.ask('POST', `/api/conversations/${pick(n)}/transfer`, {
      departmentId: n % 2 === 0 ? sales : support,
    }),
  changesUnit: (n: number) =>
    admin.ask('PATCH', `/api/units/${unit}`, { departmentIds: n % 2 === 0 ? [sales, support] : [support] }),
} satisfies Record<string, (n: number) => Promise<unknown>>;

async function placeOf(id: string) {
  return door.db
    .selectFrom('conversation')
    .select(['id', 'contactId', 'pageId', 'departmentId'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
}

async function customerWrites(id: string): Promise<void> {
  const place = await placeOf(id);
  await change(door, async (story) => {
    const messageId = await facts.message(place, { text: `written ${++names}` });
    await story.tx
      .updateTable('conversation')
      .set((eb) => ({ version: eb('version', '+', 1), unreadCount: eb('unreadCount', '+', 1) }))
      .where('id', '=', id)
      .execute();
    const departments = [place.departmentId];
    story.announce({ kind: 'message.added', subjectId: id, messageId, departments });
    story.announce({ kind: 'conversation.changed', subjectId: id, departments });
  });
}

/** A customer's answer to one of the page's first questions, and their score. */
async function answersSurvey(id: string, n: number): Promise<void> {
  const place = await placeOf(id);
  await change(door, async (story) => {
    const { tx } = story;
    const at = door.clock.now();
    await setVariable(tx, { conversationId: id, name: 'topic', value: n, source: 'pre-chat', at });
    const known = await tx
      .selectFrom('surveyRequest')
      .select('id')
      .where('conversationId', '=', id)
      .executeTakeFirst();
    const requestId = known?.id ?? door.newId();
    const { contactId, pageId, departmentId } = place;
    const row = { id: requestId, conversationId: id, contactId, pageId, departmentId, agentId: maya.id };
    const request = { ...row, survey: null, how: 'external', language: 'en', askedAt: at } as const;
    if (!known) await insertSurveyRequest(tx, request);
    story.announce({ kind: 'conversation.details-changed', subjectId: id, departments: [departmentId] });
    story.announce({ kind: 'survey.answered', subjectId: requestId });
    const alertId = door.newId();
    await insertAlert(tx, {
      id: alertId,
      kind: 'promise-broken',
      subjectId: id,
      departmentId,
      promise: 'respond',
      at: door.clock.now(),
    });
    story.announce({ kind: 'alert.raised', subjectId: alertId });
  });
}

async function messageChanges(id: string): Promise<void> {
  const place = await placeOf(id);
  await change(door, async (story) => {
    const { id: messageId } = await story.tx
      .selectFrom('message')
      .select('id')
      .where('conversationId', '=', id)
      .where('kind', '=', 'message')
      .limit(1)
      .executeTakeFirstOrThrow();
    await story.tx
      .updateTable('message')
      .set((eb) => ({
        version: eb('version', '+', 1),
        text: `edited ${++names}`,
        editedAt: door.clock.now(),
      }))
      .where('id', '=', messageId)
      .execute();
    await story.tx
      .updateTable('conversation')
      .set((eb) => ({ version: eb('version', '+', 1) }))
      .where('id', '=', id)
      .execute();
    const departments = [place.departmentId];
    story.announce({ kind: 'message.changed', subjectId: id, messageId, departments });
    // Its words may be the subject of the ticket.
    story.announce({ kind: 'conversation.changed', subjectId: id, departments });
  });
}

/** A reply of Lena's that failed, and that she throws away. */
async function discards(id: string): Promise<void> {
  const place = await placeOf(id);
  const messageId = await change(door, async (story) => {
    const made = await facts.message(place, { direction: 'out', text: `failed ${++names}` });
    const failed = { status: 'failed' as const, authorKind: 'user' as const, authorId: lead.id };
    await story.tx.updateTable('message').set(failed).where('id', '=', made).execute();
    const departments = [place.departmentId];
    story.announce({ kind: 'message.added', subjectId: id, messageId: made, departments });
    return made;
  });
  await lead.ask('DELETE', `/api/messages/${messageId}`);
}

/** It is offered to some people, or is no longer. */
async function isOffered(conversationId: string): Promise<void> {
  await change(door, async (story) => {
    const at = door.clock.now();
    const ended = await withdrawOffersOf(story.tx, conversationId, at);
    const expiresAt = new Date(at.getTime() + 120_000 + ++names);
    const people = ended.length > 0 ? [] : [maya, lead, rowan, admin];
    const rows = people.map(({ id: userId }) => ({
      ...{ id: door.newId(), conversationId, userId, units: 20, offeredAt: at, expiresAt },
      ...{ state: 'offered' as const, endedAt: null, ...{ fromUserId: null, look: null, isGiven: false } },
    }));
    await insertOffers(story.tx, rows, { turns: [], decisions: [] }, at);
    for (const { userId } of [...ended, ...rows])
      story.announce({ kind: 'offers.changed', subjectId: userId });
  });
}

async function moves(id: string, to: string): Promise<void> {
  await change(door, async (story) => {
    const { departmentId } = await story.tx
      .selectFrom('conversation')
      .select('departmentId')
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirstOrThrow();
    await story.tx
      .updateTable('conversation')
      .set((eb) => ({ version: eb('version', '+', 1), departmentId: to }))
      .where('id', '=', id)
      .execute();
    story.announce({ kind: 'conversation.changed', subjectId: id, departments: [departmentId, to] });
  });
}

async function pageChanges(state: 'expired' | 'connected'): Promise<void> {
  await change(door, async (story) => {
    await story.tx.updateTable('page').set({ state }).where('id', '=', page).execute();
    story.announce({ kind: 'page.changed', subjectId: page });
  });
}

/** Each act once, so that no kind of event is left to chance; the odd ones move and rename the other way. */
const everyAct = (Object.keys(acts) as (keyof typeof acts)[]).map((name) => ({ name, n: 1 }));

test.each(['agent', 'helper', 'supervisor', 'unit-supervisor', 'auditor', 'administrator'] as const)(
  'what the desk of a %s fetched before, with the events, is what it fetches after',
  async (role) => {
    const who = {
      agent: maya,
      helper: mira,
      auditor: iris,
      supervisor: lead,
      'unit-supervisor': rowan,
      administrator: admin,
    }[role];
    const act = fc.record({
      name: fc.constantFrom(...(Object.keys(acts) as (keyof typeof acts)[])),
      n: fc.nat(11),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(act, { minLength: 1, maxLength: 8 }),
        fc.boolean(),
        async (story, isTogether) => {
          const client = live.listen(who);
          await client.hello();
          let desk = await fetchDesk(who);
          const colleague = live.listen(jonas);
          await colleague.hello();
          colleague.send({ type: 'viewing', conversationId: ids[0] });
          if (isTogether) await Promise.all(story.map(({ name, n }) => acts[name](n)));
          else for (const { name, n } of story) await acts[name](n);
          await colleague.close();

          // A mark that comes after everything else.
          const mark = `Mark ${++names}`;
          await settled();
          await admin.ask('PATCH', `/api/users/${admin.id}`, { name: mark });
          await client.until(({ events }) =>
            events.find((event) => event.kind === 'colleague.changed' && event.colleague.name === mark),
          );
          for (const event of client.events) {
            const missing = apply(desk, event);
            if (missing === 'fetch') desk = await fetchDesk(who);
            else if (missing && desk.variables[missing.detailsOf]) {
              const { body } = await who.ask('GET', `/api/conversations/${missing.detailsOf}`);
              desk.variables[missing.detailsOf] = body.variables;
            }
          }
          expect(desk).toEqual(await fetchDesk(who));
          await client.close();
          await settled();
        },
      ),
      { numRuns: 4, examples: [[everyAct, false]] },
    );
  },
  120_000,
);

/** Until no desk of Jonas is open: his leaving is written after his socket closed. */
async function settled(): Promise<void> {
  for (;;) {
    const open = await door.db.selectFrom('deskSocket').select('id').where('userId', '=', jonas.id).execute();
    if (open.length === 0) return;
  }
}

test('every kind of event was heard', () => {
  const kinds: Record<LiveEventKind, true> = {
    'conversation.changed': true,
    'conversation.removed': true,
    'message.added': true,
    'message.changed': true,
    'message.removed': true,
    'viewers.changed': true,
    'conversation.details-changed': true,
    'survey.answered': true,
    'alert.raised': true,
    'colleague.changed': true,
    'department.changed': true,
    'page.changed': true,
    'room.message-added': true,
    'checklist.changed': true,
    'units.changed': true,
    'operating-hours.changed': true,
    'offers.changed': true,
    'bans.changed': true,
    'automated-texts.changed': true,
    'privacy-policy.changed': true,
    'customer.changed': true,
    'customer-fields.changed': true,
    'work-stream.changed': true,
    'presences.changed': true,
    'triggers.changed': true,
    'translation.changed': true,
    'notices.changed': true,
    'me.changed': true,
  };
  expect([...heard].toSorted()).toEqual(Object.keys(kinds).toSorted());
});

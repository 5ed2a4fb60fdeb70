import fc from 'fast-check';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { deskFacts } from '../../testing/desk-facts.ts';
import { useDeskDoor, type DeskPerson } from '../../testing/desk-door.ts';

const door = useDeskDoor();
const facts = deskFacts(door);

let sales: string;
let support: string;
let page: string;
let maya: DeskPerson;
let jonas: DeskPerson;
let stranger: DeskPerson;
let lead: DeskPerson;

beforeAll(async () => {
  sales = await door.department('Sales');
  support = await door.department('Support');
  maya = await door.person('agent', [sales], 'Maya');
  jonas = await door.person('agent', [sales], 'Jonas');
  stranger = await door.person('agent', [support], 'Sam');
  lead = await door.person('supervisor', [], 'Lena');
});
beforeEach(async () => {
  page = await facts.page(sales);
});

const act = (who: DeskPerson, id: string, name: string, body?: unknown) =>
  who.ask('POST', `/api/conversations/${id}/${name}`, body);

test('an agent takes what is nobody’s, and a repeat changes nothing', async () => {
  const { id } = await facts.conversation(page);
  const taken = await act(maya, id, 'take');
  expect(taken.body).toMatchObject({ status: 'active', assignee: { id: maya.id, name: 'Maya' }, version: 2 });
  expect(taken.body.may).toMatchObject({ take: false, assign: true, end: true, reopen: false });
  const again = await act(maya, id, 'take');
  expect(again.body.version).toBe(2);
  const timeline = await maya.ask('GET', `/api/conversations/${id}/messages`);
  expect(timeline.body.items.map((line: { activity: unknown }) => line.activity)).toEqual([
    { type: 'taken', by: 'Maya' },
  ]);
  expect(await facts.heard('conversation.changed', id)).toBe(1);
  expect(await facts.heard('message.added', id)).toBe(1);
});

test('who waited for a colleague’s act learns the colleague’s name', async () => {
  const { id } = await facts.conversation(page);
  const { asked } = await door.db.transaction().execute(async (tx) => {
    const taken = { assigneeId: jonas.id, status: 'active' as const };
    await tx.updateTable('conversation').set(taken).where('id', '=', id).execute();
    const waiting = act(maya, id, 'take');
    await expect.poll(() => facts.waitingForLocks()).toBe(1);
    return { asked: waiting };
  });
  expect((await asked).body.error).toMatchObject({
    code: 'conflict',
    message: 'Jonas has taken this conversation.',
    data: { assignee: { id: jonas.id, name: 'Jonas' } },
  });
});

test('of twenty who take one conversation at once, one has it and the others learn who', async () => {
  const { id } = await facts.conversation(page);
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, n) => act(n % 2 === 0 ? maya : jonas, id, 'take')),
  );
  const holder = (await lead.ask('GET', `/api/conversations/${id}`)).body.assignee;
  const loser = holder.id === maya.id ? jonas : maya;
  for (const [n, answer] of answers.entries()) {
    const who = n % 2 === 0 ? maya : jonas;
    expect(answer.status).toBe(who === loser ? 409 : 200);
    if (who === loser) {
      expect(answer.body.error).toMatchObject({ code: 'conflict', data: { assignee: holder } });
    }
  }
  expect(await facts.heard('conversation.changed', id)).toBe(1);
});

test('who may not see a conversation gets not-found for every act, as for one that does not exist', async () => {
  const conversation = await facts.conversation(page);
  const messageId = await facts.message(conversation);
  const { id } = conversation;
  const nothing = door.newId();
  for (const each of [id, nothing, 'no-uuid']) {
    const asked = [
      await stranger.ask('GET', `/api/conversations/${each}`),
      await stranger.ask('GET', `/api/conversations/${each}/messages`),
      await act(stranger, each, 'take'),
      await act(stranger, each, 'end'),
      await act(stranger, each, 'reopen'),
      await act(stranger, each, 'assign', { userId: stranger.id }),
      await act(stranger, each, 'seen', { messageId }),
    ];
    expect(asked.map((answer) => answer.status)).toEqual(asked.map(() => 404));
    expect(new Set(asked.map((answer) => answer.body.error.code))).toEqual(new Set(['not-found']));
  }
  expect(await facts.heard('conversation.changed', id)).toBe(0);
});

test('lists, searches and counters show nothing of departments that are not one’s own', async () => {
  const conversation = await facts.conversation(page, { contactName: 'Zacharias Quint' });
  await facts.message(conversation, { text: 'xylophone' });
  for (const query of [
    'view=all',
    'view=unassigned',
    'view=all&q=xylophone',
    'view=all&q=zacharias',
    `view=all&department=${sales}`,
    `view=all&page=${page}`,
    'view=all&sort=waiting',
    'view=all&sort=window',
  ]) {
    const ids = async (who: DeskPerson) =>
      (await who.ask('GET', `/api/conversations?${query}&limit=200`)).body.items.map(
        (one: { id: string }) => one.id,
      );
    expect(await ids(stranger), query).not.toContain(conversation.id);
    expect(await ids(maya), query).toContain(conversation.id);
    expect(await ids(lead), query).toContain(conversation.id);
  }
  const counted = async (who: DeskPerson) => (await who.ask('GET', '/api/conversations/counters')).body;
  const before = [await counted(stranger), await counted(maya)];
  await facts.conversation(page);
  expect(await counted(stranger)).toEqual(before[0]);
  expect((await counted(maya)).unassigned).toBe(before[1].unassigned + 1);
});

test('R141: what came by Messenger and what was said in public wait in one list, in the order of waiting', async () => {
  const department = await door.department();
  const agent = await door.person('agent', [department]);
  const own = await facts.page(department);
  const since = (minutes: number) => new Date(door.clock.now().getTime() - minutes * 60_000);
  const first = await facts.conversation(own, { waitingSince: since(9), kind: 'messenger' });
  const second = await facts.conversation(own, { waitingSince: since(6), kind: 'comment' });
  const third = await facts.conversation(own, { waitingSince: since(3), kind: 'messenger' });
  const { body } = await agent.ask('GET', '/api/conversations?view=unassigned&sort=waiting');
  expect(body.items.map((one: { id: string; kind: string }) => [one.id, one.kind])).toEqual([
    [first.id, 'messenger'],
    [second.id, 'comment'],
    [third.id, 'messenger'],
  ]);
});

test('conversations of the default department are everybody’s', async () => {
  const general = await door.db
    .selectFrom('department')
    .select('id')
    .where('isDefault', '=', true)
    .executeTakeFirstOrThrow();
  const { id } = await facts.conversation(await facts.page(general.id));
  expect((await stranger.ask('GET', `/api/conversations/${id}`)).status).toBe(200);
  expect((await maya.ask('GET', `/api/conversations/${id}`)).status).toBe(200);
});

test('whose it is hands it on or back; a colleague may not; who leads may', async () => {
  const { id } = await facts.conversation(page);
  expect((await act(maya, id, 'assign', { userId: jonas.id })).status).toBe(403);
  expect((await act(maya, id, 'assign', { userId: maya.id })).body.assignee.id).toBe(maya.id);
  const refused = await act(jonas, id, 'assign', { userId: jonas.id });
  expect([refused.status, refused.body.error.data.assignee.name]).toEqual([409, 'Maya']);
  expect((await act(jonas, id, 'assign', { userId: null })).status).toBe(409);
  expect((await act(maya, id, 'assign', { userId: stranger.id })).body.error.data.field).toBe('userId');
  expect((await act(maya, id, 'assign', { userId: jonas.id })).body.assignee.id).toBe(jonas.id);
  expect((await act(jonas, id, 'assign', { userId: null })).body).toMatchObject({
    status: 'open',
    assignee: null,
  });
  expect((await act(lead, id, 'assign', { userId: maya.id })).body.assignee.id).toBe(maya.id);
  const lines = (await maya.ask('GET', `/api/conversations/${id}/messages`)).body.items;
  expect(lines.map((line: { activity: { type: string } }) => line.activity.type)).toEqual([
    'taken',
    'assigned',
    'released',
    'assigned',
  ]);
});

test('an ended conversation is closed, and reopened by whoever goes on with it', async () => {
  const { id } = await facts.conversation(page);
  expect((await act(maya, id, 'end')).status).toBe(403);
  await act(maya, id, 'take');
  expect((await act(jonas, id, 'end')).status).toBe(409);
  const ended = await act(maya, id, 'end');
  expect(ended.body).toMatchObject({
    status: 'closed',
    waitingSince: null,
    may: { reply: false, reopen: true },
  });
  expect(ended.body.closedAt).not.toBeNull();
  expect((await act(maya, id, 'end')).body.version).toBe(ended.body.version);
  expect((await act(jonas, id, 'take')).status).toBe(409);
  const reopened = await act(jonas, id, 'reopen');
  expect(reopened.body).toMatchObject({
    status: 'active',
    closedAt: null,
    reopenedCount: 1,
    assignee: { id: jonas.id },
  });
});

test('a conversation is not reopened beside a newer live one of the same person', async () => {
  const old = await facts.conversation(page, { status: 'closed' });
  const live = await facts.conversation(page, { contactId: old.contactId });
  const answer = await act(maya, old.id, 'reopen');
  expect(answer.status).toBe(409);
  expect(answer.body.error.data).toEqual({ conversationId: live.id });
});

test('a conversation that waited for the customer’s first word waits no more once an agent has begun it', async () => {
  const { id } = await facts.conversation(page, { status: 'closed' });
  await door.db.updateTable('conversation').set({ awaitsCustomer: true }).where('id', '=', id).execute();
  await act(maya, id, 'reopen');
  await act(maya, id, 'end');
  const row = door.db.selectFrom('conversation').select(['status', 'awaitsCustomer']).where('id', '=', id);
  expect(await row.executeTakeFirst()).toEqual({ status: 'closed', awaitsCustomer: false });
});

test('two who reopen two conversations of one person at once get one live one', async () => {
  const first = await facts.conversation(page, { status: 'closed' });
  const second = await facts.conversation(page, { status: 'closed', contactId: first.contactId });
  const answers = await Promise.all([act(maya, first.id, 'reopen'), act(jonas, second.id, 'reopen')]);
  expect(answers.map((answer) => answer.status).toSorted()).toEqual([200, 409]);
});

test('seeing the newest message clears the unread mark, seeing an older one does not', async () => {
  const conversation = await facts.conversation(page, { unreadCount: 2 });
  const older = await facts.message(conversation, { at: new Date(door.clock.now().getTime() - 5000) });
  const newest = await facts.message(conversation);
  const unread = async () =>
    (await maya.ask('GET', `/api/conversations/${conversation.id}`)).body.unreadCount;
  expect((await act(maya, conversation.id, 'seen', { messageId: older })).status).toBe(204);
  expect(await unread()).toBe(2);
  expect((await act(jonas, conversation.id, 'seen', { messageId: newest })).status).toBe(204);
  expect(await unread()).toBe(0);
  expect((await act(maya, conversation.id, 'seen', { messageId: door.newId() })).status).toBe(404);
});

test('the open conversation tells the person’s others, without those that may not be seen', async () => {
  const old = await facts.conversation(page, { status: 'closed' });
  const hidden = await facts.conversation(page, {
    status: 'closed',
    contactId: old.contactId,
    departmentId: support,
  });
  const live = await facts.conversation(page, { contactId: old.contactId });
  const earlier = async (who: DeskPerson) =>
    (await who.ask('GET', `/api/conversations/${live.id}`)).body.earlier.map((one: { id: string }) => one.id);
  expect(await earlier(maya)).toEqual([old.id]);
  expect((await earlier(lead)).toSorted()).toEqual([old.id, hidden.id].toSorted());
});

test('a person whose name is not known yet has a placeholder', async () => {
  const { id, contactId } = await facts.conversation(page, { contactName: null });
  const { psid } = await door.db
    .selectFrom('contact')
    .select('psid')
    .where('id', '=', contactId)
    .executeTakeFirstOrThrow();
  const { contact } = (await maya.ask('GET', `/api/conversations/${id}`)).body;
  expect(contact.name).toBe(`Facebook user ${psid.slice(-4)}`);
});

test('a search finds names and words in any case and without accents, numbers, and closed ones too', async () => {
  const conversation = await facts.conversation(page, { contactName: 'Ángela Muñoz', status: 'closed' });
  await facts.message(conversation, { text: 'Où est ma commande Überraschung?' });
  const { number } = (await maya.ask('GET', `/api/conversations/${conversation.id}`)).body;
  const found = async (q: string) =>
    (await maya.ask('GET', `/api/conversations?q=${encodeURIComponent(q)}`)).body.items.map(
      (one: { id: string }) => one.id,
    );
  for (const q of [
    'angela munoz',
    'MUÑ',
    'commande',
    'COMM',
    'uberraschung',
    `No. ${number}`,
    String(number),
  ]) {
    expect(await found(q), q).toContain(conversation.id);
  }
  for (const q of ['commander', '%', '_', '!!!', "'", 'ou est pas']) {
    expect(await found(q), q).not.toContain(conversation.id);
  }
});

test('walking all pages shows each conversation once, in order, in every order and page size', async () => {
  const department = await door.department();
  const ours = await facts.page(department);
  const start = door.clock.now().getTime();
  const hour = 3_600_000;
  const made: string[] = [];
  for (let n = 0; n < 23; n += 1) {
    // Many share a moment, some have no key at all: both must not be lost between pages.
    const at = new Date(start - (n % 5) * hour);
    const anchor = n % 6 === 0 ? null : new Date(start - (n % 7) * 6 * hour);
    const { id } = await facts.conversation(ours, {
      lastActivityAt: at,
      waitingSince: n % 3 === 0 ? null : at,
      windowAnchorAt: anchor,
    });
    made.push(id);
  }
  const orders = ['newest', 'oldest', 'waiting', 'window'] as const;
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...orders), fc.integer({ min: 1, max: 25 }), async (sort, limit) => {
      const ids: string[] = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const query: string = `view=all&department=${department}&sort=${sort}&limit=${limit}&cursor=${cursor}`;
        const { status, body } = await lead.ask(
          'GET',
          `/api/conversations?${query.replace(/&cursor=$/, '')}`,
        );
        expect(status).toBe(200);
        ids.push(...body.items.map((one: { id: string }) => one.id));
        cursor = body.nextCursor;
      }
      expect(ids.toSorted()).toEqual(made.toSorted());
    }),
    { numRuns: 25 },
  );
});

test('what arrives while one pages neither hides nor repeats what was there', async () => {
  const department = await door.department();
  const ours = await facts.page(department);
  const made: string[] = [];
  for (let n = 0; n < 9; n += 1) {
    door.clock.advance(1000);
    made.push((await facts.conversation(ours)).id);
  }
  const ids: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const url = `/api/conversations?view=all&department=${department}&limit=2${cursor ? `&cursor=${cursor}` : ''}`;
    const { body } = await lead.ask('GET', url);
    ids.push(...body.items.map((one: { id: string }) => one.id));
    cursor = body.nextCursor;
    door.clock.advance(1000);
    await facts.conversation(ours);
  }
  expect(ids).toEqual(made.toReversed());
});

test('a cursor that was made up is refused, and can reach nothing', async () => {
  const forged = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const id = door.newId();
  for (const cursor of [
    'x',
    forged(null),
    forged(['newest', 0, '1; drop table', id, 0]),
    forged(['oldest', 0, '1', id, 0]),
  ]) {
    const answer = await maya.ask('GET', `/api/conversations?cursor=${encodeURIComponent(cursor)}`);
    expect([answer.status, answer.body.error.data.field]).toEqual([400, 'cursor']);
  }
});

test('a timeline pages backwards without loss, also where messages share a moment', async () => {
  const conversation = await facts.conversation(page);
  const made: string[] = [];
  for (let n = 0; n < 11; n += 1) {
    const at = new Date(door.clock.now().getTime() + Math.floor(n / 4) * 1000);
    made.push(await facts.message(conversation, { text: `no. ${n}`, at }));
  }
  const ids: string[] = [];
  let before: string | null = '';
  while (before !== null) {
    const url = `/api/conversations/${conversation.id}/messages?limit=3${before ? `&before=${before}` : ''}`;
    const { body } = await maya.ask('GET', url);
    ids.unshift(...body.items.map((one: { id: string }) => one.id));
    before = body.before;
  }
  expect(ids).toEqual(made);
});

test('counters follow every act', async () => {
  const department = await door.department();
  const ours = await facts.page(department);
  const anna = await door.person('agent', [department]);
  const counters = async () => (await anna.ask('GET', '/api/conversations/counters')).body;
  const none = await counters();
  const { id } = await facts.conversation(ours, { unreadCount: 1 });
  expect(await counters()).toEqual({ ...none, unassigned: none.unassigned + 1, all: none.all + 1 });
  await act(anna, id, 'take');
  expect(await counters()).toEqual({ ...none, mine: 1, mineUnread: 1, all: none.all + 1 });
  await act(anna, id, 'end');
  expect(await counters()).toEqual({ ...none, closed: none.closed + 1 });
});

test('conversations that came by an ad or a link are found by it (behaviour 27)', async () => {
  const came = async (referral: object | null) => {
    const { id } = await facts.conversation(page);
    const all =
      referral === null
        ? []
        : [{ source: null, ref: null, adId: null, adTitle: null, at: '2026-11-20T12:00:00Z', ...referral }];
    await door.db
      .updateTable('conversation')
      .set({ referrals: JSON.stringify(all) })
      .where('id', '=', id)
      .execute();
    return id;
  };
  const [spring, ad] = [
    await came({ source: 'SHORTLINK', ref: 'spring' }),
    await came({ source: 'ADS', adId: '77' }),
  ];
  await came(null);
  const found = async (who: DeskPerson, referral: string) => {
    const { body } = await who.ask('GET', `/api/conversations?page=${page}&referral=${referral}`);
    return body.items.map(({ id }: { id: string }) => id).toSorted();
  };
  expect(await found(maya, 'any')).toEqual([spring, ad].toSorted());
  expect(await found(maya, 'spring')).toEqual([spring]);
  expect(await found(maya, '77')).toEqual([ad]);
  expect(await found(maya, 'ADS')).toEqual([ad]);
  expect(await found(maya, 'autumn')).toEqual([]);
  expect(await found(stranger, 'any')).toEqual([]);
});

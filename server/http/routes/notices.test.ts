import { beforeEach, expect, test } from 'vitest';
import { tellUnstaffed } from '../../desk/automation/watch-queue.ts';
import { change, type Context } from '../../desk/context.ts';
import { tellPeople } from '../../desk/notices/tell.ts';
import { keepWatch } from '../../desk/promises/watch.ts';
import { keptFor } from '../../jobs/housekeeping.ts';
import { pruneNotices } from '../../store/notices.ts';
import { deskFacts } from '../../testing/desk-facts.ts';
import { useDeskDoor, type DeskPerson } from '../../testing/desk-door.ts';
import { useTeamAtWork } from '../../testing/team-at-work.ts';

const door = useDeskDoor();
const facts = deskFacts(door);
const team = useTeamAtWork(door);

let sales: string;
let page: string;
let maya: DeskPerson;
let lead: DeskPerson;
let stranger: DeskPerson;

beforeEach(async () => {
  for (const table of ['notice', 'alert', 'departmentAlert', 'mail', 'offer'] as const)
    await door.db.deleteFrom(table).execute();
  await door.db.updateTable('conversation').set({ status: 'closed', closedAt: door.clock.now() }).execute();
  await door.db.updateTable('deskUser').set({ disabledAt: door.clock.now() }).execute();
  sales = await door.department();
  page = await facts.page(sales);
  maya = await door.person('agent', [sales], 'Maya');
  lead = await door.person('supervisor', [sales], 'Lena');
  stranger = await door.person('supervisor', [await door.department()], 'Sven');
});

const system = (): Context => ({ ...door, actor: { kind: 'system', name: 'clock' } });
const minutes = (some: number) => some * 60_000;
const box = async (who: DeskPerson) => (await who.ask('GET', '/api/me/notices')).body;
const abouts = async (who: DeskPerson) =>
  (await box(who)).items.map((one: { about: { kind: string } }) => one.about);
const tell = (who: DeskPerson, cause: string, conversationId: string) =>
  change(door, (story) =>
    tellPeople(door, story, [who.id], {
      ...{ cause, kind: 'trigger', conversationId },
      detail: { text: 'Look.', trigger: 'VIP' },
    }),
  );

test('nobody is there in hours: supervisors of the department are told in the app and by e-mail after a minute, again each half hour (K10)', async () => {
  const { id } = await facts.conversation(page, { waitingSince: door.clock.now() });
  const look = async (afterMs: number) => {
    door.clock.advance(afterMs);
    await tellUnstaffed(system());
    const mails = await door.db.selectFrom('mail').select('address').execute();
    const mine = mails.filter(({ address }) => address === lead.email).length;
    return [(await box(lead)).items.length, mine];
  };
  expect(await look(minutes(1) - 1)).toEqual([0, 0]);
  expect(await look(1)).toEqual([1, 1]);
  expect(await look(minutes(29))).toEqual([1, 1]);
  expect(await look(minutes(1))).toEqual([2, 2]);
  expect((await abouts(lead))[0]).toMatchObject({
    kind: 'customers-wait',
    department: { id: sales },
    waiting: 1,
  });
  expect((await box(lead)).unread).toBe(2);
  expect(await facts.heard('notices.changed', lead.id)).toBe(2);
  for (const other of [maya, stranger]) expect(await abouts(other)).toEqual([]);
  await team.comes(maya);
  expect(await look(minutes(60))).toEqual([2, 2]);
  await team.leaves(maya);
  await maya.ask('POST', `/api/conversations/${id}/take`);
  expect(await look(minutes(60))).toEqual([2, 2]);
});

test('the last one who was there has gone, and what nobody took, are told once to those who lead (K10, K27)', async () => {
  await team.comes(maya);
  const { id } = await facts.conversation(page, { waitingSince: door.clock.now() });
  for (let n = 0; n < 3; n++) {
    await door.db
      .insertInto('offer')
      .values({
        ...{ id: door.newId(), conversationId: id, userId: maya.id, units: 20, state: 'missed' as const },
        ...{ offeredAt: door.clock.now(), expiresAt: door.clock.now(), endedAt: door.clock.now() },
      })
      .execute();
  }
  await keepWatch(system());
  await keepWatch(system());
  expect(await abouts(lead)).toMatchObject([{ kind: 'declined', conversation: { id }, times: 3 }]);
  door.clock.advance(minutes(1));
  await team.leaves(maya);
  await keepWatch(system());
  await keepWatch(system());
  // Everybody is of the default department, which has nobody any more either.
  const ofSales = (await abouts(lead)).filter(({ department }: { department?: { id: string } }) =>
    [undefined, sales].includes(department?.id),
  );
  expect(ofSales.map(({ kind }: { kind: string }) => kind)).toEqual(['nobody-there', 'declined']);
  expect(
    (await abouts(stranger)).map(({ department }: { department: { id: string } }) => department.id),
  ).not.toContain(sales);
});

test('a notice is told once per cause, is read by whose it is alone, and counts until then', async () => {
  const { id } = await facts.conversation(page, { contactName: 'Elena' });
  await tell(lead, 'one', id);
  await tell(lead, 'one', id);
  await tell(lead, 'two', id);
  await tell(maya, 'one', id);
  const { items, unread } = await box(lead);
  expect([items.length, unread]).toEqual([2, 2]);
  expect(items[0].about).toMatchObject({
    text: 'Look.',
    trigger: 'VIP',
    conversation: { id, name: 'Elena' },
  });
  await maya.ask('POST', '/api/me/notices/read', { ids: items.map((one: { id: string }) => one.id) });
  expect((await box(lead)).unread).toBe(2);
  const read = await lead.ask('POST', '/api/me/notices/read', { ids: [items[0].id] });
  expect(read.body).toMatchObject({ unread: 1 });
  expect((await lead.ask('POST', '/api/me/notices/read', {})).body.unread).toBe(0);
  const wrong = await lead.ask('POST', '/api/me/notices/read', { ids: ['x'] });
  expect([wrong.status, wrong.body.error.data.field]).toEqual([400, 'ids.0']);
});

test('of a conversation that somebody may not see any more they are not told, and what is old is forgotten', async () => {
  const { id } = await facts.conversation(page);
  await tell(maya, 'one', id);
  expect(await abouts(maya)).toHaveLength(1);
  const elsewhere = await door.department();
  await door.db.updateTable('conversation').set({ departmentId: elsewhere }).where('id', '=', id).execute();
  expect(await box(maya)).toEqual({ items: [], unread: 0 });
  const before = new Date(door.clock.now().getTime() - keptFor.notices);
  expect(await pruneNotices(door.db, before)).toBe(0);
  expect(await pruneNotices(door.db, new Date(door.clock.now().getTime() + 1))).toBe(1);
});

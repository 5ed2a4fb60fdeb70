import { beforeAll, expect, test } from 'vitest';
import { createUuidV7 } from '../../kit/uuidv7.ts';
import { insertDepartment } from '../../store/departments.ts';
import { beatProcess } from '../../store/processes.ts';
import { deskFacts } from '../../testing/desk-facts.ts';
import { useOpenDesk } from '../../testing/open-desk.ts';
import type { Context } from '../context.ts';
import { keepDesks } from '../presence/desks.ts';
import { acceptOffer, rejectOffer } from './answer-offer.ts';
import { distribute } from './distribute.ts';
import { listOffers } from './list-offers.ts';
import { takeConversation } from '../conversations/take.ts';

const desk = useOpenDesk();
const facts = deskFacts(desk);
const agents: Extract<Context['actor'], { kind: 'user' }>[] = [];
const conversations: string[] = [];
const places = 3;

/** A process of its own on the same database: it shares nothing with the other but the rows. */
const server = (actor: Context['actor'] = { kind: 'system', name: 'Pagedesk' }): Context => ({
  ...{ db: desk.db, clock: desk.clock, bell: desk.bell },
  newId: createUuidV7(desk.clock),
  actor,
});

beforeAll(async () => {
  const now = desk.clock.now();
  const [departmentId, processId] = [desk.newId(), desk.newId()];
  await beatProcess(desk.db, { id: processId, startedAt: now, runsWorker: true }, now);
  await insertDepartment(desk.db, { id: departmentId, name: 'Sales', color: 1, createdAt: now });
  for (let n = 0; n < 100; n += 1) {
    const userId = desk.newId();
    const row = { id: userId, email: `${n}@desk.example`, name: `Agent ${n}`, passwordHash: 'x' };
    await desk.db
      .insertInto('deskUser')
      .values({ ...row, role: 'agent', capacityUnits: places * 20, disabledAt: null, createdAt: now })
      .execute();
    await desk.db.insertInto('departmentMember').values({ departmentId, userId }).execute();
    agents.push({ kind: 'user', userId, name: row.name, role: 'agent', departmentIds: [departmentId] });
  }
  await keepDesks(
    desk,
    agents.map(({ userId }) => ({ id: desk.newId(), processId, userId, viewing: null, openedAt: now })),
  );
  const page = await facts.page(departmentId);
  await desk.db
    .updateTable('workStream')
    .set({ settings: JSON.stringify({ mode: 'push', selfAssign: 'with-room' }) })
    .execute();
  for (let n = 0; n < 400; n += 1) {
    conversations.push((await facts.conversation(page, { waitingSince: now })).id);
  }
});

test('two servers and a hundred agents at once: nobody gets more than they can hold, nothing goes to two (behaviours 100)', async () => {
  const servers = [server(), server()];
  const answer = async (actor: (typeof agents)[number], n: number) => {
    const ctx = server(actor);
    for (const offer of await listOffers(ctx)) {
      const act = n % 7 === 0 ? rejectOffer(ctx, offer.id) : acceptOffer(ctx, offer.id);
      // Somebody else may have been faster, or it is taken back.
      await act.catch(() => {});
    }
    const any = conversations[(n * 37) % conversations.length] ?? '';
    await takeConversation(ctx, any).catch(() => {});
  };
  for (let n = 0; n < 6; n += 1) {
    await Promise.all([
      ...servers.map((ctx) => distribute(ctx)),
      ...agents.map((actor, index) => answer(actor, n * 100 + index)),
      ...servers.map((ctx) => distribute(ctx)),
    ]);
    const held = await desk.db
      .selectFrom('conversation')
      .select(['assigneeId', (eb) => eb.fn.countAll<number>().as('count')])
      .where('assigneeId', 'is not', null)
      .groupBy('assigneeId')
      .execute();
    expect(Math.max(0, ...held.map(({ count }) => count))).toBeLessThanOrEqual(places);
  }
  const rows = await desk.db.selectFrom('conversation').select(['status', 'assigneeId']).execute();
  const given = rows.filter(({ assigneeId }) => assigneeId !== null);
  expect(given.every(({ status }) => status === 'active')).toBe(true);
  // Every place is filled or reserved in the end: nothing was left over for fear of the race.
  const running = await desk.db
    .selectFrom('offer')
    .select('conversationId')
    .where('state', '=', 'offered')
    .execute();
  expect(given.length + running.length).toBe(agents.length * places);
  expect(new Set(running.map(({ conversationId }) => conversationId)).size).toBe(running.length);
  const accepted = await desk.db
    .selectFrom('offer')
    .select('conversationId')
    .where('state', '=', 'accepted')
    .execute();
  expect(new Set(accepted.map(({ conversationId }) => conversationId)).size).toBe(accepted.length);
});

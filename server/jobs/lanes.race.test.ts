import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { sql } from 'kysely';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openDatabase } from '../store/db.ts';
import { takeLanes } from '../store/inbound-queue.ts';
import { saveProfile } from '../store/profiles.ts';
import { facebookPage, meta, useIntake } from '../testing/intake.ts';
import { secrets } from '../testing/secrets.ts';
import { applyNextBatch } from './apply-inbound.ts';

const intake = useIntake();
beforeAll(() => intake.page(facebookPage));
beforeEach(async () => {
  await sql`truncate delivery, inbound_event, set_aside, message, conversation, contact, job, live_event, early_mark, attachment, message_reaction, upload cascade`.execute(
    intake.db,
  );
});

const deps = () => ({
  db: intake.db,
  clock: intake.clock,
  bell: intake.bell,
  newId: intake.newId,
  secrets,
  onFailure: (error: unknown) => {
    throw error;
  },
});
const all = { events: 500, lanes: 64, startAt: 0 };
const messages = () =>
  intake.db
    .selectFrom('message')
    .innerJoin('contact', 'contact.id', 'message.contactId')
    .select(['psid', 'text'])
    .orderBy('message.id')
    .execute();

test('two identical deliveries applied at once on two connections make one message (behaviour 10)', async () => {
  for (let round = 0; round < 10; round++) {
    const message = meta.message(`m${round}`, `${round}`, round, { psid: '28' });
    await Promise.all([intake.deliver(message), intake.deliver(message)]);
    await Promise.all([
      applyNextBatch(deps(), all),
      applyNextBatch(deps(), all),
      applyNextBatch(deps(), all),
    ]);
    await intake.apply();
  }
  expect((await messages()).map((m) => m.text)).toEqual(Array.from({ length: 10 }, (_, i) => String(i)));
  const conversations = await intake.db.selectFrom('conversation').select('unreadCount').execute();
  expect(conversations).toEqual([{ unreadCount: 10 }]);
});

test('two first messages of a new person, applied at once, make one contact and one conversation (behaviour 17)', async () => {
  for (let round = 0; round < 10; round++) {
    const psid = `29${round}`;
    await intake.deliver(
      meta.message(`a${round}`, 'a', 1, { psid }),
      meta.message(`b${round}`, 'b', 2, { psid }),
    );
    await Promise.all([
      applyNextBatch(deps(), { ...all, events: 1 }),
      applyNextBatch(deps(), { ...all, events: 1 }),
    ]);
    await intake.apply();
  }
  expect(await intake.db.selectFrom('contact').select('id').execute()).toHaveLength(10);
  expect(await intake.db.selectFrom('conversation').select('id').execute()).toHaveLength(10);
  expect(await messages()).toHaveLength(20);
});

test('a lane is held by one at a time, and free as soon as its holder’s connection is gone', async () => {
  await intake.deliver(meta.message('m1', 'x', 1, { psid: '28' }));
  const other = openDatabase(intake.database.connection, { maxConnections: 1 });
  const now = intake.clock.now();
  const take = { most: 64, startAt: 0, now };
  const trx = await other.db.startTransaction().execute();
  expect(await takeLanes(trx, take)).toHaveLength(1);
  expect(await applyNextBatch(deps(), all)).toMatchObject({ done: 0, lanes: 0 });
  await sql`select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and state = 'idle in transaction' and datname = current_database()`.execute(
    intake.db,
  );
  let done = 0;
  const startedAt = performance.now();
  while (done === 0 && performance.now() - startedAt < 5_000) ({ done } = await applyNextBatch(deps(), all));
  expect(done).toBe(1);
  await trx
    .rollback()
    .execute()
    .catch(() => undefined);
  await other.close();
});

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

/** Another process at work on the same database. */
async function startWorker(): Promise<ChildProcess> {
  const script = new URL('../testing/lanes-worker.ts', import.meta.url);
  const child = fork(script, [JSON.stringify(intake.database.connection)], { execArgv: ['--import', 'tsx'] });
  children.push(child);
  await once(child, 'message');
  return child;
}

test(
  'two processes share the work; one is killed in the middle, and everything is there once, in order (behaviour 14)',
  { timeout: 60_000 },
  async () => {
    const [first] = await Promise.all([startWorker(), startWorker()]);
    const people = 40;
    const each = 25;
    const bodies = Array.from({ length: each }, (_, n) =>
      Array.from({ length: people }, (_unused, p) =>
        meta.message(`m-${p}-${n}`, String(n), n, { psid: String(p) }),
      ),
    );
    let killed = false;
    for (const round of bodies) {
      await Promise.all(round.map((message) => intake.deliver(message)));
      const count = (await messages()).length;
      if (!killed && first && count > people * 3) {
        first.kill('SIGKILL');
        killed = true;
      }
    }
    const deadline = performance.now() + 30_000;
    while ((await intake.db.selectFrom('inboundEvent').select('id').execute()).length > 0) {
      if (performance.now() > deadline) throw new Error('The queue does not empty.');
    }
    const found = await messages();
    expect(found).toHaveLength(people * each);
    for (let p = 0; p < people; p++) {
      const own = found.filter((m) => m.psid === String(p)).map((m) => m.text);
      expect(own).toEqual(Array.from({ length: each }, (_, n) => String(n)));
    }
  },
);

test('names that come while the same people write never make the two wait for one another in a ring', async () => {
  const people = Array.from({ length: 30 }, (_, n) => `31${n}`);
  const write = (round: number) =>
    intake.deliver(...people.map((psid, n) => meta.message(`n${round}-${n}`, 'x', round, { psid })));
  await write(0);
  await intake.apply();
  const contacts = await intake.db.selectFrom('contact').select('id').execute();
  for (let round = 1; round <= 10; round++) {
    await write(round);
    await Promise.all([
      applyNextBatch(deps(), all),
      ...contacts.map(({ id }) =>
        intake.db
          .transaction()
          .execute((tx) => saveProfile(tx, id, { profileState: 'known', name: `Name ${round}` })),
      ),
    ]);
  }
  expect(await messages()).toHaveLength(people.length * 11);
});

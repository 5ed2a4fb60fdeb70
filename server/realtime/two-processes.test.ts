import { expect, test } from 'vitest';
import type { WebSocket } from 'ws';
import { serverFrame, type LiveEvent } from '../../contract/live-events.ts';
import { change } from '../desk/context.ts';
import { toActor } from '../desk/team/identify.ts';
import { createLogger } from '../kit/logger.ts';
import { openBell } from '../store/bell.ts';
import { openDatabase } from '../store/db.ts';
import { beatProcess } from '../store/processes.ts';
import { findSignedIn } from '../store/sessions.ts';
import { deskFacts } from '../testing/desk-facts.ts';
import { useDeskDoor, type DeskPerson } from '../testing/desk-door.ts';
import { CLOSE_OUTSIDE, Hub } from './hub.ts';

const door = useDeskDoor();
const facts = deskFacts(door);

/** A socket's end that hears everything at once: what stands between is the hub's business alone. */
function createEar() {
  const events: LiveEvent[] = [];
  let closed: { code: number; reason: string } | null = null;
  let wake = () => {};
  const socket = {
    bufferedAmount: 0,
    send(data: string | Buffer) {
      const frame = serverFrame.parse(JSON.parse(String(data)));
      if (frame.type === 'events') events.push(...frame.events);
      wake();
    },
    ping() {},
    close(code: number, reason: string) {
      closed = { code, reason };
      wake();
    },
    terminate() {},
  };
  return {
    // The hub uses these five of a WebSocket.
    socket: socket as unknown as WebSocket,
    setUnsent: (bytes: number) => (socket.bufferedAmount = bytes),
    events,
    async untilClosed() {
      while (closed === null) await new Promise<void>((resolve) => (wake = resolve));
      return closed;
    },
    async until(look: (events: LiveEvent[]) => boolean): Promise<void> {
      while (!look(events)) await new Promise<void>((resolve) => (wake = resolve));
    },
  };
}

async function startProcess() {
  const id = door.newId();
  const database = openDatabase(door.database.connection, { maxConnections: 4 });
  const bell = await openBell(database, door.database.connection, { processId: id, onError: () => {} });
  const ground = { db: database.db, clock: door.clock, bell, newId: door.newId };
  await beatProcess(database.db, { id, startedAt: door.clock.now(), runsWorker: false }, door.clock.now());
  const hub = new Hub({ ground, processId: id, log: createLogger({ level: 'silent', isPretty: false }) });
  await hub.start();
  return {
    hub,
    async join(who: DeskPerson, address = '127.0.0.1') {
      const [row] = await findSignedIn(database.db, [who.id], ground.clock.now());
      if (!row) throw new Error('There is no such person.');
      const { tokenHash } = await database.db
        .selectFrom('apiToken')
        .select('tokenHash')
        .where('userId', '=', who.id)
        .executeTakeFirstOrThrow();
      const ear = createEar();
      const identity = {
        actor: toActor(row),
        credential: tokenHash.toString('hex'),
        prolongedUntil: null,
        owesNotice: false,
        networks: [],
      };
      const listener = hub.join(ear.socket, { identity, address, cursor: null });
      return { ...ear, listener };
    },
    async stop() {
      await hub.stop();
      await bell.close();
      await database.close();
    },
  };
}

const isOf = (id: string) => (events: LiveEvent[]) =>
  events.some((event) => event.kind === 'conversation.changed' && event.conversation.id === id);
const presenceOf = (who: DeskPerson) => (events: LiveEvent[]) =>
  events.findLast((event) => event.kind === 'colleague.changed' && event.colleague.id === who.id);

test('desks of two processes hear the same, and see one another’s people come and go', async () => {
  const sales = await door.department();
  const [maya, jonas] = [await door.person('agent', [sales]), await door.person('agent', [sales])];
  const page = await facts.page(sales);
  const [one, two] = [await startProcess(), await startProcess()];
  const here = await one.join(maya);
  const there = await two.join(jonas);
  await here.until((events) => presenceOf(jonas)(events) !== undefined);

  const { id } = await facts.conversation(page);
  await maya.ask('POST', `/api/conversations/${id}/take`);
  await Promise.all([here.until(isOf(id)), there.until(isOf(id))]);

  // The other process goes: its people are gone with it, until they find another one.
  await two.stop();
  await here.until((events) => {
    const last = presenceOf(jonas)(events);
    return last?.kind === 'colleague.changed' && last.colleague.presence === 'offline';
  });
  await one.stop();
});

test('a socket that does not keep up is left out, and fetches anew when it has caught up', async () => {
  const sales = await door.department();
  const maya = await door.person('agent', [sales]);
  const page = await facts.page(sales);
  const process = await startProcess();
  const [slow, quick] = [await process.join(maya), await process.join(maya)];
  await Promise.all(
    [slow, quick].map((ear) => ear.until((events) => presenceOf(maya)(events) !== undefined)),
  );
  slow.setUnsent(2_000_000);
  const { id } = await facts.conversation(page);
  await maya.ask('POST', `/api/conversations/${id}/take`);
  await quick.until(isOf(id));
  expect(isOf(id)(slow.events)).toBe(false);

  await process.hub.beat();
  slow.setUnsent(0);
  const { sentCursor } = slow.listener;
  await process.hub.beat();
  expect(slow.listener.sentCursor).not.toBe(sentCursor);
  await maya.ask('POST', `/api/conversations/${id}/end`);
  await slow.until(isOf(id));
  await process.stop();
});

test('who sets the networks lets go of the sockets outside of them, on every server, and tells why (J12)', async () => {
  const sales = await door.department();
  const [maya, jonas] = [await door.person('agent', [sales]), await door.person('agent', [sales])];
  const admin = await door.person('administrator');
  const page = await facts.page(sales);
  const [one, two] = [await startProcess(), await startProcess()];
  const [inside, near, far] = [
    await one.join(maya, '203.0.113.9'),
    await one.join(jonas, '198.51.100.9'),
    await two.join(jonas, '2001:db8::9'),
  ];
  await inside.until((events) => presenceOf(jonas)(events) !== undefined);
  const set = (networks: string[]) =>
    door.ask(
      'PATCH',
      '/api/privacy/policy',
      { networks },
      { ...admin.headers, 'x-forwarded-for': '203.0.113.4' },
    );
  expect((await set(['203.0.113.0/24'])).status).toBe(200);
  const outside = {
    code: CLOSE_OUTSIDE,
    reason: 'The desk can only be used from the networks of your organisation.',
  };
  expect([await near.untilClosed(), await far.untilClosed()]).toEqual([outside, outside]);
  expect([one.hub.size, two.hub.size]).toEqual([1, 0]);

  const { id } = await facts.conversation(page);
  await change(door, async (story) =>
    story.announce({ kind: 'conversation.changed', subjectId: id, departments: [sales] }),
  );
  await inside.until(isOf(id));
  // Whoever was let in at the door a moment before finds out when they are taken in.
  const late = await two.join(jonas, '198.51.100.9');
  expect(await late.untilClosed()).toEqual(outside);
  expect((await set([])).status).toBe(200);
  await Promise.all([one.stop(), two.stop()]);
});

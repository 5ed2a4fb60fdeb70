import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket as NodeSocket, WebSocketServer } from 'ws';
import type { ConversationId } from '../../contract/ids.ts';
import type { LiveEvent, ServerFrame } from '../../contract/live-events.ts';
import { LiveConnection, retryDelayMs } from './live.ts';

describe('the wait before the next attempt', () => {
  it('doubles up to fifteen seconds', () => {
    const longest = [1, 2, 3, 4, 5, 6, 7, 20].map((attempt) => retryDelayMs(attempt, () => 1));
    expect(longest).toEqual([400, 800, 1_600, 3_200, 6_400, 12_800, 15_000, 15_000]);
  });

  it('is spread over its second half, so that desks do not come back as one', () => {
    expect(retryDelayMs(5, () => 0)).toBe(3_200);
    expect(retryDelayMs(5, () => 0.5)).toBe(4_800);
  });
});

/** A desk's end of the line: the sockets that came, with what they asked for and said. */
type Visit = {
  url: string;
  said: string[];
  tell(frame: ServerFrame): void;
  hangUp(): void;
  shutOut(reason: string): void;
};

let server: WebSocketServer;
let live: LiveConnection;
let comeBack: () => void;
let visits: Visit[];
let newVisit: (visit: Visit) => void;
let log: string[];
let heard: () => void;

beforeEach(async () => {
  visits = [];
  log = [];
  newVisit = () => {};
  heard = () => {};
  comeBack = () => {};
  server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
  server.on('connection', (socket, request) => {
    const said: string[] = [];
    socket.on('message', (data) => {
      said.push(String(data));
      heard();
    });
    const visit: Visit = {
      url: request.url ?? '',
      said,
      tell: (frame) => socket.send(JSON.stringify(frame)),
      hangUp: () => socket.terminate(),
      shutOut: (reason) => socket.close(4403, reason),
    };
    visits.push(visit);
    newVisit(visit);
  });
  const note = (line: string) => {
    log.push(line);
    heard();
  };
  live = new LiveConnection(
    {
      onEvents: (events) => note(`events ${events.map((event) => event.kind).join(' ')}`),
      onResync: () => note('resync'),
      onLost: (attempt) => note(`lost ${attempt}`),
    },
    {
      // The very interface of the browser's socket, spoken by the one of Node.
      open(path) {
        const { port } = server.address() as AddressInfo;
        const socket = new NodeSocket(`ws://127.0.0.1:${port}${path}`);
        // A browser tells of a broken attempt by `close` alone.
        socket.on('error', () => {});
        return socket as unknown as WebSocket;
      },
      onReturn: (listener) => {
        comeBack = listener;
        return () => {};
      },
    },
  );
});

afterEach(() => {
  live.stop();
  server.close();
});

const nextVisit = () =>
  new Promise<Visit>((resolve) => {
    newVisit = resolve;
  });

/** Waits until something is true that sockets make true. */
const until = (isTrue: () => boolean) =>
  new Promise<void>((resolve) => {
    const look = () => {
      if (isTrue()) resolve();
    };
    heard = look;
    look();
  });

const someEvents: LiveEvent[] = [{ kind: 'me.changed' }];

async function connect(): Promise<Visit> {
  const coming = nextVisit();
  live.start();
  const visit = await coming;
  visit.tell({ type: 'hello', cursor: 'at-7' });
  visit.tell({ type: 'events', cursor: 'at-8', events: someEvents });
  await until(() => log.length === 1);
  return visit;
}

describe('the live connection', () => {
  it('asks for everything new at first, and hands events on', async () => {
    const visit = await connect();
    expect(visit.url).toBe('/api/live');
    expect(log).toEqual(['events me.changed']);
    expect(live.getState()).toEqual({ status: 'online' });
  });

  it('goes on from its cursor after a loss, and fetches nothing anew', async () => {
    const visit = await connect();
    const coming = nextVisit();
    visit.hangUp();
    await until(() => log.includes('lost 1'));
    expect(live.getState()).toMatchObject({ status: 'waiting', attempt: 1 });
    comeBack();
    const again = await coming;
    expect(again.url).toBe('/api/live?cursor=at-8');
    again.tell({ type: 'hello', cursor: 'at-8' });
    again.tell({ type: 'events', cursor: 'at-9', events: someEvents });
    await until(() => log.length === 3);
    expect(log).toEqual(['events me.changed', 'lost 1', 'events me.changed']);
  });

  it('says in the server’s words why it may not listen from here, until it may (J12)', async () => {
    const visit = await connect();
    const refusal = 'The desk can only be used from the networks of your organisation.';
    visit.shutOut(refusal);
    await until(() => log.includes('lost 1'));
    expect(live.getState()).toMatchObject({ status: 'waiting', refusal });
    const coming = nextVisit();
    comeBack();
    (await coming).hangUp();
    await until(() => log.includes('lost 2'));
    expect(live.getState()).toMatchObject({ status: 'waiting', refusal });
    const inside = nextVisit();
    comeBack();
    const again = await inside;
    again.tell({ type: 'hello', cursor: 'at-8' });
    again.tell({ type: 'events', cursor: 'at-9', events: someEvents });
    await until(() => log.length === 4);
    again.hangUp();
    await until(() => log.length === 5);
    expect(live.getState()).toMatchObject({ status: 'waiting', refusal: null });
  });

  it('comes back by itself', async () => {
    const visit = await connect();
    const coming = nextVisit();
    visit.hangUp();
    expect((await coming).url).toBe('/api/live?cursor=at-8');
  });

  it('fetches everything anew when the server no longer knows its cursor, and goes on from the new one', async () => {
    const visit = await connect();
    visit.tell({ type: 'resync', cursor: 'at-900' });
    await until(() => log.includes('resync'));
    const coming = nextVisit();
    visit.hangUp();
    expect((await coming).url).toBe('/api/live?cursor=at-900');
  });

  it('says again which conversation is open, to every socket', async () => {
    const visit = await connect();
    const conversationId = '01990000-0000-7000-8000-000000000001' as ConversationId;
    live.view(conversationId);
    const viewing = JSON.stringify({ type: 'viewing', conversationId });
    await until(() => visit.said.includes(viewing));
    const coming = nextVisit();
    visit.hangUp();
    const again = await coming;
    again.tell({ type: 'hello', cursor: 'at-8' });
    await until(() => again.said.includes(viewing));
  });

  it('forgets its cursor when it stops: the next user hears another stream', async () => {
    await connect();
    live.stop();
    const coming = nextVisit();
    live.start();
    expect((await coming).url).toBe('/api/live');
  });
});

import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll } from 'vitest';
import { WebSocket } from 'ws';
import { serverFrame, type LiveEvent, type ServerFrame } from '../../contract/live-events.ts';
import { createGate } from '../http/session.ts';
import { createLogger } from '../kit/logger.ts';
import { Hub } from '../realtime/hub.ts';
import { openLiveDoor } from '../realtime/socket.ts';
import { beatProcess } from '../store/processes.ts';
import type { DeskDoor, DeskPerson } from './desk-door.ts';

/** A browser's end of a live socket: keeps every frame, and waits for those still to come. */
export class LiveClient {
  readonly frames: ServerFrame[] = [];
  readonly socket: WebSocket;
  closedWith: number | null = null;
  #waiting: (() => void)[] = [];

  constructor(url: string, headers: Record<string, string>) {
    this.socket = new WebSocket(url, { headers });
    this.socket.on('message', (data) => {
      // Whatever the server sends must keep the contract.
      this.frames.push(serverFrame.parse(JSON.parse(String(data))));
      this.#wake();
    });
    this.socket.on('close', (code) => {
      this.closedWith = code;
      this.#wake();
    });
    this.socket.on('error', () => undefined);
  }

  get events(): LiveEvent[] {
    return this.frames.flatMap((frame) => (frame.type === 'events' ? frame.events : []));
  }

  get cursor(): string {
    const cursors = this.frames.flatMap((frame) => ('cursor' in frame ? [frame.cursor] : []));
    return cursors.at(-1) ?? '';
  }

  /** Waits until `look` answers something, looking again at every frame. The test's own time limit bounds it. */
  async until<T>(look: (client: LiveClient) => T | undefined | false | null): Promise<T> {
    for (;;) {
      const found = look(this);
      if (found) return found;
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  hello(): Promise<ServerFrame> {
    return this.until(({ frames }) => frames.find((frame) => frame.type === 'hello'));
  }

  send(frame: unknown): void {
    this.socket.send(JSON.stringify(frame));
  }

  async close(): Promise<void> {
    this.socket.close();
    await this.until((client) => client.closedWith !== null);
  }

  #wake(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}

export interface LiveDoor {
  readonly hub: Hub;
  readonly processId: string;
  /** Opens a socket as this person. */
  listen(who: DeskPerson, cursor?: string): LiveClient;
  connect(headers: Record<string, string>, path?: string): LiveClient;
}

/** The desk's door with a hub behind it, on a port of its own. */
export function useLiveDoor(door: DeskDoor): LiveDoor {
  let hub: Hub | undefined;
  let url = '';
  const processId = door.newId();
  const clients: LiveClient[] = [];
  let closeDoor = () => {};

  beforeAll(async () => {
    const ground = { db: door.db, clock: door.clock, bell: door.bell, newId: door.newId };
    const log = createLogger({ level: 'silent', isPretty: false });
    await beatProcess(
      door.db,
      { id: processId, startedAt: door.clock.now(), runsWorker: false },
      door.clock.now(),
    );
    hub = new Hub({ ground, processId, log });
    await hub.start();
    await door.app.listen({ port: 0, host: '127.0.0.1' });
    const gate = createGate({ db: door.db, clock: door.clock }, 'http://desk.test');
    closeDoor = openLiveDoor({ server: door.app.server, hub, gate, log }).close;
    url = `ws://127.0.0.1:${(door.app.server.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    for (const client of clients) client.socket.terminate();
    await hub?.stop();
    closeDoor();
  });

  const connect: LiveDoor['connect'] = (headers, path = '/api/live') => {
    const client = new LiveClient(`${url}${path}`, headers);
    clients.push(client);
    return client;
  };
  return {
    get hub() {
      if (!hub) throw new Error('The hub runs in tests and hooks only.');
      return hub;
    },
    processId,
    connect,
    listen: (who, cursor) =>
      connect(
        who.headers,
        cursor === undefined ? undefined : `/api/live?cursor=${encodeURIComponent(cursor)}`,
      ),
  };
}

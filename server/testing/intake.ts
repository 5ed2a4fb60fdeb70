import { afterAll, beforeAll } from 'vitest';
import { splitEnvelope } from '../facebook/webhook/envelope.ts';
import { createLanes, type Lanes } from '../jobs/lanes.ts';
import { openDatabase, type Database } from '../store/db.ts';
import { createDeliveryWriter, type DeliveryWriter } from '../store/deliveries.ts';
import { useOpenDesk, type OpenDesk } from './open-desk.ts';
import { secrets } from './secrets.ts';

/** What a customer does, or what Facebook tells about it, at `seconds` after noon. */
type Item = Record<string, unknown>;

export interface Intake extends OpenDesk {
  /** A page connected through the app `9001`, in the default department. */
  page(facebookId: string, more?: { reopenHours?: number }): Promise<string>;
  /** Writes deliveries to the journal, one item each unless it is a whole body. */
  deliver(...items: (Item | Buffer)[]): Promise<void>;
  /** Applies all that waits. @returns how many events. */
  apply(): Promise<number>;
  /** Delivers and applies. */
  tell(...items: Item[]): Promise<void>;
  readonly failures: unknown[];
  readonly writer: DeliveryWriter;
}

/** What a test wants to know of one person's only conversation. */
export async function readConversation(intake: Intake, pageId: string, psid = '28') {
  const contact = await intake.db
    .selectFrom('contact')
    .selectAll()
    .where('pageId', '=', pageId)
    .where('psid', '=', psid)
    .executeTakeFirstOrThrow();
  const conversations = await intake.db
    .selectFrom('conversation')
    .selectAll()
    .where('contactId', '=', contact.id)
    .orderBy('openedAt')
    .execute();
  const messages = await intake.db
    .selectFrom('message')
    .selectAll()
    .where('contactId', '=', contact.id)
    .orderBy('at')
    .orderBy('id')
    .execute();
  const attachments = await intake.db
    .selectFrom('attachment')
    .innerJoin('message', 'message.id', 'attachment.messageId')
    .selectAll('attachment')
    .where('message.contactId', '=', contact.id)
    .orderBy('message.at')
    .orderBy('attachment.position')
    .execute();
  const [conversation] = conversations;
  if (!conversation) throw new Error('This person has no conversation.');
  return { contact, conversation, conversations, messages, attachments };
}

export const noonMs = Date.UTC(2026, 10, 20, 12);
/** So many seconds after noon of the clock's day, in Meta's milliseconds. */
export const at = (seconds: number) => noonMs + Math.round(seconds * 1_000);
export const appId = '9001';

/** A desk with the journal and the lanes of a real one. Call it at the top of the file. */
export function useIntake(): Intake {
  const desk = useOpenDesk();
  const failures: unknown[] = [];
  const metaAppId = desk.newId();
  let open: { database: Database; writer: DeliveryWriter; lanes: Lanes } | undefined;
  const must = () => {
    if (!open) throw new Error('Intake is open in tests and hooks only.');
    return open;
  };

  beforeAll(async () => {
    const database = openDatabase(desk.database.connection, { maxConnections: 2 });
    const writer = createDeliveryWriter(database, { clock: desk.clock });
    const lanes = createLanes({
      connection: desk.database.connection,
      clock: desk.clock,
      bell: desk.bell,
      newId: desk.newId,
      secrets,
      onFailure: (error) => failures.push(error),
      onError: (error) => failures.push(error),
    });
    open = { database, writer, lanes };
    await desk.db
      .insertInto('metaApp')
      .values({
        id: metaAppId,
        appKey: 'key',
        name: 'App',
        appId,
        appSecretSealed: 's',
        verifyToken: 'v',
        createdAt: desk.clock.now(),
      })
      .execute();
  });
  afterAll(async () => {
    await open?.lanes.stop();
    await open?.database.close();
  });

  const deliver = async (...items: (Item | Buffer)[]) => {
    const bodies = items.map((item) =>
      Buffer.isBuffer(item) ? item : Buffer.from(JSON.stringify(bodyOf(item))),
    );
    // One after another, so that the order of the items is the order of arrival.
    for (const body of bodies) await must().writer.write({ metaAppId, body, events: eventsOf(body) });
  };
  return {
    database: desk.database,
    clock: desk.clock,
    newId: desk.newId,
    get db() {
      return desk.db;
    },
    get bell() {
      return desk.bell;
    },
    get writer() {
      return must().writer;
    },
    failures,
    deliver,
    apply: () => must().lanes.runOnce(),
    async tell(...items) {
      await deliver(...items);
      await must().lanes.runOnce();
    },
    async page(facebookId, { reopenHours = 72 } = {}) {
      const id = desk.newId();
      const department = await desk.db
        .selectFrom('department')
        .select('id')
        .where('isDefault', '=', true)
        .executeTakeFirstOrThrow();
      const now = desk.clock.now();
      await desk.db
        .insertInto('page')
        .values({
          id,
          metaAppId,
          facebookId,
          name: `Page ${facebookId}`,
          departmentId: department.id,
          tokenSealed: 't',
          state: 'connected',
          stateReason: null,
          stateSince: now,
          settings: JSON.stringify({ life: { reopenHours } }),
          lastWebhookAt: null,
          sendPausedUntil: null,
          createdAt: now,
        })
        .execute();
      return id;
    },
  };
}

function bodyOf(item: Item): object {
  if ('object' in item) return item;
  const { standby, ...rest } = item;
  const { sender, recipient } = rest as { sender: { id: string }; recipient: { id: string } };
  const isEcho = (rest['message'] as { is_echo?: boolean } | undefined)?.is_echo === true;
  const id = isEcho ? sender.id : recipient.id;
  return {
    object: 'page',
    entry: [{ id, time: at(0), [standby === true ? 'standby' : 'messaging']: [rest] }],
  };
}

function eventsOf(body: Buffer) {
  const envelope = splitEnvelope(body);
  if (!envelope.ok || envelope.object !== 'page') {
    const list = envelope.ok ? ('other-object' as const) : ('body' as const);
    return [{ facebookPageId: null, personKey: '', list, entryIndex: 0, itemIndex: 0 }];
  }
  return envelope.items.map(({ pageId, personKey, position }) => ({
    facebookPageId: pageId,
    personKey,
    list: position.list,
    entryIndex: position.entry,
    itemIndex: position.index,
  }));
}

export const facebookPage = '700100200300401';

interface Who {
  psid?: string;
  page?: string;
}
const fromPerson = (seconds: number, { psid = '28', page = facebookPage }: Who = {}) => ({
  sender: { id: psid },
  recipient: { id: page },
  timestamp: at(seconds),
});

/** Items in Meta's shapes, by one person to one page unless said otherwise. */
export const meta = {
  message: (mid: string, text: string | null, seconds: number, who?: Who, more: Item = {}): Item => ({
    ...fromPerson(seconds, who),
    message: { mid, ...(text === null ? {} : { text }), ...more },
  }),
  echo: (mid: string, text: string | null, seconds: number, who: Who = {}, more: Item = {}): Item => ({
    sender: { id: who.page ?? facebookPage },
    recipient: { id: who.psid ?? '28' },
    timestamp: at(seconds),
    message: { mid, ...(text === null ? {} : { text }), is_echo: true, ...more },
  }),
  postback: (
    mid: string | null,
    title: string,
    payload: string,
    seconds: number,
    who?: Who,
    more: Item = {},
  ): Item => ({
    ...fromPerson(seconds, who),
    postback: { ...(mid === null ? {} : { mid }), title, payload, ...more },
  }),
  reaction: (mid: string, emoji: string | null, seconds: number, who?: Who): Item => ({
    ...fromPerson(seconds, who),
    reaction:
      emoji === null ? { mid, action: 'unreact' } : { mid, action: 'react', reaction: 'other', emoji },
  }),
  edit: (mid: string, text: string, number: number, seconds: number, who?: Who): Item => ({
    ...fromPerson(seconds, who),
    message_edit: { mid, text, num_edit: number },
  }),
  unsend: (mid: string, seconds: number, who?: Who): Item => ({
    ...fromPerson(seconds, who),
    message: { mid, is_deleted: true },
  }),
  delivery: (watermarkSeconds: number, mids: string[] = [], who?: Who): Item => {
    const { timestamp: _, ...base } = fromPerson(0, who);
    return { ...base, delivery: { watermark: at(watermarkSeconds), ...(mids.length > 0 ? { mids } : {}) } };
  },
  read: (watermarkSeconds: number, who?: Who): Item => ({
    ...fromPerson(watermarkSeconds, who),
    read: { watermark: at(watermarkSeconds) },
  }),
  referral: (ref: string, seconds: number, who?: Who): Item => ({
    ...fromPerson(seconds, who),
    referral: { ref, source: 'SHORTLINK', type: 'OPEN_THREAD' },
  }),
};

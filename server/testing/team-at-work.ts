import { beforeAll } from 'vitest';
import type { Context } from '../desk/context.ts';
import { distribute } from '../desk/distribution/distribute.ts';
import { applyEvents } from '../desk/inbound/apply-events.ts';
import { closeDesk, keepDesks } from '../desk/presence/desks.ts';
import { parseItem } from '../facebook/webhook/parse.ts';
import { findPages } from '../store/inbound-facts.ts';
import { beatProcess } from '../store/processes.ts';
import type { OpenDesk } from './open-desk.ts';
import { secrets } from './secrets.ts';

/** People who come to their desks and leave, customers who write, and what is distributed between them. */
export interface TeamAtWork {
  comes(...people: readonly { id: string }[]): Promise<void>;
  leaves(person: { id: string }): Promise<void>;
  /** Somebody writes to a page of `deskFacts`, as Facebook tells it. @returns the conversation's id. */
  writes(psid: string, pageId: string): Promise<string>;
  /** What other tests left waiting or in hand is over, and nothing is offered. */
  endsAll(): Promise<void>;
  /** One round of distribution. */
  round(): Promise<void>;
  /** The desk itself. */
  system(): Context;
}

/** Call it at the top of the file. */
export function useTeamAtWork(desk: OpenDesk): TeamAtWork {
  const processId = desk.newId();
  const open = new Map<string, string>();
  const system = (): Context => ({ ...desk, actor: { kind: 'system', name: 'Pagedesk' } });

  beforeAll(async () => {
    const now = desk.clock.now();
    await beatProcess(desk.db, { id: processId, startedAt: now, runsWorker: true }, now);
  });

  return {
    system,
    async comes(...people) {
      const rows = people.map(({ id: userId }) => {
        const id = desk.newId();
        open.set(userId, id);
        return { id, processId, userId, viewing: null, openedAt: desk.clock.now() };
      });
      await keepDesks(desk, rows);
    },
    async leaves({ id }) {
      await closeDesk(desk, open.get(id) ?? '');
      open.delete(id);
    },
    async writes(psid, pageId) {
      const facebookId = `page-${pageId}`;
      const now = desk.clock.now();
      const item = {
        ...{ sender: { id: psid }, recipient: { id: facebookId }, timestamp: now.getTime() },
        message: { mid: desk.newId(), text: 'Hello' },
      };
      const events = parseItem(item, { pageId: facebookId, list: 'messaging', entryTime: null });
      await desk.db.transaction().execute(async (tx) => {
        const pages = new Map((await findPages(tx, [facebookId])).map((one) => [one.facebookId, one]));
        const told = events.map((event) => ({ event, receivedAt: now }));
        await applyEvents({ tx, now, newId: desk.newId, secrets }, pages, told);
      });
      const row = await desk.db
        .selectFrom('conversation as c')
        .innerJoin('contact as k', 'k.id', 'c.contactId')
        .select('c.id')
        .where('k.psid', '=', psid)
        .where('c.pageId', '=', pageId)
        .where('c.status', '<>', 'closed')
        .executeTakeFirstOrThrow();
      return row.id;
    },
    async endsAll() {
      await desk.db.deleteFrom('offer').execute();
      await desk.db
        .updateTable('conversation')
        .set({ status: 'closed', closedAt: desk.clock.now() })
        .where('status', '<>', 'closed')
        .execute();
    },
    async round() {
      while ((await distribute(system())).isFull);
    },
  };
}

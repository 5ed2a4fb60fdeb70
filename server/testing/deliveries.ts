import type { Failure, WriteMessage } from '../../contract/messages.ts';
import { writeMessage } from '../desk/messages/reply.ts';
import type { Graph } from '../facebook/graph/client.ts';
import type { Chat, MessengerDesk } from './messenger-desk.ts';

/** For tests of how replies leave: what is written, what became of it, and a Facebook that does as told. */
export function deliveriesOf(desk: MessengerDesk) {
  const rowOf = async (id: string | undefined) => {
    const row = await desk.db
      .selectFrom('message')
      .selectAll()
      .where('id', '=', id ?? '')
      .executeTakeFirstOrThrow();
    return { ...row, failure: row.failure as Failure | null };
  };
  return {
    rowOf,
    statusesOf: (ids: string[]) => Promise.all(ids.map(async (id) => (await rowOf(id)).status)),
    textsOf: async (chat: Chat) => (await chat.received()).map((message) => message.text),
    pageRow: (id: string) =>
      desk.db.selectFrom('page').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
    fault: (body: object) => desk.control('POST', '/faults', body),

    /** Takes back every fault, and all that is left to do. */
    async forget() {
      await desk.control('DELETE', '/faults');
      await desk.db.deleteFrom('job').execute();
    },

    /** A reply of somebody who leads. @returns the ids of its messages. */
    async answer(chat: Chat, text: string, more: Partial<WriteMessage> = {}): Promise<string[]> {
      const user = await desk.user('supervisor');
      const input = { clientId: crypto.randomUUID(), kind: 'reply' as const, text, ...more };
      return (await writeMessage(desk.as(user), chat.id, input)).messageIds;
    },

    /** A Graph whose sends do as told; everything else goes to the sandbox. */
    graphWhoseSends(behave: (send: () => Promise<unknown>) => Promise<unknown>): Graph {
      return {
        ...desk.graph,
        call: (request) => {
          const send = () => desk.graph.call(request);
          // What the test returns in place of Meta's answer has its shape.
          return (request.method === 'POST' ? behave(send) : send()) as ReturnType<Graph['call']>;
        },
      };
    },
  };
}

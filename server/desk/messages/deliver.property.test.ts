import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Graph } from '../../facebook/graph/client.ts';
import { GraphUnreachable } from '../../facebook/graph/error.ts';
import { useMessengerDesk } from '../../testing/messenger-desk.ts';
import { Problem } from '../problems.ts';
import { writeMessage } from './reply.ts';

const desk = useMessengerDesk();
const hourMs = 3_600_000;

type Step =
  | { do: 'wait'; hours: number }
  | { do: 'customer-writes' }
  | { do: 'agent-replies' }
  | { do: 'rule-writes' }
  | { do: 'permission'; granted: boolean }
  | { do: 'faults'; count: number }
  | { do: 'work' };

const step: fc.Arbitrary<Step> = fc.oneof(
  // The borders are the interesting times.
  fc.record({ do: fc.constant('wait'), hours: fc.constantFrom(0.01, 1, 23, 24, 25, 144, 168) }),
  { weight: 2, arbitrary: fc.record({ do: fc.constant('customer-writes') }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('agent-replies') }) },
  fc.record({ do: fc.constant('rule-writes') }),
  fc.record({ do: fc.constant('permission'), granted: fc.boolean() }),
  fc.record({ do: fc.constant('faults'), count: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ do: fc.constant('work') }),
);

test('no history of waiting, writing, faults and permissions leads to a send outside of the policy (behaviours 60 to 66)', async () => {
  const user = await desk.user('supervisor');
  const page = await desk.page();
  let sentInAll = 0;

  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
      // What waits for a retry belongs to another history.
      await desk.db.deleteFrom('job').execute();
      const chat = await desk.chat({ page, wroteAgoMs: null });
      const facts = { anchor: null as Date | null, granted: false, faults: 0, byRule: new Set<string>() };
      await desk.db.updateTable('page').set({ humanAgentAllowed: false }).where('id', '=', page.id).execute();
      const sent: { legal: boolean }[] = [];
      const graph: Graph = {
        ...desk.graph,
        call: async ({ body }) => {
          if (facts.faults-- > 0)
            throw new GraphUnreachable({ phase: 'before-send', reason: 'ECONNREFUSED' });
          const { tag, messaging_type: type, message } = body as Record<string, unknown>;
          const ageMs = facts.anchor ? desk.clock.now().getTime() - facts.anchor.getTime() : Infinity;
          const id = String((message as { metadata: string }).metadata);
          const asResponse = type === 'RESPONSE' && tag === undefined && ageMs < 24 * hourMs;
          const asTag =
            type === 'MESSAGE_TAG' &&
            tag === 'HUMAN_AGENT' &&
            ageMs >= 24 * hourMs &&
            ageMs < 7 * 24 * hourMs &&
            facts.granted &&
            !facts.byRule.has(id);
          sent.push({ legal: asResponse || asTag });
          return { recipient_id: chat.psid, message_id: `m_${id}` };
        },
      };
      const worker = desk.worker({ graph });

      const reply = async () => {
        const input = {
          clientId: crypto.randomUUID(),
          kind: 'reply' as const,
          text: 'Hello',
          purpose: { kind: 'question' as const },
        };
        const written = await writeMessage(desk.as(user), chat.id, input).catch((error: unknown) => {
          if (error instanceof Problem && error.code === 'window-closed') return null;
          throw error;
        });
        return written?.messageIds[0] ?? null;
      };
      for (const act of [...steps, { do: 'work' } as const]) {
        if (act.do === 'wait') desk.advance(act.hours * hourMs);
        else if (act.do === 'work') await worker.drain();
        else if (act.do === 'faults') facts.faults = act.count;
        else if (act.do === 'customer-writes') {
          facts.anchor = desk.clock.now();
          const change = { windowAnchorAt: facts.anchor };
          await desk.db.updateTable('contact').set(change).where('id', '=', chat.contactId).execute();
        } else if (act.do === 'permission') {
          facts.granted = act.granted;
          const change = { humanAgentAllowed: act.granted };
          await desk.db.updateTable('page').set(change).where('id', '=', page.id).execute();
        } else {
          const id = await reply();
          if (act.do === 'rule-writes' && id) {
            facts.byRule.add(id);
            await desk.db.updateTable('message').set({ authorKind: 'system' }).where('id', '=', id).execute();
          }
        }
      }
      sentInAll += sent.length;
      expect(sent.every((send) => send.legal)).toBe(true);
    }),
    { numRuns: 60, seed: 20261120 },
  );
  // The histories must reach the sends that they are about.
  expect(sentInAll).toBeGreaterThan(30);
}, 60_000);

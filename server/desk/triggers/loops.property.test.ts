import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import type { TriggerAct } from '../../../contract/acts.ts';
import type { TriggerEvent } from '../../../contract/triggers.ts';
import { deskFacts } from '../../testing/desk-facts.ts';
import { useDeskDoor, type DeskPerson } from '../../testing/desk-door.ts';
import { triggersAtWork } from '../../testing/triggers-at-work.ts';
import { followEvents } from '../desk-events/follow.ts';

const door = useDeskDoor();
const facts = deskFacts(door);
const { settle, system, worker } = triggersAtWork(door);

let admin: DeskPerson;
let page: string;
let departments: string[];
let tags: string[];

beforeAll(async () => {
  admin = await door.person('administrator');
  departments = [await door.department(), await door.department()];
  page = await facts.page(departments[0] ?? '');
  const made = await Promise.all(['a', 'b'].map((name) => admin.ask('POST', '/api/tags', { name })));
  tags = made.map(({ body }) => body.id);
});

const events: TriggerEvent[] = ['tagged', 'moved', 'assigned', 'parked', 'reopened', 'ended'];
const which = fc.integer({ min: 0, max: 1 });
const act = fc.oneof(
  which.map((n) => ({ kind: 'tag', tag: n })),
  which.map((n) => ({ kind: 'untag', tag: n })),
  which.map((n) => ({ kind: 'department', department: n })),
  fc.constant({ kind: 'assign' }),
  fc.constant({ kind: 'park' }),
  fc.constant({ kind: 'note' }),
);
type Drawn = { kind: string; tag?: number; department?: number };
const trigger = fc.record({
  event: fc.constantFrom(...events),
  acts: fc.array(act as fc.Arbitrary<Drawn>, { minLength: 1, maxLength: 4 }),
  stopsHere: fc.boolean(),
});

const actOf = ({ kind, tag = 0, department = 0 }: Drawn): TriggerAct =>
  ({
    kind,
    ...(kind === 'tag' || kind === 'untag' ? { tagIds: [tags[tag]] } : {}),
    ...(kind === 'department' ? { departmentId: departments[department] } : {}),
    ...(kind === 'assign' ? { userId: admin.id } : {}),
    ...(kind === 'note' ? { text: 'Seen.' } : {}),
  }) as TriggerAct;

test('N24 whatever triggers set one another off, it ends, each acts once in what one event brings about, and two workers do nothing twice', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(trigger, { minLength: 1, maxLength: 5 }), async (drawn) => {
      await door.db.deleteFrom('triggerRule').execute();
      for (const [index, { event, acts, stopsHere }] of drawn.entries()) {
        const made = await admin.ask('POST', '/api/triggers', {
          ...{ name: `T${index}`, isOn: true, when: { event, minutes: null }, acts: acts.map(actOf) },
          ...{ conditions: { match: 'all', items: [] }, stopsHere, oncePerConversation: false },
        });
        expect(made.status).toBe(201);
      }
      const { id } = await facts.conversation(page, { waitingSince: door.clock.now() });
      await admin.ask('POST', `/api/conversations/${id}/take`);
      await admin.ask('PUT', `/api/conversations/${id}/tags/${tags[0]}`);
      // Two follow and two work at once.
      await Promise.all([followEvents(system()), followEvents(system())]);
      await Promise.all([worker().drain(), worker().drain()]);
      await settle();
      const runs = await door.db
        .selectFrom('triggerRun')
        .select(['triggerId', 'rootId', 'depth'])
        .where('conversationId', '=', id)
        .execute();
      const keys = runs.map(({ triggerId, rootId }) => `${triggerId} ${rootId}`);
      expect(new Set(keys).size).toBe(keys.length);
      // By hand it was taken and tagged: so many events nobody's trigger brought about.
      expect(new Set(runs.map(({ rootId }) => rootId)).size).toBeLessThanOrEqual(2);
      expect(Math.max(0, ...runs.map(({ depth }) => depth))).toBeLessThanOrEqual(5);
      expect(runs.length).toBeLessThanOrEqual(2 * drawn.length);
    }),
    { numRuns: 25 },
  );
});

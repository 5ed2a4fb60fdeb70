import fc from 'fast-check';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { at, meta, useIntake } from '../../testing/intake.ts';

const intake = useIntake();

/** What may happen to one person, `when` (a second of its own) and to which of a few messages. */
type Happening = {
  kind: (typeof kinds)[number];
  when: number;
  person: number;
  target: number;
  number: number;
};
const kinds = [
  'message',
  'message',
  'message',
  'picture',
  'quick-reply',
  'quoting',
  'from-ad',
  'echo',
  'echo',
  'postback',
  'old-postback',
  'referral',
  'reaction',
  'unreaction',
  'edit',
  'unsend',
  'delivery',
  'named-delivery',
  'read',
  'standby',
  'order',
] as const;

const happenings = fc
  .array(
    fc.record({
      kind: fc.constantFrom(...kinds),
      person: fc.nat(1),
      target: fc.nat(11),
      number: fc.integer({ min: 1, max: 5 }),
    }),
    { minLength: 2, maxLength: 14 },
  )
  .map((list) => list.map((each, index): Happening => ({ ...each, when: index * 10 + 1 })));

/** Marks name messages by their place in the story: those that come later, earlier, or never. */
const midOf = (person: number, target: number) => `m-${person}-${target}`;

function itemOf(
  { kind, when, person, target, number }: Happening,
  index: number,
  page: string,
): Record<string, unknown> {
  const who = { psid: `28${person}`, page };
  const mid = midOf(person, index);
  const named = midOf(person, target);
  switch (kind) {
    case 'message':
      return meta.message(mid, `text ${index}`, when, who);
    case 'picture':
      return meta.message(mid, null, when, who, {
        attachments: [{ type: 'image', payload: { url: `https://cdn.example/${index}` } }],
      });
    case 'quick-reply':
      return meta.message(mid, 'Yes', when, who, { quick_reply: { payload: 'YES' } });
    case 'quoting':
      return meta.message(mid, `about ${target}`, when, who, { reply_to: { mid: named } });
    case 'from-ad':
      return meta.message(mid, 'from an ad', when, who, {
        referral: { ref: 'ad', source: 'ADS', ad_id: '5' },
      });
    case 'echo':
      return meta.echo(mid, `answer ${index}`, when, who, { app_id: 77 });
    case 'postback':
      return meta.postback(mid, 'Start', 'START', when, who);
    case 'old-postback':
      return meta.postback(null, 'Menu', 'MENU', when, who);
    case 'referral':
      return meta.referral('spring', when, who);
    case 'reaction':
      return meta.reaction(named, '😮', when, who);
    case 'unreaction':
      return meta.reaction(named, null, when, who);
    case 'edit':
      // Meta counts the edits of a message: a higher number is a later one.
      return meta.edit(named, `edit ${index}`, index + 1, when, who);
    case 'unsend':
      return meta.unsend(named, when, who);
    case 'delivery':
      return meta.delivery(when - number * 7, [], who);
    case 'named-delivery':
      return meta.delivery(when - number * 7, [named], who);
    case 'read':
      return meta.read(when - number * 7, who);
    case 'standby':
      return { ...meta.message(mid, `aside ${index}`, when, who), standby: true };
    case 'order':
      return {
        sender: { id: who.psid },
        recipient: { id: page },
        timestamp: at(when),
        order: { note: `n ${index}` },
      };
  }
}

/** Everything that a person could see or that decides something, without ids, versions and times of ours. */
async function stateOf(pageId: string, facebookId: string) {
  const { rows } = await sql<{ state: unknown }>`
    select json_build_object(
      'contacts', (select json_agg(json_build_array(psid, first_seen_at, last_seen_at, window_anchor_at, delivered_until,
          read_until, unreachable_reason) order by psid) from contact where page_id = ${pageId}),
      'conversations', (select json_agg(json_build_array(k.psid, c.status, unread_count, last_message, last_message_at,
          last_activity_at, waiting_since, c.window_anchor_at, referrals, reopened_count, opened_at, closed_at, awaits_customer)
          order by k.psid, opened_at) from conversation c join contact k on k.id = c.contact_id where c.page_id = ${pageId}),
      'messages', (select json_agg(json_build_array(split_part(m.mid, ':', 1), m.kind, m.direction, m.author_kind, m.text, m.at, m.status, m.tapped,
          m.reply_to_mid, quoted.mid, m.edit_number, m.edited_at, m.edits, m.unsent_at, m.unsupported, m.standby, m.activity,
          m.sent_at) order by m.at, k.psid, m.kind)
          from message m join contact k on k.id = m.contact_id left join message quoted on quoted.id = m.reply_to_id where m.page_id = ${pageId}),
      'attachments', (select json_agg(json_build_array(m.mid, a.position, a.kind, a.source_url, a.state) order by m.mid, a.position)
          from attachment a join message m on m.id = a.message_id where a.page_id = ${pageId}),
      'reactions', (select json_agg(json_build_array(m.mid, r.by, r.emoji, r.at) order by m.mid, r.by)
          from message_reaction r join message m on m.id = r.message_id where m.page_id = ${pageId}),
      'early', (select json_agg(json_build_array(e.mid, e.event - 'messageId', e.at, quoting.mid)
          order by e.mid, e.at, e.event->>'kind', quoting.mid)
          from early_mark e left join message quoting on quoting.id::text = e.event->>'messageId' where e.page_id = ${pageId}),
      'aside', (select json_agg(json_build_array(reason, person_key, detail, item) order by item::text)
          from set_aside where facebook_page_id = ${facebookId}),
      'jobs', (select json_agg(kind order by kind) from job where page_id = ${pageId}
        -- Asked while in doubt: an order that leaves no doubt does not ask.
        and kind <> 'refresh-thread-owner')
    ) as state
  `.execute(intake.db);
  // Ids of pages stand in what was set aside; they differ from run to run.
  return JSON.parse(JSON.stringify(rows[0]?.state).replaceAll(facebookId, 'PAGE')) as unknown;
}

let pages = 0;
async function tellAll(story: readonly Happening[], order: readonly number[], batches: readonly number[]) {
  const facebookId = `7000${pages++}`;
  const pageId = await intake.page(facebookId);
  const items = story.map((happening, index) => itemOf(happening, index, facebookId));
  const queue = order.map((index) => items[index] ?? {});
  for (const size of batches) {
    await intake.deliver(...queue.splice(0, size));
    await intake.apply();
  }
  await intake.deliver(...queue);
  await intake.apply();
  return stateOf(pageId, facebookId);
}

test('any order and repetition of the same events ends in the same state', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(
      happenings.chain((story) => {
        const indexes = story.map((_, index) => index);
        return fc.record({
          story: fc.constant(story),
          // Everything once in some order, and some of it again anywhere.
          order: fc
            .tuple(
              fc.shuffledSubarray(indexes, { minLength: indexes.length }),
              fc.array(fc.constantFrom(...indexes), { maxLength: 8 }),
            )
            .chain(([all, again]) =>
              fc.shuffledSubarray([...all, ...again], { minLength: all.length + again.length }),
            ),
          batches: fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 6 }),
        });
      }),
      async ({ story, order, batches }) => {
        const inOrder = await tellAll(
          story,
          story.map((_, index) => index),
          [],
        );
        const shuffled = await tellAll(story, order, batches);
        expect(shuffled).toEqual(inOrder);
      },
    ),
    { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 60) },
  );
  expect(intake.failures).toEqual([]);
});

import fc from 'fast-check';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { ana, ben, commentChange, feedChange } from '../../testing/feed.ts';
import { useIntake } from '../../testing/intake.ts';

const intake = useIntake();

// Four beginnings under two posts; of the last the page itself wrote the first word. Each has three replies.
const roots = [901, 902, 951, 952];
const replyOf = (root: number, n: number) => root * 10 + n;

const changes = [
  'edited',
  'edited',
  'hide',
  'unhide',
  'remove',
  'love',
  'like-by-page',
  'take-back',
] as const;

type Happening =
  | { kind: 'comment'; root: number; when: number; emoji: boolean; by: number }
  | { kind: 'reply'; root: number; n: number; when: number; by: number }
  | { kind: (typeof changes)[number]; id: number; post: number; when: number };

const happenings = fc
  .array(
    fc.oneof(
      fc.record({
        kind: fc.constant('comment' as const),
        root: fc.constantFrom(...roots),
        emoji: fc.boolean(),
        by: fc.nat(1),
      }),
      fc.record({
        kind: fc.constant('reply' as const),
        root: fc.constantFrom(...roots),
        n: fc.integer({ min: 1, max: 3 }),
        by: fc.nat(2),
      }),
      fc.record({
        kind: fc.constantFrom(...changes),
        root: fc.constantFrom(...roots),
        n: fc.integer({ min: 0, max: 3 }),
      }),
    ),
    { minLength: 2, maxLength: 14 },
  )
  .map((list) => {
    const seen = new Set<number>();
    return list.flatMap((each, index): Happening[] => {
      const when = index * 10 + 1;
      if ('by' in each) {
        // A comment is written once; it is told again by the shuffling.
        const id = each.kind === 'comment' ? each.root : replyOf(each.root, each.n);
        if (seen.has(id)) return [];
        seen.add(id);
        return [{ ...each, when }];
      }
      const { kind, root, n } = each;
      return [{ kind, id: n === 0 ? root : replyOf(root, n), post: postOf(root), when }];
    });
  });

function postOf(root: number): number {
  return root < 950 ? 900 : 950;
}

function tell(page: string, happening: Happening): Record<string, unknown> {
  const asPage = { id: page, name: 'Page' };
  const { when } = happening;
  switch (happening.kind) {
    case 'comment': {
      const { root, emoji, by } = happening;
      const who = root === 952 ? asPage : by === 0 ? ana : ben;
      return commentChange(page, when, {
        id: root,
        post: postOf(root),
        text: emoji ? '😍' : `comment ${root}`,
        by: who,
      });
    }
    case 'reply': {
      const { root, n, by } = happening;
      const id = replyOf(root, n);
      return commentChange(page, when, {
        id,
        post: postOf(root),
        parent: root,
        text: `reply ${id}`,
        by: [ana, ben, asPage][by] ?? ana,
      });
    }
    case 'edited':
      return commentChange(page, when, {
        id: happening.id,
        post: happening.post,
        verb: 'edited',
        text: `at ${when}`,
        by: null,
      });
    case 'hide':
    case 'unhide':
    case 'remove':
      return commentChange(page, when, {
        id: happening.id,
        post: happening.post,
        verb: happening.kind,
        by: null,
      });
    case 'love':
    case 'like-by-page':
    case 'take-back':
      return feedChange(page, when, {
        item: 'reaction',
        verb: happening.kind === 'take-back' ? 'remove' : 'add',
        reaction_type: 'love',
        from: happening.kind === 'like-by-page' ? asPage : ben,
        post_id: `${page}_${happening.post}`,
        comment_id: `${happening.post}_${happening.id}`,
        created_time: undefined,
      });
  }
}

/** All of a page's threads that does not depend on our own ids and clock. */
async function stateOf(pageId: string) {
  const { rows: tickets } = await sql`
    select t.root_key, c.kind, c.status, c.unread_count, c.waiting_since, c.last_message, c.last_message_at,
      c.last_activity_at, c.opened_at, c.closed_at, c.awaits_customer, k.psid
    from conversation c join comment_thread t on t.id = c.thread_id join contact k on k.id = c.contact_id
    where c.page_id = ${pageId} order by t.root_key, c.opened_at`.execute(intake.db);
  const { rows: comments } = await sql`
    select m.mid, m.text, m.direction, m.at, m.status, m.reply_to_mid, quoted.mid as quoted, m.edit_number > 0 as is_edited,
      jsonb_path_query_array(m.edits, '$[*].text') as edits, m.unsent_at, c.history, c.is_ignored, t.root_key,
      case when m.direction = 'in' then k.psid end as author,
      (select jsonb_agg(jsonb_build_array(r.person = p.facebook_id, r.reaction, r.at) order by r.person)
        from comment_reaction r where r.message_id = m.id) as reactions
    from message m join comment c on c.message_id = m.id join comment_thread t on t.id = c.thread_id
      join contact k on k.id = m.contact_id join page p on p.id = m.page_id left join message quoted on quoted.id = m.reply_to_id
    where m.page_id = ${pageId} order by m.mid`.execute(intake.db);
  const { rows: marks } = await sql`
    select mid, event - 'messageId' as event from early_mark where page_id = ${pageId}
    order by mid, (event - 'messageId')::text`.execute(intake.db);
  const text = JSON.stringify({ tickets, comments, marks });
  const page = await intake.db
    .selectFrom('page')
    .select('facebookId')
    .where('id', '=', pageId)
    .executeTakeFirstOrThrow();
  return JSON.parse(text.replaceAll(page.facebookId, 'PAGE')) as unknown;
}

let pages = 0;

test('threads are the same in whatever order, and however often, Facebook tells what happened (behaviours 91, 118 and 119)', async () => {
  await fc.assert(
    fc.asyncProperty(
      happenings.chain((told) =>
        fc.record({
          told: fc.constant(told),
          shuffled: fc.shuffledSubarray([...told, ...told], {
            minLength: told.length * 2,
            maxLength: told.length * 2,
          }),
          cut: fc.integer({ min: 1, max: 6 }),
        }),
      ),
      async ({ told, shuffled, cut }) => {
        const states: unknown[] = [];
        for (const order of [told, shuffled]) {
          const facebookId = `70010020040${String(++pages).padStart(5, '0')}`;
          const id = await intake.page(facebookId);
          for (let at = 0; at < order.length; at += cut) {
            await intake.tell(...order.slice(at, at + cut).map((each) => tell(facebookId, each)));
          }
          states.push(await stateOf(id));
        }
        expect(states[1]).toEqual(states[0]);
        expect(intake.failures).toEqual([]);
      },
    ),
    { numRuns: 60, interruptAfterTimeLimit: 60_000, markInterruptAsFailure: false },
  );
}, 120_000);

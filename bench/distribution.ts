import { randomUUID } from 'node:crypto';
import { median, until, type Stage } from './stage.ts';

export interface DistributionRow {
  what: string;
  agents: number;
  waiting: number;
  given: number;
  /** Of the server's rounds, for each conversation given. */
  msEach: number;
}

const WAITING = 10_000;
const PLACES = 5;
const UNITS = 20;

/**
 * The cost of giving a conversation to somebody while 10,000 wait: of filling every place of a team at once, and of
 * filling one place that becomes free. The server tells itself what its rounds took (`/metrics`).
 */
export async function measureDistribution(
  stage: Stage,
  agents: number,
  steps: number,
): Promise<DistributionRow[]> {
  await clear(stage);
  const { id, version } = await stage.api<{ id: string; version: number }>('POST', '/api/work-streams', {
    name: `Bench ${agents} ${Date.now()}`,
    settings: { mode: 'pick', selfAssign: 'always', givesWithoutAsking: true, units: UNITS },
  });
  const department = await addTeam(stage, agents);
  await addWaiting(stage, id, department);

  const before = await readRounds(stage);
  await stage.api('PATCH', `/api/work-streams/${id}`, { version, settings: { mode: 'push' } });
  const places = agents * PLACES;
  await until(async () => (await countGiven(stage, id)) >= places, 300_000, 20);
  const filled = difference(before, await readRounds(stage));
  const rows = [
    { what: 'every place of the team at once', agents, waiting: WAITING, given: places, msEach: filled },
  ];

  const each: number[] = [];
  for (let n = 0; n < steps; n += 1) {
    const began = await readRounds(stage);
    const given = await countGiven(stage, id);
    const { rows: held } = await stage.look.query<{ id: string }>(
      "select id from conversation where work_stream_id = $1 and status = 'active' order by id offset $2 limit 1",
      [id, n],
    );
    await stage.api('POST', `/api/conversations/${held[0]?.id}/end`);
    await until(async () => (await countGiven(stage, id)) === given, 30_000, 5);
    each.push(difference(began, await readRounds(stage)));
  }
  rows.push({
    what: 'one place that becomes free, median',
    agents,
    waiting: WAITING - places,
    given: steps,
    msEach: median(each),
  });
  return rows;
}

/** What an earlier measure left is over, and its people are gone. */
async function clear(stage: Stage): Promise<void> {
  await stage.look.query(
    "update conversation set status = 'closed', closed_at = now() where status <> 'closed'",
  );
  await stage.look.query('delete from desk_socket');
}

/** A department of agents who all sit at their desks. @returns its id. */
async function addTeam(stage: Stage, agents: number): Promise<string> {
  const department = randomUUID();
  const sql = [
    [
      'insert into department (id, name, created_at) values ($1, $2, now())',
      [department, `Bench ${department}`],
    ],
    [
      `insert into desk_user (id, email, name, password_hash, role, capacity_units, created_at)
       select gen_random_uuid(), $1::text || n || '@bench.example', 'Agent ' || n, 'none', 'agent', $2, now()
       from generate_series(1, $3::int) n`,
      [department, PLACES * UNITS, agents],
    ],
    [
      `insert into department_member (department_id, user_id)
       select $1::uuid, id from desk_user where starts_with(email, $1::text)`,
      [department],
    ],
    [
      `insert into desk_socket (id, process_id, user_id, opened_at)
       select gen_random_uuid(), (select id from process limit 1), id, now()
       from desk_user where starts_with(email, $1::text)`,
      [department],
    ],
  ] as const;
  for (const [text, values] of sql) await stage.look.query(text, [...values]);
  return department;
}

async function addWaiting(stage: Stage, streamId: string, department: string): Promise<void> {
  await stage.look.query(
    `with people as (
       insert into contact (id, page_id, psid, name, profile_state, first_seen_at, last_seen_at)
       select gen_random_uuid(), (select id from page limit 1), $1::text || n, 'Customer ' || n, 'known', now(), now()
       from generate_series(1, $2::int) n
       returning id
     )
     insert into conversation (id, page_id, contact_id, department_id, work_stream_id, units, status, last_activity_at,
       waiting_since, opened_at, created_at)
     select gen_random_uuid(), (select id from page limit 1), id, $3, $4, $5, 'open', now(), now(), now(), now()
     from people`,
    [`bench-${streamId}-`, WAITING, department, streamId, UNITS],
  );
  await stage.look.query('analyze conversation');
}

async function countGiven(stage: Stage, streamId: string): Promise<number> {
  const { rows } = await stage.look.query<{ count: number }>(
    "select count(*)::int as count from conversation where work_stream_id = $1 and status = 'active'",
    [streamId],
  );
  return rows[0]?.count ?? 0;
}

interface Rounds {
  seconds: number;
  changes: number;
}

async function readRounds(stage: Stage): Promise<Rounds> {
  const text = await (await fetch(`${stage.url}/metrics`)).text();
  const read = (name: string) => Number(new RegExp(`^${name} (.+)$`, 'm').exec(text)?.[1] ?? 0);
  return {
    seconds: read('pagedesk_distribution_seconds_total'),
    changes: read('pagedesk_distribution_changes_total'),
  };
}

function difference(before: Rounds, after: Rounds): number {
  return ((after.seconds - before.seconds) * 1_000) / Math.max(1, after.changes - before.changes);
}

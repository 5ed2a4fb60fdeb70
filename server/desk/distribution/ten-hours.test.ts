import { beforeAll, expect, test } from 'vitest';
import { deskFacts } from '../../testing/desk-facts.ts';
import { useDeskDoor, type DeskPerson } from '../../testing/desk-door.ts';
import { useTeamAtWork } from '../../testing/team-at-work.ts';

// Ten hours of two departments, six agents and a hundred customers. What happens is written down here as plainly as a
// person at the window would do it; every half hour the floor must say the same.

const door = useDeskDoor();
const facts = deskFacts(door);
const team = useTeamAtWork(door);
const units = 20;
const minuteMs = 60_000;

/** Xorshift: the same day every time. */
let seed = 20_261_126;
const random = () => {
  seed ^= seed << 13;
  seed ^= seed >>> 17;
  seed ^= seed << 5;
  return (seed >>> 0) / 2 ** 32;
};
const chance = (share: number) => random() < share;
const oneOf = <T>(items: readonly T[]): T | undefined => items[Math.floor(random() * items.length)];

interface Chat {
  id: string;
  department: string;
  status: 'open' | 'active' | 'waiting' | 'closed';
  agent: string | null;
  /** Its work stream gives it back to its agent when the customer writes. */
  isKept: boolean;
  /** Since when the customer waits for an answer. */
  askedAt: number | null;
  /** Since when it has its status, agent and department. */
  since: number;
}

interface Agent {
  who: DeskPerson;
  department: string;
  leftAt: number | null;
}

const chats = new Map<string, Chat>();
const agents: Agent[] = [];
const departments: string[] = [];
const pages: string[] = [];
const begun: number[] = [];
const ended: number[] = [];
const replies: { agent: string; at: number }[] = [];
let lead: DeskPerson;
const nowMs = () => door.clock.now().getTime();
const act = async (who: DeskPerson, id: string, name: string, body?: unknown) =>
  (await who.ask('POST', `/api/conversations/${id}/${name}`, body)).status < 300;
const move = (chat: Chat, change: Partial<Pick<Chat, 'status' | 'agent' | 'department'>>) =>
  Object.assign(chat, change, { since: nowMs() });

beforeAll(async () => {
  const admin = await door.person('administrator');
  lead = await door.person('supervisor');
  for (const name of ['Orders', 'Returns']) {
    const department = await door.department(name);
    departments.push(department);
    const page = await facts.page(department);
    pages.push(page);
    for (let n = 0; n < 3; n += 1) {
      const who = await door.person('agent', [department], `${name} ${n}`);
      agents.push({ who, department, leftAt: 0 });
    }
    const settings =
      name === 'Orders' ? { units } : { units, algorithm: 'round-robin' as const, keepsAgent: false };
    const stream = await admin.ask('POST', '/api/work-streams', { name, settings });
    await admin.ask('PATCH', `/api/facebook/pages/${page}`, { workStreamId: stream.body.id });
  }
});

async function customerWrites(): Promise<void> {
  const customer = Math.floor(random() * 100);
  const side = customer % 2;
  const id = await team.writes(`customer ${customer}`, pages[side] ?? '');
  const chat = chats.get(id);
  if (!chat) {
    const department = departments[side] ?? '';
    const since = nowMs();
    const isKept = side === 0;
    chats.set(id, { id, department, status: 'open', agent: null, isKept, askedAt: since, since });
    begun.push(since);
    return;
  }
  chat.askedAt ??= nowMs();
  if (chat.status === 'closed') begun.push(nowMs());
  if (chat.status !== 'waiting' && chat.status !== 'closed') return;
  const comesBack = chat.isKept && chat.agent !== null;
  move(chat, comesBack ? { status: 'active' } : { status: 'open', agent: null });
}

async function answersRequest({ who }: Agent): Promise<void> {
  const [offer] = (await who.ask('GET', '/api/offers')).body.items;
  // Some let it go by, some say no.
  if (!offer || chance(0.2)) return;
  const isTaken = chance(0.9);
  const { status } = await who.ask('POST', `/api/offers/${offer.id}/${isTaken ? 'accept' : 'reject'}`);
  const chat = chats.get(offer.conversation.id);
  if (chat && isTaken && status === 200) move(chat, { status: 'active', agent: who.id });
}

async function works({ who, department }: Agent): Promise<void> {
  const mine = [...chats.values()].filter(({ agent, status }) => agent === who.id && status === 'active');
  const chat = oneOf(mine);
  if (!chat) return;
  const what = random();
  if (what < 0.55) {
    const body = { clientId: crypto.randomUUID(), kind: 'reply', text: 'Hello' };
    if (!(await act(who, chat.id, 'messages', body))) return;
    chat.askedAt = null;
    replies.push({ agent: who.id, at: nowMs() });
  } else if (what < 0.75) {
    if (!(await act(who, chat.id, 'end'))) return;
    chat.askedAt = null;
    ended.push(nowMs());
    move(chat, { status: 'closed' });
  } else if (what < 0.85) {
    if (await act(who, chat.id, 'park')) move(chat, { status: 'waiting' });
  } else if (what < 0.92) {
    if (await act(who, chat.id, 'release')) move(chat, { status: 'open', agent: null });
  } else {
    const to = departments.find((one) => one !== department);
    if (await act(who, chat.id, 'transfer', { departmentId: to })) {
      move(chat, { status: 'open', agent: null, department: to ?? '' });
    }
  }
}

async function comesOrGoes(agent: Agent): Promise<void> {
  if (agent.leftAt !== null) {
    await team.comes(agent.who);
    agent.leftAt = null;
  } else if (chance(0.1)) {
    await team.leaves(agent.who);
    agent.leftAt = nowMs();
  } else await agent.who.ask('PATCH', '/api/me/presence', { choice: 'available' });
}

/** A desk that is gone for a minute gives back what was being served there. */
function losesAgents(): void {
  for (const { who, leftAt } of agents) {
    if (leftAt === null || nowMs() - leftAt < minuteMs) continue;
    for (const chat of chats.values()) {
      if (chat.agent === who.id && chat.status === 'active') move(chat, { status: 'open', agent: null });
    }
  }
}

/** Counted by going through everything, one after another. */
function recount() {
  const all = [...chats.values()];
  const waitingSince = ({ askedAt, since }: Chat) => askedAt ?? since;
  const of = (department: string) => {
    const here = all.filter((chat) => chat.department === department);
    const open = here.filter(({ status }) => status === 'open');
    return {
      waiting: open.length,
      longestSince: open.length === 0 ? null : new Date(Math.min(...open.map(waitingSince))).toISOString(),
      served: here.filter(({ status }) => status === 'active').length,
    };
  };
  const hourAgo = nowMs() - 60 * minuteMs;
  return {
    departments: departments.map(of),
    agents: agents.map(({ who }) => {
      const mine = all.filter(({ agent, status }) => agent === who.id && status === 'active').length;
      const said = replies.filter(({ agent, at }) => agent === who.id && at > hourAgo).length;
      return { conversations: mine, usedUnits: mine * units, replies: said };
    }),
    begun: begun.length,
    ended: ended.length,
  };
}

async function readFloor() {
  const { body } = await lead.ask('GET', '/api/floor');
  const pick = <Row, Key extends keyof Row>(row: Row, ...keys: Key[]) =>
    Object.fromEntries(keys.map((key) => [key, row[key]]));
  const department = (id: string) =>
    body.departments.find((row: { department: { id: string } }) => row.department.id === id);
  const agent = (id: string) => body.agentList.find((row: { user: { id: string } }) => row.user.id === id);
  const sum = (of: string) =>
    body.hours.reduce((total: number, hour: Record<string, number>) => total + (hour[of] ?? 0), 0);
  return {
    departments: departments.map((id) => pick(department(id), 'waiting', 'longestSince', 'served')),
    agents: agents.map(({ who }) => pick(agent(who.id), 'conversations', 'usedUnits', 'replies')),
    begun: sum('begun'),
    ended: sum('ended'),
  };
}

test('ten hours of two departments, six agents and a hundred customers: the floor says what a plain recount says', async () => {
  for (let minute = 0; minute < 600; minute += 1) {
    door.clock.advance(minuteMs);
    losesAgents();
    if (chance(0.5)) await customerWrites();
    await team.round();
    for (const agent of agents) {
      if (chance(0.05)) await comesOrGoes(agent);
      if (agent.leftAt !== null) continue;
      if (chance(0.6)) await answersRequest(agent);
      if (chance(0.3)) await works(agent);
    }
    const held = recount();
    if (minute % 30 === 29) expect({ minute, ...(await readFloor()) }).toEqual({ minute, ...held });
  }
  expect(begun.length).toBeGreaterThan(100);
  expect(ended.length).toBeGreaterThan(50);
}, 120_000);

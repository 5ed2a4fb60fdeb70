import { beforeEach, expect, test } from 'vitest';
import type { DepartmentId } from '../../../contract/ids.ts';
import { useAutomatedPage } from '../../testing/automated-page.ts';
import { useIntake } from '../../testing/intake.ts';
import { textsOfAct } from './act-texts.ts';
import { assignConversation } from '../conversations/assign.ts';
import { closeOverdue } from '../conversations/close-overdue.ts';
import { endConversation } from '../conversations/end.ts';
import { parkConversation } from '../conversations/park.ts';
import { takeConversation } from '../conversations/take.ts';
import { transferConversation } from '../conversations/transfer.ts';

const intake = useIntake();
const desk = useAutomatedPage(intake);
const hourMs = 3_600_000;
beforeEach(() => intake.clock.set('2026-11-20T12:00:00Z'));

const on = (en: string) => ({ isOn: true, byLanguage: { en } });
const joined = on('{AgentName} is now helping you.');
const left = on('{AgentName} has left.');
const continued = on('{AgentName} will continue.');

async function waiting(): Promise<string> {
  await desk.writes();
  return desk.conversationId();
}
async function saidAfter(act: Promise<unknown>) {
  await act;
  await desk.runJobs();
  return desk.said();
}

test('T6: each agent is told of once, whatever is run twice', async () => {
  await desk.set({ agentJoined: joined });
  const id = await waiting();
  const maya = 'Maya Lindqvist is now helping you.';
  expect(await saidAfter(takeConversation(desk.agent, id))).toEqual([maya]);
  await assignConversation(desk.agent, id, null);
  expect(await saidAfter(takeConversation(desk.agent, id))).toEqual([maya]);
  const other = await desk.person('Jonas Weber');
  expect(await saidAfter(assignConversation(desk.agent, id, other.actor.userId))).toEqual([
    maya,
    'Jonas Weber is now helping you.',
  ]);
});

test('T20: from one agent to another it is said who goes on, and not that somebody joins', async () => {
  await desk.set({ agentJoined: joined, transferAccepted: continued, agentLeft: left });
  const id = await waiting();
  await takeConversation(desk.agent, id);
  const jonas = await desk.person('Jonas Weber');
  const said = await saidAfter(assignConversation(desk.agent, id, jonas.actor.userId));
  // Of somebody who had it and has it no longer nothing is told when the job comes to run.
  expect(said).toEqual(['Jonas Weber will continue.']);
  await assignConversation(jonas, id, null);
  await desk.runJobs();
  expect(await saidAfter(takeConversation(jonas, id))).toEqual([
    'Jonas Weber will continue.',
    'Jonas Weber has left.',
  ]);
});

test('T2: that an agent was assigned is told once, and not beside that one joins', async () => {
  await desk.set({ assigned: on('You have an agent.') });
  const id = await waiting();
  await saidAfter(takeConversation(desk.agent, id));
  await assignConversation(desk.agent, id, null);
  expect(await saidAfter(takeConversation(desk.agent, id))).toEqual(['You have an agent.']);
  await desk.set({ assigned: on('You have an agent.'), agentJoined: joined });
  await desk.writes('29');
  await takeConversation(desk.agent, await desk.conversationId('29'));
  await desk.runJobs();
  expect(await desk.said('29')).toEqual(['Maya Lindqvist is now helping you.']);
});

test('T8: who gives it back, or hands it to another department, has left', async () => {
  await desk.set({ agentLeft: left });
  const id = await waiting();
  await takeConversation(desk.agent, id);
  const departmentId = intake.newId();
  await intake.db
    .insertInto('department')
    .values({ id: departmentId, name: 'Returns', color: 2, createdAt: intake.clock.now() })
    .execute();
  expect(
    await saidAfter(transferConversation(desk.agent, id, { departmentId: departmentId as DepartmentId })),
  ).toEqual(['Maya Lindqvist has left.']);
});

test('T27: a parked conversation that is closed by the clock says so within 24 hours, and after them says nothing', async () => {
  const texts = { inactivity: on('We close this conversation.') };
  const settings = (parkedHours: number) =>
    intake.db
      .updateTable('page')
      .set({ settings: JSON.stringify({ texts, life: { parkedHours } }) })
      .where('id', '=', desk.page.id)
      .execute();
  for (const [psid, hours] of [
    ['1', 2],
    ['2', 30],
  ] as const) {
    await settings(hours);
    await desk.writes(psid);
    const id = await desk.conversationId(psid);
    await takeConversation(desk.agent, id);
    await parkConversation(desk.agent, id);
    intake.clock.advance(hours * hourMs);
    await closeOverdue(desk.system());
    await desk.runJobs();
  }
  expect(await desk.said('1')).toEqual(['We close this conversation.']);
  expect(await desk.said('2')).toEqual([]);
});

test('T19: that the session is closed is told where the goodbye is off, and never beside it', async () => {
  await desk.set({ sessionClosed: on('Closed.') });
  const id = await waiting();
  expect(await saidAfter(endConversation(desk.agent, id))).toEqual(['Closed.']);
  await desk.set({ sessionClosed: on('Closed.'), finished: on('Goodbye.') });
  await desk.writes('29');
  await endConversation(desk.agent, await desk.conversationId('29'));
  await desk.runJobs();
  expect(await desk.said('29')).toEqual(['Goodbye.']);
});

test('an act on a page that has none of these texts on leaves no work behind, and what is said answers nobody', async () => {
  const id = await waiting();
  await takeConversation(desk.agent, id);
  expect(await desk.runJobs()).toBe(0);
  await assignConversation(desk.agent, id, null);
  await desk.set({ agentJoined: joined });
  const waitingSince = async () =>
    (
      await intake.db
        .selectFrom('conversation')
        .select('waitingSince')
        .where('id', '=', id)
        .executeTakeFirstOrThrow()
    ).waitingSince;
  const before = await waitingSince();
  await saidAfter(takeConversation(desk.agent, id));
  expect(await waitingSince()).toEqual(before);
  expect(before).not.toBeNull();
});

test('T4, T6: what distribution does is told like what people do, and of whom the desk lost nothing else', () => {
  const act = { before: null, after: 'maya', isClosed: false };
  const taken = textsOfAct({ ...act, activity: { type: 'taken', by: 'Maya' } });
  expect(textsOfAct({ ...act, activity: { type: 'given', to: 'Maya' } })).toEqual(taken);
  expect(textsOfAct({ ...act, activity: { type: 'accepted', by: 'Maya' } })).toEqual(taken);
  const lost = { before: 'maya', after: null, isClosed: false };
  expect(textsOfAct({ ...lost, activity: { type: 'agent-lost', name: 'Maya' } })).toEqual([
    'agentDisconnected',
  ]);
  expect(
    textsOfAct({ ...act, before: 'maya', activity: { type: 'assigned', by: 'Maya', to: 'Maya' } }),
  ).toEqual([]);
});

import { expect, test } from 'vitest';
import { change } from '../desk/context.ts';
import { insertSurveyRequest, noteSurveyRequest } from '../store/survey-requests.ts';
import { deskFacts } from '../testing/desk-facts.ts';
import { useDeskDoor } from '../testing/desk-door.ts';
import { useLiveDoor } from '../testing/live-door.ts';

const door = useDeskDoor();
const live = useLiveDoor(door);
const facts = deskFacts(door);

test('a low score is told to those who lead and to its agent, and to no other agent of the department', async () => {
  const department = await door.department();
  const [lead, agent, other] = [
    await door.person('supervisor'),
    await door.person('agent', [department]),
    await door.person('agent', [department]),
  ];
  const page = await facts.page(department);
  const desks = { lead: live.listen(lead), agent: live.listen(agent), other: live.listen(other) };
  await Promise.all(Object.values(desks).map((desk) => desk.hello()));
  const { id: conversationId, contactId } = await facts.conversation(page, { status: 'closed' });
  const requestId = door.newId();
  const answers = (value: number) =>
    change(door, async (story) => {
      await noteSurveyRequest(story.tx, requestId, {
        answeredAt: door.clock.now(),
        score: { value, outOf: 5 },
      });
      story.announce({ kind: 'survey.answered', subjectId: requestId });
      story.announce({ kind: 'conversation.changed', subjectId: conversationId, departments: [department] });
    });
  await door.db.transaction().execute((tx) =>
    insertSurveyRequest(tx, {
      id: requestId,
      conversationId,
      contactId,
      pageId: page,
      departmentId: department,
      agentId: agent.id,
      survey: null,
      how: 'conversation',
      language: 'en',
      askedAt: door.clock.now(),
    }),
  );
  const told = (desk: { events: { kind: string }[] }) =>
    desk.events.filter((event) => event.kind === 'survey.answered');
  const row = (desk: { events: { kind: string }[] }) =>
    desk.events.find((event) => event.kind === 'conversation.changed');

  await answers(2);
  const notice = { conversationId, contactName: 'Elena', score: { value: 2, outOf: 5 }, isLow: true };
  expect(await desks.lead.until((desk) => told(desk)[0])).toMatchObject(notice);
  expect(await desks.agent.until((desk) => told(desk)[0])).toMatchObject(notice);
  await desks.other.until(row);
  expect(told(desks.other)).toEqual([]);

  await answers(3);
  expect(await desks.lead.until((desk) => told(desk)[1])).toMatchObject({ isLow: false });
});

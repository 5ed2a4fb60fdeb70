import { expect, test } from 'vitest';
import { deskFacts } from '../../testing/desk-facts.ts';
import { useDeskDoor } from '../../testing/desk-door.ts';

const door = useDeskDoor();
const facts = deskFacts(door);

test('an administrator has a page’s last days read, stops it, lets it go on, and ends it; each act is in the audit log', async () => {
  const admin = await door.person('administrator');
  const page = await facts.page(await door.department());
  const begun = await admin.ask('POST', `/api/facebook/pages/${page}/backfills`, { days: 7 });
  expect([begun.status, begun.body.state, begun.body.reason]).toEqual([201, 'running', 'asked']);
  const again = await admin.ask('POST', `/api/facebook/pages/${page}/backfills`, { days: 30 });
  expect(again.body.id).toBe(begun.body.id);

  const url = `/api/facebook/backfills/${begun.body.id}`;
  expect((await admin.ask('POST', `${url}/pause`)).body.state).toBe('paused');
  expect((await admin.ask('POST', `${url}/pause`)).body.state).toBe('paused');
  expect((await admin.ask('POST', `${url}/resume`)).body.state).toBe('running');
  expect((await admin.ask('POST', `${url}/cancel`)).body).toMatchObject({ state: 'cancelled' });
  expect((await admin.ask('POST', `${url}/resume`)).status).toBe(409);
  const list = await admin.ask('GET', `/api/facebook/pages/${page}/backfills`);
  expect(list.body.items.map((each: { state: string }) => each.state)).toEqual(['cancelled']);

  const acts = await door.db
    .selectFrom('auditEntry')
    .select('action')
    .where('subjectId', '=', page)
    .execute();
  expect(acts.map(({ action }) => action)).toEqual([
    'backfill.started',
    'backfill.started',
    'backfill.paused',
    'backfill.resumed',
    'backfill.cancelled',
  ]);
});

test('how far back is bounded, and a page that is not there is not found', async () => {
  const admin = await door.person('administrator');
  const page = await facts.page(await door.department());
  expect((await admin.ask('POST', `/api/facebook/pages/${page}/backfills`, { days: 91 })).status).toBe(400);
  expect((await admin.ask('POST', `/api/facebook/pages/${page}/backfills`, { days: 0 })).status).toBe(400);
  expect((await admin.ask('POST', `/api/facebook/pages/${door.newId()}/backfills`, { days: 7 })).status).toBe(
    404,
  );
  expect((await admin.ask('GET', `/api/facebook/pages/${door.newId()}/backfills`)).status).toBe(404);
  expect((await admin.ask('POST', `/api/facebook/backfills/${door.newId()}/pause`)).status).toBe(404);
});

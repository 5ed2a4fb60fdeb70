import { beforeAll, expect, test } from 'vitest';
import { useDeskDoor, type DeskPerson } from '../../testing/desk-door.ts';

const door = useDeskDoor(() => ({
  mailSetup: { isSetUp: true, server: 'mail.example.com:465', from: 'desk@example.com' },
}));
let admin: DeskPerson;
beforeAll(async () => {
  admin = await door.person('administrator');
});

test('a test mail goes to who asks for it, and is shown with what was said', async () => {
  const made = await admin.ask('POST', '/api/mails/test');
  expect(made.status).toBe(201);
  expect(made.body).toMatchObject({ address: admin.email, state: 'waiting', attempts: 0 });
  const list = await admin.ask('GET', '/api/mails');
  expect(list.body.setup).toEqual({
    isSetUp: true,
    server: 'mail.example.com:465',
    from: 'desk@example.com',
  });
  expect(list.body.items[0]).toEqual(made.body);
  expect(made.body.text).toContain('http://desk.test/settings/mail');
});

test('what was kept can be sent, once at a time; what was sent cannot', async () => {
  const { id } = (await admin.ask('POST', '/api/mails/test')).body;
  const set = (state: 'kept' | 'sent') =>
    door.db.updateTable('mail').set({ state }).where('id', '=', id).execute();
  await set('kept');
  const both = await Promise.all([
    admin.ask('POST', `/api/mails/${id}/send`),
    admin.ask('POST', `/api/mails/${id}/send`),
  ]);
  expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  await set('sent');
  expect((await admin.ask('POST', `/api/mails/${id}/send`)).status).toBe(409);
  expect((await admin.ask('POST', `/api/mails/${door.newId()}/send`)).status).toBe(404);
});

test('mails are listed newest first, page by page', async () => {
  for (let n = 0; n < 3; n += 1) {
    await admin.ask('POST', '/api/mails/test');
    door.clock.advance(1_000);
  }
  const seen: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const url: string = `/api/mails?limit=2${cursor ? `&cursor=${cursor}` : ''}`;
    const { body } = await admin.ask('GET', url);
    seen.push(...body.items.map((one: { createdAt: string }) => one.createdAt));
    cursor = body.nextCursor;
  }
  expect(seen.length).toBeGreaterThanOrEqual(5);
  expect(seen).toEqual(seen.toSorted().toReversed());
});

import { beforeAll, expect, test } from 'vitest';
import { useDeskDoor, type DeskPerson } from '../../testing/desk-door.ts';

const door = useDeskDoor(() => ({ publicUrl: 'https://desk.example.com' }));
let admin: DeskPerson;
beforeAll(async () => {
  admin = await door.person('administrator', [], 'Leila');
});
const review = async () => (await admin.ask('GET', '/api/app-review')).body;
const note = (permission: string, body: object) =>
  admin.ask('PATCH', `/api/app-review/${encodeURIComponent(permission)}`, body);
const publicPage = (url: string) => door.app.inject({ method: 'GET', url });

test('R165 each permission has a state that is noted by hand; what is needed being approved ticks the checklist', async () => {
  const reviewed = async () => {
    const { groups } = (await admin.ask('GET', '/api/setup/checklist')).body;
    const items = groups.flatMap((one: { items: unknown[] }) => one.items);
    return items.find((one: { id: string }) => one.id === 'app-review').isDone;
  };
  const { items } = await review();
  expect(new Set(items.map((one: { state: string }) => one.state))).toEqual(new Set(['not-started']));
  await note('Human Agent', { state: 'rejected', note: 'Show a case in the screencast.' });
  await note('Human Agent', { state: 'submitted' });
  expect(
    (await review()).items.find((one: { permission: string }) => one.permission === 'Human Agent'),
  ).toMatchObject({
    state: 'submitted',
    note: 'Show a case in the screencast.',
    changed: { by: 'Leila', at: door.clock.now().toISOString() },
  });
  for (const { permission, isRequired } of items) {
    expect(await reviewed()).toBe(false);
    if (isRequired) await note(permission, { state: 'approved' });
    if (permission === 'pages_read_engagement') break;
  }
  expect(await reviewed()).toBe(true);
  expect((await note('no_such_permission', { state: 'approved' })).status).toBe(404);
  expect((await note('pages_messaging', { state: 'lost' })).status).toBe(400);
});

test('R166 R167 pages_messaging is asked for, and everything has its words and its steps', async () => {
  const { items, instructions } = await review();
  expect(items.find((one: { permission: string }) => one.permission === 'pages_messaging').isRequired).toBe(
    true,
  );
  for (const { permission, answer, steps } of items) {
    expect([permission, answer.length > 100, steps.length > 0]).toEqual([permission, true, true]);
  }
  expect(instructions).toMatch(/screencast/);
});

test('R168 J6 what Meta asks for under Basic is there, and every address of a page opens without signing in', async () => {
  await admin.ask('POST', '/api/facebook/apps', { name: 'Shop app', appId: '4711', appSecret: 'secret' });
  const { addresses } = await review();
  const values = addresses.map((one: { value: string }) => one.value);
  expect(values.every((value: string) => value.startsWith('https://desk.example.com/'))).toBe(true);
  expect(values.filter((value: string) => /\/(deauthorize|data-deletion)$/.test(value))).toHaveLength(3);
  for (const path of ['/privacy', '/data-deletion']) {
    expect(values).toContain(`https://desk.example.com${path}`);
    const page = await publicPage(path);
    expect([page.statusCode, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(page.headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect(page.headers['x-content-type-options']).toBe('nosniff');
    expect(page.headers['set-cookie']).toBeUndefined();
    expect(page.body).toMatch(/<html lang="en">.*<h1>/s);
  }
});

test('J6 the privacy page says what the organisation wrote, as text; without words of its own, the default', async () => {
  const put = (text: string | null) =>
    admin.ask('PUT', '/api/privacy-page', {
      organisation: 'Harbour & Pine',
      contact: 'privacy@hp.example',
      text,
    });
  await put(null);
  expect((await publicPage('/privacy')).body).toContain('Harbour &amp; Pine answers messages');
  expect((await publicPage('/privacy')).body).toContain('Write to privacy@hp.example');
  const { body } = await put('## Ours\n\n<script>alert(1)</script>');
  expect(body).toMatchObject({ url: 'https://desk.example.com/privacy', organisation: 'Harbour & Pine' });
  const page = (await publicPage('/privacy')).body;
  expect(page).toContain('<h2>Ours</h2>');
  expect(page).toContain('&lt;script&gt;');
  expect(page).not.toContain('<script>');
});

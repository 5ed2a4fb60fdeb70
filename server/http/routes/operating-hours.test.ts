import { beforeAll, expect, test } from 'vitest';
import { deskFacts } from '../../testing/desk-facts.ts';
import { useDeskDoor, type DeskPerson } from '../../testing/desk-door.ts';

const door = useDeskDoor();
const facts = deskFacts(door);
let admin: DeskPerson;
let lead: DeskPerson;
let agent: DeskPerson;
let count = 0;
beforeAll(async () => {
  admin = await door.person('administrator');
  lead = await door.person('supervisor');
  agent = await door.person('agent');
});

const path = '/api/operating-hours';
const monday = [{ day: 1, from: '09:00', to: '17:00' }];
const always = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from: '00:00', to: '24:00' }));
const make = async (more: object = {}) => {
  const fields = { name: `Hours ${++count}`, timeZone: 'Europe/Berlin', weekly: monday, ...more };
  const answer = await admin.ask('POST', path, fields);
  expect(answer.status).toBe(201);
  return answer.body;
};
const read = async (id: string) =>
  (await lead.ask('GET', path)).body.items.find((one: { id: string }) => one.id === id);

test('administrators write operating hours, supervisors read them with how they stand, agents do neither (N14)', async () => {
  const made = await make({
    weekly: always,
    holidays: [{ name: 'Christmas', from: '2036-12-24', to: '2036-12-26' }],
  });
  expect(await read(made.id)).toEqual(made);
  expect(made).toMatchObject({
    now: { state: 'open', holiday: null },
    holidays: [{ name: 'Christmas', hours: [] }],
    pages: [],
    departments: [],
  });
  for (const [who, status] of [
    [lead, 403],
    [agent, 403],
  ] as const) {
    expect((await who.ask('POST', path, { name: 'X', timeZone: 'UTC', weekly: monday })).status).toBe(status);
    expect((await who.ask('PATCH', `${path}/${made.id}`, { name: 'X' })).status).toBe(status);
    expect((await who.ask('DELETE', `${path}/${made.id}`)).status).toBe(status);
  }
  expect((await agent.ask('GET', path)).status).toBe(403);
  expect((await agent.ask('POST', `${path}/preview`, { timeZone: 'UTC', weekly: monday })).status).toBe(403);
  expect((await admin.ask('PATCH', `${path}/${door.newId()}`, { name: 'X' })).status).toBe(404);
  expect((await admin.ask('DELETE', `${path}/${door.newId()}`)).status).toBe(404);
});

test('a name is taken once, overlapping times are refused by the one that overlaps, and what is not named stays', async () => {
  const made = await make({ name: 'Support hours' });
  const field = async (method: 'POST' | 'PATCH', url: string, body: object) =>
    (await admin.ask(method, url, body)).body.error.data.field;
  const fields = { name: 'SUPPORT HOURS', timeZone: 'UTC', weekly: monday };
  expect(await field('POST', path, fields)).toBe('name');
  const other = await make();
  expect(await field('PATCH', `${path}/${other.id}`, { name: 'Support Hours' })).toBe('name');
  const overlapping = [...monday, { day: 1, from: '16:00', to: '18:00' }];
  expect(await field('PATCH', `${path}/${made.id}`, { weekly: overlapping })).toBe('weekly.1');
  expect(await field('POST', path, { ...fields, name: 'New', timeZone: 'Mars/Base' })).toBe('timeZone');
  expect(await field('POST', path, { ...fields, name: 'New', weekly: [] })).toBe('weekly');
  const moved = await admin.ask('PATCH', `${path}/${made.id}`, { timeZone: 'Asia/Tokyo' });
  expect(moved.body).toMatchObject({ name: 'Support hours', timeZone: 'Asia/Tokyo', weekly: monday });
  expect(await facts.heard('operating-hours.changed', made.id)).toBe(2);
});

test('a page and a department go by hours that there are, and by none again', async () => {
  const made = await make();
  const department = await door.department('Night shift');
  const page = await facts.page(department, { name: 'Harbour & Pine' });
  const pagePath = `/api/facebook/pages/${page}`;
  const set = (url: string, id: string | null) => admin.ask('PATCH', url, { operatingHoursId: id });
  expect((await set(pagePath, made.id)).body.operatingHoursId).toBe(made.id);
  expect((await set(`/api/departments/${department}`, made.id)).body.operatingHoursId).toBe(made.id);
  expect(await read(made.id)).toMatchObject({
    pages: [{ id: page, name: 'Harbour & Pine' }],
    departments: [{ id: department, name: 'Night shift' }],
  });
  for (const url of [pagePath, `/api/departments/${department}`]) {
    const answer = await set(url, door.newId());
    expect([answer.status, answer.body.error.data.field]).toEqual([400, 'operatingHoursId']);
    await set(url, null);
  }
  expect(await read(made.id)).toMatchObject({ pages: [], departments: [] });
});

test('deleting says first what goes by the hours, and then leaves it always open', async () => {
  const made = await make();
  const department = await door.department('Orders');
  const page = await facts.page(department, { name: 'Outlet' });
  await admin.ask('PATCH', `/api/facebook/pages/${page}`, { operatingHoursId: made.id });
  await admin.ask('PATCH', `/api/departments/${department}`, { operatingHoursId: made.id });
  const refused = await admin.ask('DELETE', `${path}/${made.id}`);
  expect([refused.status, refused.body.error.code]).toEqual([409, 'conflict']);
  expect(refused.body.error.data).toEqual({ pages: ['Outlet'], departments: ['Orders'] });
  expect((await admin.ask('DELETE', `${path}/${made.id}?release=true`)).status).toBe(204);
  expect(await read(made.id)).toBeUndefined();
  const { items } = (await admin.ask('GET', '/api/facebook/pages')).body;
  expect(items.find((one: { id: string }) => one.id === page).operatingHoursId).toBeNull();
});

test('hours that nobody saved are previewed: open until, closed or on holiday until', async () => {
  const preview = async (more: object) =>
    (await lead.ask('POST', `${path}/preview`, { timeZone: 'UTC', weekly: monday, ...more })).body;
  const today = door.clock.now().toISOString().slice(0, 10);
  const tomorrow = new Date(Date.parse(today) + 86_400_000).toISOString();
  const weekday = ((new Date(today).getUTCDay() + 6) % 7) + 1;
  const next = (weekday % 7) + 1;
  const day = [{ day: weekday, from: '00:00', to: '24:00' }];
  expect(await preview({ weekly: day })).toEqual({ state: 'open', holiday: null, until: tomorrow });
  expect(await preview({ weekly: [{ ...day[0], day: next }] })).toEqual({
    state: 'closed',
    holiday: null,
    until: tomorrow,
  });
  const holidays = [{ name: 'Inventory', from: today, to: today }];
  expect(await preview({ weekly: always, holidays })).toEqual({
    state: 'holiday',
    holiday: 'Inventory',
    until: tomorrow,
  });
});

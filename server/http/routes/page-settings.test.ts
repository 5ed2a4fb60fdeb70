import { beforeAll, expect, test } from 'vitest';
import { BLOCKED_EXTENSIONS } from '../../../contract/page-settings.ts';
import { deskFacts } from '../../testing/desk-facts.ts';
import { useDeskDoor, type DeskPerson } from '../../testing/desk-door.ts';

const door = useDeskDoor();
const facts = deskFacts(door);
let admin: DeskPerson;
let departmentId: string;
beforeAll(async () => {
  admin = await door.person('administrator');
  departmentId = await door.department();
});

const path = (pageId: string) => `/api/facebook/pages/${pageId}/settings`;
const read = async (pageId: string) => (await admin.ask('GET', path(pageId))).body;
const set = (pageId: string, body: object) => admin.ask('PATCH', path(pageId), body);

test('a page that nobody has touched has every setting, at its default', async () => {
  const { version, settings } = await read(await facts.page(departmentId));
  expect(version).toBe(1);
  expect(settings.attachments).toEqual({
    customers: true,
    agents: true,
    maxKb: 25_600,
    types: [],
    blockedExtensions: [...BLOCKED_EXTENSIONS],
    linkDays: 7,
  });
  expect(settings.messages).toMatchObject({ longTexts: 'split', maxLength: 2000 });
  expect(settings.general).toMatchObject({ language: 'en', mode: 'chat' });
});

test('R21: what is set for one page changes nothing for another, and nothing else for this one', async () => {
  const ours = await facts.page(departmentId);
  const other = await facts.page(departmentId);
  const before = await read(ours);
  const saved = await set(ours, { version: 1, attachments: { maxKb: 5_120 } });
  expect(saved.body).toEqual({
    version: 2,
    settings: { ...before.settings, attachments: { ...before.settings.attachments, maxKb: 5_120 } },
  });
  expect(await read(ours)).toEqual(saved.body);
  expect(await read(other)).toEqual(before);
  await set(ours, { version: 2, messages: { maxLength: 1986 } });
  expect((await read(ours)).settings.attachments.maxKb).toBe(5_120);
});

test('the second of two administrators who save at once is told, and overwrites nothing', async () => {
  const page = await facts.page(departmentId);
  const answers = await Promise.all([
    set(page, { version: 1, general: { language: 'fr' } }),
    set(page, { version: 1, general: { language: 'de' } }),
  ]);
  expect(answers.map((answer) => answer.status).toSorted()).toEqual([200, 409]);
  const winner = answers.find((answer) => answer.status === 200);
  const loser = answers.find((answer) => answer.status === 409);
  expect(loser?.body.error).toMatchObject({ code: 'conflict', data: { version: 2 } });
  expect(await read(page)).toEqual(winner?.body);
});

test('saving what stands there already is no change: no version, no line in the audit log', async () => {
  const page = await facts.page(departmentId);
  const saved = await set(page, { version: 1, general: { mode: 'chat' } });
  expect(saved.body.version).toBe(1);
  expect(await auditOf(page)).toEqual([]);
});

test('the audit log tells who set what from what to what', async () => {
  const page = await facts.page(departmentId);
  await set(page, { version: 1, attachments: { customers: false, types: ['image/*'] } });
  expect(await auditOf(page)).toEqual([
    {
      actorId: admin.id,
      action: 'page.settings-changed',
      detail: {
        changed: { 'attachments.customers': { from: true, to: false }, 'attachments.types': 'changed' },
      },
    },
  ]);
  expect(await facts.heard('page.changed', page)).toBe(1);
});

async function auditOf(subjectId: string) {
  return door.db
    .selectFrom('auditEntry')
    .select(['actorId', 'action', 'detail'])
    .where('subjectId', '=', subjectId)
    .execute();
}

test.each([
  [{ attachments: { maxKb: 25_601 } }, 'attachments.maxKb', '25 MB'],
  [{ attachments: { maxKb: 0 } }, 'attachments.maxKb', '1 KB'],
  [{ attachments: { types: ['pictures'] } }, 'attachments.types.0', 'image/*'],
  [{ attachments: { blockedExtensions: ['a/b'] } }, 'attachments.blockedExtensions.0', 'without the dot'],
  [{ general: { language: 'english' } }, 'general.language', 'fr-CA'],
  [
    { texts: { welcome: { isOn: true, byLanguage: { en: 'Hello {FirstName}' } } } },
    'texts.welcome.byLanguage.en',
    '{CustomerFirstName}',
  ],
  [
    { texts: { welcome: { isOn: true, byLanguage: { en: 'a'.repeat(1987) } } } },
    'texts.welcome.byLanguage.en',
    '1,986',
  ],
  [{ nothing: {} }, 'nothing', 'Unknown field'],
])('K11: %j is refused with the reason, and nothing is stored', async (change, field, reason) => {
  const page = await facts.page(departmentId);
  const answer = await set(page, { version: 1, ...change });
  expect(answer.status).toBe(400);
  expect(answer.body.error.data.field).toBe(field);
  expect(answer.body.error.message).toContain(reason);
  expect((await read(page)).version).toBe(1);
});

test('extensions are kept as they are compared: small, without the dot', async () => {
  const page = await facts.page(departmentId);
  const saved = await set(page, { version: 1, attachments: { blockedExtensions: ['.EXE', ' Jar '] } });
  expect(saved.body.settings.attachments.blockedExtensions).toEqual(['exe', 'jar']);
});

test('nobody but administrators sees or sets them, and a page that is not there is not found', async () => {
  const page = await facts.page(departmentId);
  for (const role of ['agent', 'supervisor'] as const) {
    const person = await door.person(role, [departmentId]);
    expect((await person.ask('GET', path(page))).status).toBe(403);
    expect((await person.ask('PATCH', path(page), { version: 1 })).status).toBe(403);
  }
  expect((await admin.ask('GET', path(door.newId()))).status).toBe(404);
  expect((await set(door.newId(), { version: 1 })).status).toBe(404);
});

import { beforeAll, expect, test } from 'vitest';
import { automatedMessages, placeholdersOf, settableMessages } from '../../../contract/automated-messages.ts';
import { deskFacts } from '../../testing/desk-facts.ts';
import { useDeskDoor, type DeskPerson } from '../../testing/desk-door.ts';

const door = useDeskDoor();
const facts = deskFacts(door);
let admin: DeskPerson;
let pagePath: string;
beforeAll(async () => {
  admin = await door.person('administrator');
  pagePath = `/api/facebook/pages/${await facts.page(await door.department())}/settings`;
});
const change = (key: string, body: object) => admin.ask('PATCH', `/api/automated-texts/${key}`, body);
const texts = async () => (await admin.ask('GET', '/api/automated-texts')).body.items;

test('the list has each trigger from T1 to T30 once, and each that can be set is in it once (E2)', async () => {
  expect(automatedMessages.map(({ id }) => id)).toEqual(Array.from({ length: 30 }, (_, n) => `T${n + 1}`));
  const keys = settableMessages.map(({ key }) => key);
  expect(new Set(keys).size).toBe(keys.length);
  expect((await texts()).map((one: { key: string }) => one.key)).toEqual(keys);
  const { settings } = (await admin.ask('GET', pagePath)).body;
  for (const key of keys) expect(settings.texts[key]).toEqual({ isOn: null, byLanguage: {} });
});

test('administrators set a text for all pages and take it back; nobody else does (R88)', async () => {
  const set = { isOn: true, byLanguage: { en: 'Hello {CustomerFirstName}', fr: 'Bonjour' } };
  expect((await change('welcome', set)).body).toEqual({ key: 'welcome', ...set });
  expect((await change('welcome', { isOn: false })).body).toEqual({ key: 'welcome', ...set, isOn: false });
  expect((await texts())[0]).toEqual({ key: 'welcome', ...set, isOn: false });
  await change('welcome', { isOn: null, byLanguage: {} });
  expect((await texts())[0]).toEqual({ key: 'welcome', isOn: null, byLanguage: {} });
  for (const role of ['supervisor', 'agent'] as const) {
    const person = await door.person(role);
    expect((await person.ask('GET', '/api/automated-texts')).status).toBe(403);
    expect((await person.ask('PATCH', '/api/automated-texts/welcome', set)).status).toBe(403);
  }
  expect((await change('callback', { isOn: true })).status).toBe(404);
});

test('a word in braces that a text cannot fill is refused at save, with those it can; on a page as for all pages (E4.12)', async () => {
  const wrong = { byLanguage: { en: 'Ok', fr: 'On rouvre {OpensAt}' } };
  const refused = await change('welcome', wrong);
  expect([refused.status, refused.body.error.data.field]).toEqual([400, 'byLanguage.fr']);
  expect(refused.body.error.message).toContain('{CustomerFirstName}');
  expect((await change('outOfHours', wrong)).status).toBe(200);
  const { version } = (await admin.ask('GET', pagePath)).body;
  const ofPage = await admin.ask('PATCH', pagePath, {
    version,
    texts: { welcome: { isOn: true, ...wrong } },
  });
  expect([ofPage.status, ofPage.body.error.data.field]).toEqual([400, 'texts.welcome.byLanguage.fr']);
  for (const { key, byDefault } of settableMessages) {
    const words = placeholdersOf(key)
      .map((word) => `{${word}}`)
      .join(' ');
    expect((await change(key, { byLanguage: { en: words } })).status).toBe(200);
    expect((await change(key, { byLanguage: byDefault.byLanguage })).status).toBe(200);
  }
});

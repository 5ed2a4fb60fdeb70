import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import type { AuditEntry } from '../../contract/audit.ts';
import { rights } from '../../contract/rights.ts';
import { deskFacts } from '../testing/desk-facts.ts';
import { useDeskDoor, type DeskPerson, type Method } from '../testing/desk-door.ts';
import type { RouteRight } from './route-rights.ts';

const door = useDeskDoor();
const facts = deskFacts(door);
let admin: DeskPerson;
let made = 0;

beforeAll(async () => {
  admin = await door.person('administrator');
});

const send = async (method: Method, url: string, body?: unknown) => {
  const answer = await admin.ask(method, url, body);
  // What fails leaves no entry, and would be taken for a route that forgets to write one.
  expect([method, url, answer.status < 300, answer.status >= 300 && answer.body]).toEqual([
    method,
    url,
    true,
    false,
  ]);
  return answer.body;
};
const newName = (what: string) => `${what} ${++made}`;
const newDepartment = () => send('POST', '/api/departments', { name: newName('Team') });
const newUnit = () => send('POST', '/api/units', { name: newName('Unit') });
const newUser = () =>
  send('POST', '/api/users', {
    name: 'Priya',
    email: `priya-${++made}@desk.test`,
    password: 'long enough to keep',
    role: 'agent',
  });
const newApp = () =>
  send('POST', '/api/facebook/apps', {
    name: newName('App'),
    appId: `${4711 + ++made}`,
    appSecret: 'secret',
  });
const newPage = async () => {
  const { id: metaAppId } = await newApp();
  return send('POST', '/api/facebook/pages', { metaAppId, pageToken: `token-of:${++made}:Page ${made}` });
};
const hours = (name: string) => ({
  name,
  timeZone: 'Europe/Berlin',
  weekly: [{ day: 1, from: '09:00', to: '17:00' }],
});
const newHours = () => send('POST', '/api/operating-hours', hours(newName('Hours')));
const newSkill = () => send('POST', '/api/skills', { name: newName('Skill') });
const newLimits = () => ({ name: newName('Profile'), itemLimit: 3 });
const newProfile = () => send('POST', '/api/capacity/profiles', newLimits());
const newTemplate = () => send('POST', '/api/offer-templates', { name: newName('Look'), body: {} });
const newStream = () => send('POST', '/api/work-streams', { name: newName('Stream') });
const surveyOf = (name: string) => ({
  name,
  questions: [{ kind: 'rating', id: 'stars', outOf: 5, text: { en: 'How was it?' } }],
});
const newSurvey = () => send('POST', '/api/surveys', surveyOf(newName('Survey')));
const newField = () => send('POST', '/api/customer-fields', { name: newName('Field') });
const newPromise = () => send('POST', '/api/promises', { name: newName('Promise'), respondMinutes: 5 });
const newTag = () => send('POST', '/api/tags', { name: newName('Tag') });
/** Somebody who wrote to a page that Facebook knows nothing of: gone before the acts that ask it about every page. */
const newContact = async () => {
  const page = await facts.page(await door.department());
  await door.db
    .updateTable('page')
    .set({ removedAt: new Date(0) })
    .where('id', '=', page)
    .execute();
  return facts.contact(page);
};
const triggerOf = () => ({
  ...{ name: newName('Trigger'), isOn: false, when: { event: 'ended', minutes: null } },
  ...{ conditions: { match: 'all', items: [] }, acts: [{ kind: 'note', text: 'Over.' }] },
  ...{ stopsHere: false, oncePerConversation: false },
});
const newTrigger = () => send('POST', '/api/triggers', triggerOf());
const newHook = { url: 'https://hooks.test/pagedesk', events: ['message.customer'] };
const newService = () => ({
  ...{ url: `https://words-${++made}.test`, apiKey: 'long enough to keep', dailyCharacters: null },
});
const newChannel = () => send('POST', '/api/chat-channels', {});
const newRule = () =>
  send('POST', '/api/privacy/masking-rules', { name: newName('Rule'), pattern: '[0-9]{4}' });
const pageIds = async () => {
  const { items } = await send('GET', '/api/facebook/pages');
  return items
    .filter((page: { isRemoved: boolean }) => !page.isRemoved)
    .map((page: { id: string }) => page.id);
};

/** How each administrative act is done: first what it needs, then the act itself, whose entry is looked for. */
const acts: Record<string, (act: (url: string, body?: unknown) => Promise<unknown>) => Promise<unknown>> = {
  'POST /api/users': (act) =>
    act('/api/users', {
      name: 'P',
      email: `p${++made}@desk.test`,
      password: 'long enough to keep',
      role: 'agent',
    }),
  'PATCH /api/users/:id': async (act) => act(`/api/users/${(await newUser()).id}`, { name: 'Priya N' }),
  'POST /api/offer-templates': (act) => act('/api/offer-templates', { name: newName('Look'), body: {} }),
  'POST /api/offer-templates/:id/copies': async (act) =>
    act(`/api/offer-templates/${(await newTemplate()).id}/copies`),
  'PUT /api/offer-templates/:id': async (act) =>
    act(`/api/offer-templates/${(await newTemplate()).id}`, { name: newName('Look'), body: {} }),
  'DELETE /api/offer-templates/:id': async (act) => act(`/api/offer-templates/${(await newTemplate()).id}`),
  'PUT /api/capacity': (act) => act('/api/capacity', {}),
  'POST /api/capacity/profiles': (act) => act('/api/capacity/profiles', newLimits()),
  'PUT /api/capacity/profiles/:id': async (act) =>
    act(`/api/capacity/profiles/${(await newProfile()).id}`, newLimits()),
  'DELETE /api/capacity/profiles/:id': async (act) =>
    act(`/api/capacity/profiles/${(await newProfile()).id}`),
  'PUT /api/presences': (act) => act('/api/presences', { isAutomatic: false, items: [] }),
  'POST /api/triggers': (act) => act('/api/triggers', triggerOf()),
  'PUT /api/triggers/:id': async (act) => {
    const { id, version } = await newTrigger();
    return act(`/api/triggers/${id}`, { ...triggerOf(), version });
  },
  'PUT /api/triggers/order': async (act) => {
    for (let n = 0; n < 2; n++) await newTrigger();
    const { items } = await send('GET', '/api/triggers');
    return act('/api/triggers/order', { ids: items.map(({ id }: { id: string }) => id).toReversed() });
  },
  'PUT /api/triggers/sender': (act) => act('/api/triggers/sender', { name: 'Pip' }),
  'DELETE /api/triggers/:id': async (act) => act(`/api/triggers/${(await newTrigger()).id}`),
  'POST /api/departments': (act) => act('/api/departments', { name: newName('Team') }),
  'PATCH /api/departments/:id': async (act) =>
    act(`/api/departments/${(await newDepartment()).id}`, { color: 3 }),
  'DELETE /api/departments/:id': async (act) => act(`/api/departments/${(await newDepartment()).id}`),
  'POST /api/units': (act) => act('/api/units', { name: newName('Unit') }),
  'PATCH /api/units/:id': async (act) => act(`/api/units/${(await newUnit()).id}`, { name: newName('Unit') }),
  'DELETE /api/units/:id': async (act) => act(`/api/units/${(await newUnit()).id}`),
  'PATCH /api/app-review/:permission': (act) =>
    act('/api/app-review/pages_messaging', { state: 'submitted' }),
  'PUT /api/privacy-page': (act) => act('/api/privacy-page', { organisation: 'H', contact: '', text: null }),
  'PATCH /api/extensions/:id': (act) => act('/api/extensions/online-chat', { isOn: true }),
  'POST /api/chat-channels': (act) => act('/api/chat-channels', {}),
  'PATCH /api/chat-channels/:id': async (act) =>
    act(`/api/chat-channels/${(await newChannel()).id}`, { name: newName('Evening') }),
  'DELETE /api/chat-channels/:id': async (act) => act(`/api/chat-channels/${(await newChannel()).id}`),
  'PATCH /api/setup/checklist/:item': (act) => act('/api/setup/checklist/platform-terms', { isDone: true }),
  'POST /api/facebook/apps': (act) =>
    act('/api/facebook/apps', { name: newName('App'), appId: `${9000 + ++made}`, appSecret: 'secret' }),
  'PATCH /api/facebook/apps/:id': async (act) =>
    act(`/api/facebook/apps/${(await newApp()).id}`, { appSecret: 'a new one' }),
  'DELETE /api/facebook/apps/:id': async (act) => act(`/api/facebook/apps/${(await newApp()).id}`),
  'POST /api/facebook/apps/:id/unauthorize': async (act) =>
    act(`/api/facebook/apps/${(await newPage()).metaAppId}/unauthorize`),
  'POST /api/facebook/pages': async (act) =>
    act('/api/facebook/pages', { metaAppId: (await newApp()).id, pageToken: `token-of:${++made}:Page` }),
  'PATCH /api/facebook/pages/:id': async (act) =>
    act(`/api/facebook/pages/${(await newPage()).id}`, { humanAgentAllowed: true }),
  'PATCH /api/facebook/pages/:id/settings': async (act) =>
    act(`/api/facebook/pages/${(await newPage()).id}/settings`, {
      version: 1,
      attachments: { agents: false },
    }),
  'POST /api/facebook/pages/:id/subscribe': async (act) =>
    act(`/api/facebook/pages/${(await newPage()).id}/subscribe`),
  'POST /api/facebook/pages/:id/unsubscribe': async (act) =>
    act(`/api/facebook/pages/${(await newPage()).id}/unsubscribe`),
  'DELETE /api/facebook/pages/:id': async (act) => act(`/api/facebook/pages/${(await newPage()).id}`),
  'POST /api/facebook/unauthorize': async (act) => {
    await newPage();
    return act('/api/facebook/unauthorize', { pageIds: await pageIds() });
  },
  'POST /api/privacy/masking-rules': (act) =>
    act('/api/privacy/masking-rules', { name: newName('Rule'), pattern: '[0-9]{4}' }),
  'PATCH /api/privacy/masking-rules/:id': async (act) =>
    act(`/api/privacy/masking-rules/${(await newRule()).id}`, { name: newName('Rule') }),
  'DELETE /api/privacy/masking-rules/:id': async (act) =>
    act(`/api/privacy/masking-rules/${(await newRule()).id}`),
  'PATCH /api/privacy/policy': (act) => act('/api/privacy/policy', { journalDays: 20 }),
  'PATCH /api/automated-texts/:key': (act) => act('/api/automated-texts/welcome', { isOn: true }),
  'POST /api/operating-hours': (act) => act('/api/operating-hours', hours(newName('Hours'))),
  'PATCH /api/operating-hours/:id': async (act) =>
    act(`/api/operating-hours/${(await newHours()).id}`, { timeZone: 'Asia/Tokyo' }),
  'DELETE /api/operating-hours/:id': async (act) => act(`/api/operating-hours/${(await newHours()).id}`),
  'POST /api/skills': (act) => act('/api/skills', { name: newName('Skill') }),
  'PATCH /api/skills/:id': async (act) =>
    act(`/api/skills/${(await newSkill()).id}`, { name: newName('Skill') }),
  'DELETE /api/skills/:id': async (act) => act(`/api/skills/${(await newSkill()).id}`),
  'POST /api/work-streams': (act) => act('/api/work-streams', { name: newName('Stream') }),
  'PATCH /api/work-streams/:id': async (act) =>
    act(`/api/work-streams/${(await newStream()).id}`, { version: 1, name: newName('Stream') }),
  'PUT /api/work-streams/:id/service': async (act) =>
    act(`/api/work-streams/${(await newStream()).id}/service`, {
      url: 'https://agents.example/next',
      secret: 'a word between us',
    }),
  'POST /api/work-streams/:id/copies': async (act) =>
    act(`/api/work-streams/${(await newStream()).id}/copies`),
  'PUT /api/work-streams/:id/rules': async (act) =>
    act(`/api/work-streams/${(await newStream()).id}/rules`, { version: 0, rules: [] }),
  'POST /api/work-streams/:id/re-route': async (act) =>
    act(`/api/work-streams/${(await newStream()).id}/re-route`),
  'DELETE /api/work-streams/:id': async (act) => act(`/api/work-streams/${(await newStream()).id}`),
  'POST /api/surveys': (act) => act('/api/surveys', surveyOf(newName('Survey'))),
  'PATCH /api/surveys/:id': async (act) => {
    const { id, version } = await newSurvey();
    return act(`/api/surveys/${id}`, { ...surveyOf(newName('Survey')), version });
  },
  'DELETE /api/surveys/:id': async (act) => act(`/api/surveys/${(await newSurvey()).id}`),
  'POST /api/tags': (act) => act('/api/tags', { name: newName('Tag') }),
  'PATCH /api/tags/:id': async (act) => act(`/api/tags/${(await newTag()).id}`, { color: 2 }),
  'POST /api/promises': (act) => act('/api/promises', { name: newName('Promise'), respondMinutes: 5 }),
  'PATCH /api/promises/:id': async (act) =>
    act(`/api/promises/${(await newPromise()).id}`, { respondMinutes: 6 }),
  'DELETE /api/promises/:id': async (act) => act(`/api/promises/${(await newPromise()).id}`),
  'DELETE /api/tags/:id': async (act) => act(`/api/tags/${(await newTag()).id}`),
  'POST /api/customer-fields': (act) => act('/api/customer-fields', { name: newName('Field') }),
  'PATCH /api/customer-fields/:id': async (act) =>
    act(`/api/customer-fields/${(await newField()).id}`, { name: newName('Field') }),
  'DELETE /api/customer-fields/:id': async (act) => act(`/api/customer-fields/${(await newField()).id}`),
  'PUT /api/customer-settings': (act) => act('/api/customer-settings', { linksByName: true }),
  'PUT /api/contacts/:id/hold': async (act) =>
    act(`/api/contacts/${await newContact()}/hold`, { isHeld: true }),
  'POST /api/contacts/:id/erasure': async (act) => act(`/api/contacts/${await newContact()}/erasure`),
  'POST /api/customers/:id/erasure': async (act) => {
    const { id } = await send('POST', '/api/customers', { name: newName('Erased') });
    const link = { contactId: await newContact(), customerId: id, how: 'by-hand' as const };
    await door.db
      .insertInto('customerProfile')
      .values({ ...link, linkedBy: null, linkedAt: door.clock.now() })
      .execute();
    return act(`/api/customers/${id}/erasure`);
  },
  'POST /api/webhooks': (act) => act('/api/webhooks', newHook),
  'PATCH /api/webhooks/:id': async (act) =>
    act(`/api/webhooks/${(await send('POST', '/api/webhooks', newHook)).id}`, { isOn: false }),
  'DELETE /api/webhooks/:id': async (act) =>
    act(`/api/webhooks/${(await send('POST', '/api/webhooks', newHook)).id}`),
  'POST /api/webhooks/:id/secret': async (act) =>
    act(`/api/webhooks/${(await send('POST', '/api/webhooks', newHook)).id}/secret`),
  'POST /api/webhooks/:id/test': async (act) =>
    act(`/api/webhooks/${(await send('POST', '/api/webhooks', newHook)).id}/test`),
  'PUT /api/translation/service': (act) => act('/api/translation/service', newService()),
  'POST /api/translation/service/try': async (act) => {
    await send('PUT', '/api/translation/service', newService());
    return act('/api/translation/service/try', { from: 'en', to: 'de', text: 'Hello' });
  },
  'POST /api/translation/service/switch': async (act) => {
    const { acknowledgement } = await send('PUT', '/api/translation/service', newService());
    await door.db.updateTable('translationService').set({ triedAt: door.clock.now() }).execute();
    return act('/api/translation/service/switch', {
      isOn: true,
      acknowledgedVersion: acknowledgement.version,
    });
  },
  'POST /api/mails/test': (act) => act('/api/mails/test'),
  // Last: it takes everything away.
  'POST /api/extensions/facebook/uninstall': async (act) => {
    await newPage();
    const confirm = { confirm: 'uninstall', deleteData: false };
    return act('/api/extensions/facebook/uninstall', { ...confirm, pageIds: await pageIds() });
  },
};

/** Routes that need more of Facebook than there is here: the action, and the verb that writes its entry. */
const elsewhere: Record<string, [action: string, file: string]> = {
  'POST /api/facebook/logins': ['facebook-login.begun', 'logins/start-login.ts'],
  'POST /api/facebook/logins/complete': ['facebook-login.granted', 'logins/complete-login.ts'],
  'DELETE /api/facebook/logins/:id': ['facebook-login.cancelled', 'logins/cancel-login.ts'],
  'POST /api/facebook/logins/:id/pages': ['page.connected', 'pages/connect-page.ts'],
  'POST /api/facebook/logins/:id/update': ['page.token-renewed', 'pages/renew-token.ts'],
  'POST /api/facebook/pages/:id/doctor/mend': ['page.mended', 'pages/doctor/run-doctor.ts'],
  'POST /api/facebook/pages/:id/backfills': ['backfill.started', 'backfill/start.ts'],
  'POST /api/facebook/backfills/:id/pause': ['backfill.', 'backfill/steer.ts'],
  'POST /api/facebook/backfills/:id/resume': ['backfill.', 'backfill/steer.ts'],
  'POST /api/facebook/backfills/:id/cancel': ['backfill.', 'backfill/steer.ts'],
  'POST /api/webhooks/:id/deliveries/:delivery/send': [
    'webhook.sent-again',
    'outgoing-webhooks/deliveries.ts',
  ],
  'POST /api/messages/:id/original': ['message.original-read', 'privacy/read-original.ts'],
  'POST /api/mails/:id/send': ['mail.sent-again', 'mail/send-again.ts'],
  'POST /api/diagnostics/set-aside/:id/replay': ['set-aside.replayed', 'pages/replay-set-aside.ts'],
};

/** Routes that leave no entry, and why. */
const silent: Record<string, string> = {
  'POST /api/setup/messages': 'The room itself keeps who said what.',
  'POST /api/setup/checklist/look': 'It looks at Facebook, and changes nothing of anybody’s.',
  'POST /api/facebook/pages/:id/refresh': 'It looks at Facebook, and changes nothing of anybody’s.',
  'POST /api/privacy/masking-rules/test': 'It tries a rule on a text, and keeps neither.',
};

/** What administrators alone may do, and who works where, is what makes the desk as it is. */
const isAudited = (right: RouteRight) =>
  right === 'staff-departments' ||
  (right !== 'public' && rights[right].every((standing) => standing === 'administrator'));
const administrative = () =>
  door.app.knownRoutes
    .filter(({ method, right }) => isAudited(right) && method !== 'GET' && method !== 'HEAD')
    .map(({ method, url }) => `${method} ${url}`);

const log = async (): Promise<AuditEntry[]> => (await admin.ask('GET', '/api/audit?limit=200')).body.items;

test('J17 every administrative route is known here: how it is done, which verb writes its entry, or why it leaves none', () => {
  const known = [...Object.keys(acts), ...Object.keys(elsewhere), ...Object.keys(silent)];
  expect(known.toSorted()).toEqual(administrative().toSorted());
});

test.each(Object.entries(elsewhere))('J17 %s: its verb writes %s', (_route, [action, file]) => {
  const verb = readFileSync(new URL(`../desk/${file}`, import.meta.url), 'utf8');
  expect(verb).toMatch(new RegExp(`['\`]${action.replace('.', '\\.')}`));
  expect(verb).toContain('audit(ctx, story');
});

test.each(Object.keys(acts))('J17 %s leaves an entry with who did it, and no secret', async (route) => {
  const method = route.split(' ')[0] as Method;
  await acts[route]?.(async (url, body) => {
    const [newest] = await log();
    await send(method, url, body);
    const entries = (await log()).filter(({ id }) => id > (newest?.id ?? 0));
    expect(entries.length).toBeGreaterThan(0);
    expect(entries.every(({ actor }) => actor?.id === admin.id)).toBe(true);
    expect(JSON.stringify(entries)).not.toMatch(/long enough to keep|token-of|"secret"|a new one/);
  });
  expect.hasAssertions();
});

import { beforeAll, describe, expect, test } from 'vitest';
import type { ConditionGroup } from '../../../contract/conditions.ts';
import { saveRoutingRules as saveBody } from '../../../contract/routing-rules.ts';
import { saveProfile } from '../../store/profiles.ts';
import { facebookPage, meta, readConversation, useIntake } from '../../testing/intake.ts';
import type { Context } from '../context.ts';
import { reRoute } from './re-route.ts';
import { profileWaitMs } from './route-begun.ts';
import { routeWaiting } from './route-waiting.ts';
import { getRoutingRules, saveRoutingRules } from './rules.ts';
import { askWhatIf } from './what-if.ts';

const intake = useIntake();
const ctx = (): Context => ({
  db: intake.db,
  clock: intake.clock,
  bell: intake.bell,
  newId: intake.newId,
  actor: { kind: 'system', name: 'Test' },
});

let pageId: string;
let stream: string;
let usual: string;
const departments: Record<string, string> = {};
let people = 100;
const somebody = () => ({ psid: String(++people) });

const department = async (name: string) => {
  const id = intake.newId();
  await intake.db
    .insertInto('department')
    .values({ id, name, color: 1, createdAt: intake.clock.now() })
    .execute();
  departments[name] = id;
  return id;
};

beforeAll(async () => {
  pageId = await intake.page(facebookPage);
  const row = await intake.db
    .selectFrom('workStream')
    .select('id')
    .where('isDefault', '=', true)
    .executeTakeFirstOrThrow();
  stream = row.id;
  usual = (
    await intake.db
      .selectFrom('department')
      .select('id')
      .where('isDefault', '=', true)
      .executeTakeFirstOrThrow()
  ).id;
  for (const name of ['Billing', 'Returns', 'Key accounts', 'Rest']) await department(name);
});

const when = (attribute: string, operator: string, ...values: (string | number | boolean)[]) =>
  ({ match: 'all', items: [{ attribute, operator, values }] }) as ConditionGroup;

type Draft = { to: string; when: ConditionGroup; more?: object };

const save = async (rules: Draft[], fallback: string | null = null) => {
  const { version } = await getRoutingRules(ctx(), stream);
  return saveRoutingRules(
    ctx(),
    stream,
    saveBody.parse({
      version,
      fallbackDepartmentId: fallback,
      rules: rules.map(({ to, when: conditions, more }, index) => ({
        id: intake.newId(),
        name: `Rule ${index + 1} to ${to}`,
        conditions,
        departmentId: departments[to],
        ...more,
      })),
    }),
  );
};

const settings = (general: object) =>
  intake.db
    .updateTable('page')
    .set({ settings: JSON.stringify({ life: { reopenHours: 72 }, general }) })
    .where('id', '=', pageId)
    .execute();

const decisionsOf = async (conversationId: string) =>
  (
    await intake.db
      .selectFrom('assignmentDecision')
      .select('detail')
      .where('conversationId', '=', conversationId)
      .where('kind', '=', 'routing')
      .orderBy('at')
      .execute()
  ).map(({ detail }) => detail as { ruleId: string | null; because: string; tried: { outcome: string }[] });

const begin = async (text: string, who = somebody(), more: Record<string, unknown> = {}) => {
  await intake.tell(meta.message(`m.${who.psid}`, text, 1, who, more));
  return readConversation(intake, pageId, who.psid);
};
const departmentOf = async (psid: string) => {
  const { conversation } = await readConversation(intake, pageId, psid);
  return conversation.departmentId;
};

describe('when a conversation begins', () => {
  test('of two rules that are true the first one sends it, and why is kept with it (D-T1, R72)', async () => {
    const { rules } = await save([
      { to: 'Key accounts', when: when('customer.earlier', 'greater', 10) },
      { to: 'Billing', when: when('message.text', 'contains', 'invoice'), more: { asks: { priority: 1 } } },
      { to: 'Returns', when: when('message.text', 'contains', 'broken') },
    ]);
    const { conversation } = await begin('The INVOICE for my broken desk');
    expect(conversation).toMatchObject({
      departmentId: departments['Billing'],
      priority: 1,
      routesUntil: null,
    });
    const [decision] = await decisionsOf(conversation.id);
    expect(decision).toMatchObject({
      ruleId: rules[1]?.id,
      because: 'The rule “Rule 2 to Billing” matched.',
    });
    expect(decision?.tried.map(({ outcome }) => outcome)).toEqual(['not-matched', 'matched']);
    expect(JSON.stringify(decision)).not.toContain('desk');
  });

  test('what no rule matches goes to the department for everything else, or stays with its page (D-T2)', async () => {
    await save([{ to: 'Billing', when: when('message.text', 'contains', 'invoice') }], departments['Rest']);
    const { conversation } = await begin('Hello');
    expect(conversation.departmentId).toBe(departments['Rest']);
    expect(await decisionsOf(conversation.id)).toMatchObject([{ ruleId: null, because: 'No rule matched.' }]);
    await save([]);
    expect((await begin('Hello')).conversation.departmentId).toBe(usual);
  });

  test('a page-scoped id of 17 digits is told from its neighbour (D-T3, R77)', async () => {
    await save([{ to: 'Key accounts', when: when('customer.psid', 'equals', '12345678901234567') }]);
    const right = await begin('Hello', { psid: '12345678901234567' });
    const wrong = await begin('Hello', { psid: '12345678901234568' });
    expect(right.conversation.departmentId).toBe(departments['Key accounts']);
    expect(wrong.conversation.departmentId).toBe(usual);
  });

  test('saving rules moves nothing that is queued; routing anew does, and leaves what somebody has (D-T6, K28)', async () => {
    await save([]);
    const queued = somebody();
    const taken = somebody();
    await begin('An invoice', queued);
    const { conversation } = await begin('An invoice', taken);
    const agent = intake.newId();
    await intake.db
      .insertInto('deskUser')
      .values({
        id: agent,
        email: `${agent}@desk.test`,
        name: 'Maya',
        passwordHash: 'x',
        role: 'agent',
        disabledAt: null,
        createdAt: intake.clock.now(),
        noticeVersion: null,
        noticeAcceptedAt: null,
      })
      .execute();
    await intake.db
      .updateTable('conversation')
      .set({ status: 'active', assigneeId: agent })
      .where('id', '=', conversation.id)
      .execute();
    const saved = await save([{ to: 'Billing', when: when('message.text', 'contains', 'invoice') }]);
    expect(saved.queued).toBeGreaterThan(0);
    expect(await departmentOf(queued.psid)).toBe(usual);
    const done = await reRoute(ctx(), stream);
    expect(done.moved).toBeGreaterThan(0);
    expect(await departmentOf(queued.psid)).toBe(departments['Billing']);
    expect(await departmentOf(taken.psid)).toBe(usual);
    expect((await reRoute(ctx(), stream)).moved).toBe(0);
  });

  test('a word to an open conversation, and one that reopens, ask no rule', async () => {
    await save([{ to: 'Billing', when: when('message.text', 'contains', 'hello') }]);
    const who = somebody();
    const { conversation } = await begin('Hello', who);
    await save([{ to: 'Returns', when: when('message.text', 'contains', 'hello') }]);
    await intake.tell(meta.message(`m2.${who.psid}`, 'Hello again', 2, who));
    expect(await departmentOf(who.psid)).toBe(departments['Billing']);
    const closedAt = new Date(intake.clock.now().getTime() - 1_000);
    await intake.db
      .updateTable('conversation')
      .set({ status: 'closed', closedAt })
      .where('id', '=', conversation.id)
      .execute();
    await intake.tell(meta.message(`m3.${who.psid}`, 'Hello once more', 3_600, who));
    const after = await readConversation(intake, pageId, who.psid);
    expect(after.conversation).toMatchObject({ status: 'open', departmentId: departments['Billing'] });
    expect(await decisionsOf(conversation.id)).toHaveLength(1);
  });

  test('a page’s own department goes before the rules, unless the page puts the rules first (R22)', async () => {
    await save([{ to: 'Billing', when: when('message.text', 'contains', 'invoice') }]);
    await intake.db
      .updateTable('page')
      .set({ departmentId: departments['Returns'] ?? '' })
      .where('id', '=', pageId)
      .execute();
    expect((await begin('An invoice')).conversation.departmentId).toBe(departments['Returns']);
    await settings({ rulesFirst: true });
    expect((await begin('An invoice')).conversation.departmentId).toBe(departments['Billing']);
    expect((await begin('Something else')).conversation.departmentId).toBe(departments['Returns']);
    await intake.db.updateTable('page').set({ departmentId: usual }).where('id', '=', pageId).execute();
    await settings({});
  });

  test('a link that was followed before the first word is known to the rules, with its variables (R56)', async () => {
    await intake.db
      .updateTable('workStream')
      .set((eb) => ({
        settings: JSON.stringify({
          mode: 'pick',
          selfAssign: 'always',
          variables: [{ name: 'vip', type: 'number' }],
        }),
        version: eb('version', '+', 1),
      }))
      .where('id', '=', stream)
      .execute();
    await save([{ to: 'Key accounts', when: when('variable:vip', 'equals', 1) }]);
    const who = somebody();
    const referral = { ref: 'vip=1', source: 'SHORTLINK', type: 'OPEN_THREAD' };
    await intake.tell(
      {
        sender: { id: who.psid },
        recipient: { id: facebookPage },
        timestamp: Date.UTC(2026, 10, 20, 12),
        referral,
      },
      meta.message(`m.${who.psid}`, 'Hello', 1, who),
    );
    expect(await departmentOf(who.psid)).toBe(departments['Key accounts']);
    expect((await begin('Hello')).conversation.departmentId).toBe(usual);
  });

  test('whoever is linked to a customer’s card is told from whoever is not (D3)', async () => {
    await save([{ to: 'Key accounts', when: when('customer.linked', 'equals', true) }]);
    const who = somebody();
    const { contact, conversation } = await begin('Hello', who);
    expect(conversation.departmentId).toBe(usual);
    const customerId = intake.newId();
    const at = intake.clock.now();
    await intake.db
      .insertInto('customer')
      .values({
        id: customerId,
        kind: 'person',
        name: 'Gilda Moss',
        createdBy: null,
        createdAt: at,
        updatedAt: at,
      })
      .execute();
    await intake.db
      .insertInto('customerProfile')
      .values({ contactId: contact.id, customerId, how: 'by-hand', linkedBy: null, linkedAt: at })
      .execute();
    await reRoute(ctx(), stream);
    expect(await departmentOf(who.psid)).toBe(departments['Key accounts']);
  });

  test('a closed department is passed over, and “in hours of” knows it (D3, N14)', async () => {
    const hoursId = intake.newId();
    await intake.db
      .insertInto('operatingHours')
      .values({
        id: hoursId,
        name: 'Mondays',
        timeZone: 'UTC',
        weekly: JSON.stringify([{ day: 1, from: '09:00', to: '10:00' }]),
        holidays: '[]',
        createdAt: new Date(0),
      })
      .execute();
    const returns = departments['Returns'] ?? '';
    await intake.db
      .updateTable('department')
      .set({ operatingHoursId: hoursId })
      .where('id', '=', returns)
      .execute();
    await save([
      { to: 'Returns', when: when('message.text', 'contains', 'broken') },
      { to: 'Billing', when: when('hours.open', 'not-equals', returns) },
    ]);
    const { conversation } = await begin('It is broken');
    expect(conversation.departmentId).toBe(departments['Billing']);
    expect(await decisionsOf(conversation.id)).toMatchObject([
      {
        tried: [
          { outcome: 'unavailable', because: 'It matches, but Returns is closed.' },
          { outcome: 'matched' },
        ],
      },
    ]);
    await save([
      { to: 'Returns', when: when('message.text', 'contains', 'broken'), more: { ifUnavailable: 'stay' } },
    ]);
    expect((await begin('It is broken')).conversation.departmentId).toBe(returns);
    await intake.db
      .updateTable('department')
      .set({ operatingHoursId: null })
      .where('id', '=', returns)
      .execute();
  });
});

describe('while the profile is not known', () => {
  const gilda = when('customer.name', 'contains', 'Gilda');
  const jobsOf = async (conversationId: string) =>
    (await intake.db.selectFrom('job').select(['kind', 'uniqueKey', 'runAt']).execute()).filter(
      ({ uniqueKey }) => uniqueKey?.endsWith(conversationId),
    );

  test('what hangs on it waits for it, and goes on as soon as it is there (R73)', async () => {
    await save([{ to: 'Key accounts', when: gilda }]);
    const who = somebody();
    const { conversation, contact } = await begin('Hello', who);
    expect(conversation.departmentId).toBe(usual);
    expect(conversation.routesUntil?.getTime()).toBe(intake.clock.now().getTime() + profileWaitMs);
    expect(await jobsOf(conversation.id)).toMatchObject([{ kind: 'route', runAt: conversation.routesUntil }]);
    expect(await decisionsOf(conversation.id)).toEqual([]);
    await intake.db.transaction().execute((tx) =>
      saveProfile(tx, contact.id, {
        profileState: 'known',
        name: 'Gilda Moss',
        firstName: 'Gilda',
        lastName: 'Moss',
      }),
    );
    await routeWaiting(ctx(), { conversationId: conversation.id });
    const after = await readConversation(intake, pageId, who.psid);
    expect(after.conversation).toMatchObject({
      departmentId: departments['Key accounts'],
      routesUntil: null,
    });
    await routeWaiting(ctx(), { conversationId: conversation.id });
    expect(await decisionsOf(conversation.id)).toHaveLength(1);
  });

  test('when the time is over it goes with what is known', async () => {
    await save([
      { to: 'Key accounts', when: gilda },
      { to: 'Billing', when: when('customer.name', 'has-no-data') },
    ]);
    const { conversation } = await begin('Hello');
    await routeWaiting(ctx(), { conversationId: conversation.id });
    expect(await decisionsOf(conversation.id)).toEqual([]);
    intake.clock.advance(profileWaitMs);
    await routeWaiting(ctx(), { conversationId: conversation.id });
    expect(await decisionsOf(conversation.id)).toMatchObject([
      { because: 'The rule “Rule 2 to Billing” matched.' },
    ]);
  });

  test('what an agent took meanwhile stays theirs', async () => {
    await save([{ to: 'Key accounts', when: gilda }]);
    const who = somebody();
    const { conversation } = await begin('Hello', who);
    await intake.db
      .updateTable('conversation')
      .set({ status: 'active' })
      .where('id', '=', conversation.id)
      .execute();
    intake.clock.advance(profileWaitMs);
    await routeWaiting(ctx(), { conversationId: conversation.id });
    const after = await readConversation(intake, pageId, who.psid);
    expect(after.conversation).toMatchObject({ departmentId: usual, routesUntil: null });
    expect(await decisionsOf(conversation.id)).toEqual([]);
  });

  test('a rule before it that needs no profile decides at once', async () => {
    await save([
      { to: 'Billing', when: when('message.text', 'contains', 'invoice') },
      { to: 'Key accounts', when: gilda },
    ]);
    const { conversation } = await begin('An invoice');
    expect(conversation).toMatchObject({ departmentId: departments['Billing'], routesUntil: null });
  });
});

describe('who somebody is by their card', () => {
  const now = () => intake.clock.now();
  const made = () => ({ createdBy: null, createdAt: now(), updatedAt: now() });
  const cardOf = async (contactId: string, more: object = {}) => {
    const id = intake.newId();
    await intake.db
      .insertInto('customer')
      .values({ id, kind: 'person', name: 'Gilda Moss', ...made(), ...more })
      .execute();
    await link(contactId, id);
    return id;
  };
  const link = (contactId: string, customerId: string) =>
    intake.db
      .insertInto('customerProfile')
      .values({ contactId, customerId, how: 'by-hand', linkedBy: null, linkedAt: now() })
      .execute();
  /** Somebody who wrote, was linked to a card, and whose conversation is long over. */
  const known = async (more: object = {}) => {
    const who = somebody();
    const { conversation, contact } = await begin('Hello', who);
    await intake.db
      .updateTable('conversation')
      .set({ status: 'closed', closedAt: new Date(now().getTime() - 1_000 * 3_600_000) })
      .where('id', '=', conversation.id)
      .execute();
    return { who, cardId: await cardOf(contact.id, more) };
  };
  const goes = async (who: { psid: string }, rule: ConditionGroup) => {
    const { rules, fallbackDepartmentId } = await save(
      [{ to: 'Key accounts', when: rule }],
      departments['Rest'] ?? null,
    );
    await intake.tell(meta.message(`m.${intake.newId()}`, 'Hello again', 1, who));
    const row = await intake.db
      .selectFrom('conversation as c')
      .innerJoin('contact as k', 'k.id', 'c.contactId')
      .select(['c.id', 'c.departmentId'])
      .where('k.psid', '=', who.psid)
      .where('c.status', '=', 'open')
      .executeTakeFirstOrThrow();
    const [decision] = await decisionsOf(row.id);
    // Tried on what was, the rules say the same.
    const { one } = await askWhatIf(ctx(), stream, {
      ...{ rules, fallbackDepartmentId, last: 1, conversationId: row.id },
    } as never);
    expect(one?.edited.departmentId).toBe(row.departmentId);
    return {
      isKey: row.departmentId === departments['Key accounts'],
      kept: decision?.tried[0],
      held: one?.edited.tried[0]?.finding?.items?.[0]?.value,
    };
  };

  test('a rule asks for the card, also for one that was merged into it since, and keeps no name of it', async () => {
    const { who, cardId } = await known();
    const old = intake.newId();
    const merged = { mergedInto: cardId, mergedAt: now() };
    await intake.db
      .insertInto('customer')
      .values({ id: old, kind: 'person', name: 'G. Moss', ...made(), ...merged })
      .execute();
    expect(await goes(who, when('customer.card', 'equals', old))).toMatchObject({ isKey: true });
    const other = await known();
    expect(await goes(other.who, when('customer.card', 'equals', cardId))).toMatchObject({
      isKey: false,
      kept: { because: 'Not so: Customer card equals the one that is chosen' },
      held: 'Gilda Moss',
    });
    expect(await goes(somebody(), when('customer.card', 'has-no-data'))).toMatchObject({
      ...{ isKey: true, held: null },
    });
  });

  test('a rule asks for company, manager, open tickets and own fields of the card; without a card they are empty', async () => {
    const [company, manager, size, since] = Array.from({ length: 4 }, intake.newId) as [
      string,
      string,
      string,
      string,
    ];
    await intake.db
      .insertInto('customer')
      .values({ id: company, kind: 'company', name: 'Moss Ltd', ...made() })
      .execute();
    const person = { id: manager, name: 'Maya', email: `${manager}@example.com`, passwordHash: 'x' };
    await intake.db
      .insertInto('deskUser')
      .values({ ...person, role: 'agent', createdAt: now() })
      .execute();
    await intake.db
      .insertInto('customerField')
      .values([
        { id: size, name: `Seats ${size}`, appliesTo: 'both', type: 'number', createdAt: now() },
        { id: since, name: `Since ${since}`, appliesTo: 'both', type: 'date', createdAt: now() },
      ])
      .execute();
    const fields = JSON.stringify({ [size]: 40, [since]: '2026-11-19' });
    const holds = async (rule: ConditionGroup) => {
      const { who } = await known({ companyId: company, managerId: manager, fields });
      return (await goes(who, rule)).isKey;
    };
    expect(await holds(when('customer.company', 'equals', company))).toBe(true);
    expect(await holds(when('customer.manager', 'equals', manager))).toBe(true);
    expect(await holds(when('customer.manager', 'has-no-data'))).toBe(false);
    expect(await holds(when(`field:${size}`, 'greater', 30))).toBe(true);
    expect(await holds(when(`field:${size}`, 'less', 30))).toBe(false);
    expect(await holds(when(`field:${since}`, 'on', '2026-11-19'))).toBe(true);
    expect(await holds(when('customer.ticket', 'has-no-data'))).toBe(true);
    expect((await goes(somebody(), when(`field:${size}`, 'has-data'))).isKey).toBe(false);
    await expect(save([{ to: 'Rest', when: when(`field:${intake.newId()}`, 'has-data') }])).rejects.toThrow(
      'The field of customers that it asks for is gone.',
    );
  });

  test('tickets of the card that are not closed are asked for by their number', async () => {
    const { who, cardId } = await known();
    const { conversation, contact } = await begin('My other matter');
    await intake.db
      .updateTable('conversation')
      .set({ mode: 'ticket', openedAt: new Date(conversation.openedAt.getTime() - 60_000) })
      .where('id', '=', conversation.id)
      .execute();
    await link(contact.id, cardId);
    const number = String(conversation.number);
    expect(await goes(who, when('customer.ticket', 'equals', number))).toMatchObject({
      ...{ isKey: true, held: number },
    });
  });
});

describe('a department that is full', () => {
  const limit = (name: string, waitingLimit: number | null) =>
    intake.db
      .updateTable('department')
      .set({ rules: JSON.stringify({ waitingLimit }) })
      .where('id', '=', departments[name] ?? '')
      .execute();
  const all: ConditionGroup = { match: 'all', items: [] };
  let refused: string;

  test('is passed over for the next rule that matches, as soon as so many wait in it, within one batch too', async () => {
    const small = await department('Small');
    await limit('Small', 2);
    const { rules } = await save([
      { to: 'Small', when: all },
      { to: 'Rest', when: all },
    ]);
    const who = [somebody(), somebody(), somebody()];
    await intake.tell(...who.map((one) => meta.message(`m.${one.psid}`, 'Hello', 1, one)));
    const found = await Promise.all(who.map(({ psid }) => departmentOf(psid)));
    expect(found.filter((id) => id === small)).toHaveLength(2);
    expect(found.filter((id) => id === departments['Rest'])).toHaveLength(1);
    const last = await begin('Hello');
    refused = last.conversation.id;
    expect(await decisionsOf(last.conversation.id)).toMatchObject([
      {
        ruleId: rules[1]?.id,
        tried: [
          { outcome: 'unavailable', because: 'It matches, but Small is full.' },
          { outcome: 'matched' },
        ],
        full: [small],
      },
    ]);
    // Asked anew nothing moves: what waits there does not count against itself.
    const before = await Promise.all(who.map(({ psid }) => departmentOf(psid)));
    await reRoute(ctx(), stream);
    expect(await Promise.all(who.map(({ psid }) => departmentOf(psid)))).toEqual(before);
    // Somebody takes one: there is room again.
    await intake.db
      .updateTable('conversation')
      .set({ status: 'closed', closedAt: intake.clock.now() })
      .where('departmentId', '=', small)
      .execute();
    const next = await begin('Hello');
    expect(next.conversation.departmentId).toBe(small);
  });

  test('what was full then is full when rules are tried on what was: nothing would change', async () => {
    const { rules, version } = await getRoutingRules(ctx(), stream);
    expect(version).toBeGreaterThan(0);
    const { changeCount, replayed } = await askWhatIf(ctx(), stream, {
      ...{ rules, fallbackDepartmentId: null, last: 5 },
    });
    expect([replayed, changeCount]).toEqual([5, 0]);
    const { one } = await askWhatIf(ctx(), stream, {
      ...{ rules, fallbackDepartmentId: null, last: 1, conversationId: refused },
    } as never);
    expect(one?.edited.tried.map(({ outcome }) => outcome)).toEqual(['unavailable', 'matched']);
  });

  test('what a rule divides is tried, and asked anew, as it was done', async () => {
    const split = [{ departmentId: departments['Rest'], percent: 50 }];
    await save([{ to: 'Billing', when: all, more: { split } }]);
    const who = Array.from({ length: 12 }, somebody);
    for (const one of who) await begin('Hello', one);
    const went = await Promise.all(who.map(({ psid }) => departmentOf(psid)));
    expect(new Set(went)).toEqual(new Set([departments['Billing'], departments['Rest']]));
    const { rules } = await getRoutingRules(ctx(), stream);
    expect(rules[0]).toMatchObject({ split });
    for (const { psid } of who) {
      const { conversation } = await readConversation(intake, pageId, psid);
      const tried = await askWhatIf(ctx(), stream, {
        ...{ rules, fallbackDepartmentId: null, last: 1, conversationId: conversation.id },
      } as never);
      expect(tried.one?.edited.departmentId).toBe(conversation.departmentId);
    }
    await reRoute(ctx(), stream);
    expect(await Promise.all(who.map(({ psid }) => departmentOf(psid)))).toEqual(went);
  });
});

test('without rules nothing is asked: no decision is kept, and no job is made', async () => {
  await intake.db.deleteFrom('routingRuleSet').execute();
  const { conversation } = await begin('Hello');
  expect(conversation.departmentId).toBe(usual);
  expect(await decisionsOf(conversation.id)).toEqual([]);
  expect(intake.failures).toEqual([]);
});

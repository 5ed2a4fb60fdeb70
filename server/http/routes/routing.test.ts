import { beforeAll, describe, expect, test } from 'vitest';
import type { ConditionGroup } from '../../../contract/conditions.ts';
import { deskFacts } from '../../testing/desk-facts.ts';
import { useDeskDoor, type DeskPerson } from '../../testing/desk-door.ts';

const door = useDeskDoor();
const facts = deskFacts(door);
let admin: DeskPerson;
let lead: DeskPerson;
let agent: DeskPerson;
let billing: string;
let returns: string;
let common: string;
let page: string;
let count = 0;

beforeAll(async () => {
  admin = await door.person('administrator');
  lead = await door.person('supervisor');
  billing = await door.department('Billing');
  returns = await door.department('Returns');
  agent = await door.person('agent', [billing]);
  const { items } = (await admin.ask('GET', '/api/departments')).body;
  common = items.find((each: { isDefault: boolean }) => each.isDefault).id;
});

const when = (
  attribute: string,
  operator: string,
  ...values: (string | number | boolean)[]
): ConditionGroup => ({ match: 'all', items: [{ attribute, operator, values }] }) as ConditionGroup;

const rule = (name: string, conditions: ConditionGroup, departmentId = billing, more: object = {}) => ({
  id: door.newId(),
  name,
  conditions,
  departmentId,
  ...more,
});

/** A stream of its own with a page in the default department. */
const newStream = async (settings: object = {}) => {
  const { body } = await admin.ask('POST', '/api/work-streams', { name: `Stream ${++count}`, settings });
  page = await facts.page(common, { name: 'Nordlicht' });
  await admin.ask('PATCH', `/api/facebook/pages/${page}`, { workStreamId: body.id });
  return {
    id: body.id as string,
    url: `/api/work-streams/${body.id}/rules`,
    whatIf: `/api/work-streams/${body.id}/what-if`,
  };
};

/** A conversation of the stream's page that began with these words. */
const began = async (stream: string, text: string, more: { name?: string; departmentId?: string } = {}) => {
  const conversation = await facts.conversation(page, {
    contactName: more.name ?? 'Elena Marković',
    ...(more.departmentId ? { departmentId: more.departmentId } : {}),
  });
  await door.db
    .updateTable('conversation')
    .set({ workStreamId: stream })
    .where('id', '=', conversation.id)
    .execute();
  await facts.message(conversation, { text });
  return conversation.id;
};

const dump = async () =>
  JSON.stringify([
    await door.db.selectFrom('conversation').selectAll().orderBy('id').execute(),
    await door.db.selectFrom('assignmentDecision').selectAll().orderBy('id').execute(),
    await door.db.selectFrom('routingRule').selectAll().orderBy('id').execute(),
    await door.db.selectFrom('auditEntry').select('id').orderBy('id').execute(),
    await door.db.selectFrom('job').select('id').orderBy('id').execute(),
  ]);

describe('the rules of a work stream', () => {
  test('administrators write them, those who lead look at them and try them, agents do neither (R48, B2)', async () => {
    const stream = await newStream();
    const body = { version: 0, rules: [] };
    expect((await lead.ask('GET', stream.url)).status).toBe(200);
    expect((await lead.ask('POST', stream.whatIf, { rules: [] })).status).toBe(200);
    expect((await lead.ask('PUT', stream.url, body)).status).toBe(403);
    expect((await lead.ask('POST', `/api/work-streams/${stream.id}/re-route`)).status).toBe(403);
    for (const [method, url, sent] of [
      ['GET', stream.url, undefined],
      ['PUT', stream.url, body],
      ['POST', stream.whatIf, { rules: [] }],
    ] as const) {
      expect((await agent.ask(method, url, sent)).status).toBe(403);
    }
    const nowhere = `/api/work-streams/${door.newId()}`;
    expect((await admin.ask('GET', `${nowhere}/rules`)).status).toBe(404);
    expect((await admin.ask('PUT', `${nowhere}/rules`, body)).status).toBe(404);
    expect((await admin.ask('POST', `${nowhere}/what-if`, { rules: [] })).status).toBe(404);
    expect((await admin.ask('POST', `${nowhere}/re-route`)).status).toBe(404);
    expect((await admin.ask('POST', `${nowhere}/copies`)).status).toBe(404);
  });

  test('a rule divides between at most five departments, each once, and 100 % together; none of them is deleted', async () => {
    const { url } = await newStream();
    const others = await Promise.all(Array.from({ length: 5 }, () => door.department()));
    const put = (split: { departmentId: string; percent: number }[], version = 0) =>
      admin.ask('PUT', url, {
        version,
        rules: [rule('Divided', when('page.id', 'has-data'), billing, { split })],
      });
    const of = (percent: number, departmentId = returns) => ({ departmentId, percent });
    for (const wrong of [
      [of(100)],
      [of(0)],
      [of(60), of(40, others[0])],
      [of(10), of(10)],
      [of(10, billing)],
      [of(10, door.newId())],
      others.map((id) => of(10, id)),
    ]) {
      const { status, body } = await put(wrong);
      expect([status, body.error.data.field.startsWith('rules.0.split')]).toEqual([400, true]);
    }
    const [last = ''] = others;
    const split = [of(40), of(20, last)];
    expect((await put(split)).body.rules[0]).toMatchObject({ departmentId: billing, split });
    expect((await admin.ask('DELETE', `/api/departments/${last}`)).status).toBe(409);
  });

  test('saving replaces the whole set in its order; a stale version is refused and changes nothing (R72)', async () => {
    const { url } = await newStream();
    const first = rule('First', when('message.text', 'contains', 'invoice'));
    const second = rule('Second', when('customer.name', 'contains', 'Gilda'), returns, { isOn: false });
    const saved = (
      await admin.ask('PUT', url, { version: 0, rules: [first, second], fallbackDepartmentId: returns })
    ).body;
    expect(saved).toMatchObject({
      version: 1,
      fallbackDepartmentId: returns,
      rules: [
        { name: 'First', isOn: true, ifUnavailable: 'next-rule', asks: { skillIds: [], priority: null } },
        { name: 'Second', isOn: false, departmentId: returns },
      ],
    });
    const turned = { version: 1, rules: [second, first] };
    expect(
      (await admin.ask('PUT', url, turned)).body.rules.map((each: { name: string }) => each.name),
    ).toEqual(['Second', 'First']);
    const stale = await admin.ask('PUT', url, { version: 1, rules: [] });
    expect([stale.status, stale.body.error.code, stale.body.error.data.version]).toEqual([
      409,
      'conflict',
      2,
    ]);
    expect((await lead.ask('GET', url)).body.rules).toHaveLength(2);
    const entries = (await admin.ask('GET', '/api/audit?action=routing.changed')).body.items;
    expect(entries[0]).toMatchObject({
      detail: { rules: 2, reordered: true },
      subject: { name: `Stream ${count}` },
    });
    expect(entries[1]).toMatchObject({ detail: { added: ['First', 'Second'] } });
    expect(JSON.stringify(entries)).not.toContain('Gilda');
  });

  test('of two who save at once one is refused', async () => {
    const { url } = await newStream();
    const answers = await Promise.all(
      ['A', 'B'].map((name) =>
        admin.ask('PUT', url, { version: 0, rules: [rule(name, when('message.text', 'has-data'))] }),
      ),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  });

  test('what cannot be asked is refused, and the condition is named', async () => {
    const { url } = await newStream({ variables: [{ name: 'vip', type: 'number' }] });
    const nested = (item: object): ConditionGroup =>
      ({
        match: 'any',
        items: [when('message.text', 'has-data'), { match: 'none', items: [item] }],
      }) as ConditionGroup;
    const deep = Array.from({ length: 6 }).reduce<ConditionGroup>(
      (inner) => ({ match: 'all', items: [inner] }),
      when('message.text', 'has-data'),
    );
    const faults: [object, string][] = [
      [rule('', when('message.text', 'has-data')), 'rules.0.name'],
      [rule('R', when('message.text', 'has-data'), door.newId()), 'rules.0.departmentId'],
      [rule('R', when('customer.psid', 'equals', 123)), 'rules.0.conditions.items.0'],
      [rule('R', when('customer.timezone', 'greater', 'five')), 'rules.0.conditions.items.0'],
      [rule('R', when('customer.timezone', 'contains', 'five')), 'rules.0.conditions.items.0'],
      [rule('R', when('time.now', 'on', '2026-02-30')), 'rules.0.conditions.items.0'],
      [rule('R', when('message.text', 'contains')), 'rules.0.conditions.items.0'],
      [
        rule('R', nested({ attribute: 'variable:gone', operator: 'equals', values: [1] })),
        'rules.0.conditions.items.1.items.0',
      ],
      [rule('R', deep), 'rules.0.conditions.items.0.items.0.items.0.items.0.items.0'],
      [
        rule('R', when('message.text', 'has-data'), billing, { asks: { skillIds: [door.newId()] } }),
        'rules.0.asks.skillIds',
      ],
      [
        rule('R', when('message.text', 'has-data'), billing, { asks: { priority: 6 } }),
        'rules.0.asks.priority',
      ],
    ];
    for (const [sent, field] of faults) {
      const { status, body } = await admin.ask('PUT', url, { version: 0, rules: [sent] });
      expect([status, body.error?.data?.field]).toEqual([400, field]);
    }
    const many = Array.from({ length: 101 }, (_, index) =>
      rule(`R ${index}`, when('message.text', 'has-data')),
    );
    expect((await admin.ask('PUT', url, { version: 0, rules: many })).status).toBe(400);
    expect((await admin.ask('PUT', url, { version: 0, rules: many.slice(1) })).status).toBe(200);
    const declared = rule('R', when('variable:vip', 'equals', 1));
    expect((await admin.ask('PUT', url, { version: 1, rules: [declared] })).status).toBe(200);
    const foreign = await newStream();
    const taken = await admin.ask('PUT', foreign.url, { version: 0, rules: [declared] });
    expect([taken.status, taken.body.error.data.field]).toEqual([400, 'rules.0.conditions.items.0']);
    const stolen = { ...declared, conditions: when('message.text', 'has-data') };
    const refused = await admin.ask('PUT', foreign.url, { version: 0, rules: [stolen] });
    expect([refused.status, refused.body.error.data.field]).toEqual([400, 'rules.0.id']);
  });

  test('a department that rules send to, and a skill that they ask for, are not lost without a word', async () => {
    const { url } = await newStream();
    const target = await door.department('Target');
    const skill = (await admin.ask('POST', '/api/skills', { name: `wood ${++count}` })).body.id;
    await admin.ask('PUT', url, {
      version: 0,
      rules: [rule('R', when('message.text', 'has-data'), target, { asks: { skillIds: [skill] } })],
    });
    const refused = await admin.ask('DELETE', `/api/departments/${target}`);
    expect([refused.status, refused.body.error.message]).toEqual([
      409,
      'Pages, conversations or routing rules still belong to this department. Move them first.',
    ]);
    await admin.ask('DELETE', `/api/skills/${skill}`);
    expect((await admin.ask('GET', url)).body).toMatchObject({
      version: 2,
      rules: [{ asks: { skillIds: [] } }],
    });
    expect((await admin.ask('PUT', url, { version: 2, rules: [] })).status).toBe(200);
    expect((await admin.ask('DELETE', `/api/departments/${target}`)).status).toBe(204);
  });

  test('what each rule did in the last 7 days is counted', async () => {
    const { id, url } = await newStream();
    const kept = rule('Kept', when('message.text', 'has-data'));
    await admin.ask('PUT', url, { version: 0, rules: [kept] });
    const dayMs = 86_400_000;
    const decide = async (ruleId: string | null, days: number) =>
      door.db
        .insertInto('assignmentDecision')
        .values({
          id: door.newId(),
          conversationId: await began(id, 'Hello'),
          kind: 'routing',
          at: new Date(door.clock.now().getTime() - days * dayMs),
          detail: JSON.stringify({ workStreamId: id, ruleId }),
        })
        .execute();
    await decide(kept.id, 1);
    await decide(kept.id, 6.9);
    await decide(kept.id, 7.1);
    await decide(null, 2);
    expect((await lead.ask('GET', url)).body).toMatchObject({
      decided: { byRule: { [kept.id]: 2 }, byNone: 1 },
      queued: 4,
    });
  });
});

describe('what if', () => {
  test('one conversation: each condition with what it held, where it would go, and where it goes by the saved rules', async () => {
    const stream = await newStream();
    const id = await began(stream.id, 'My desk has a scratch', { name: 'Gilda Moss' });
    await admin.ask('PUT', stream.url, { version: 0, rules: [rule('All', { match: 'all', items: [] })] });
    const conditions: ConditionGroup = {
      match: 'any',
      items: [
        { attribute: 'message.text', operator: 'contains', values: ['scratch', 'broken'] },
        { match: 'none', items: [{ attribute: 'entry.source', operator: 'equals', values: ['messenger'] }] },
      ],
    };
    const damaged = rule('Damaged', conditions, returns);
    const { body } = await lead.ask('POST', stream.whatIf, {
      rules: [
        rule('Names', when('customer.full-name', 'equals', 'Lesa')),
        damaged,
        rule('Rest', { match: 'all', items: [] }),
      ],
      conversationId: id,
    });
    expect(body.one).toMatchObject({
      sample: { id, text: 'My desk has a scratch', facts: ['Wrote by themselves', 'en', 'new', 'Nordlicht'] },
      saved: { departmentId: billing },
      edited: {
        departmentId: returns,
        ruleId: damaged.id,
        tried: [
          {
            outcome: 'not-matched',
            because: 'Not so: Full name equals “Lesa”',
            finding: { holds: false, items: [{ holds: false, value: '“Gilda Moss”' }] },
          },
          {
            outcome: 'matched',
            because: '2 of 2 conditions true',
            finding: {
              holds: true,
              items: [
                { holds: true, value: '“My desk has a scratch”' },
                { holds: false, items: [{ holds: true }] },
              ],
            },
          },
          { outcome: 'not-asked', finding: { holds: true, items: [] } },
        ],
      },
    });
  });

  test('the last ones of the stream: what each rule decides, before and after, and which would go elsewhere', async () => {
    const stream = await newStream();
    const saved = rule('Invoices', when('message.text', 'contains', 'invoice'));
    await admin.ask('PUT', stream.url, { version: 0, rules: [saved] });
    await began(stream.id, 'An invoice');
    const moved = await began(stream.id, 'A payment');
    await began(stream.id, 'Hello');
    const edited = { ...saved, conditions: when('message.text', 'contains', 'invoice', 'payment') };
    const before = await dump();
    const { body } = await lead.ask('POST', stream.whatIf, { rules: [edited] });
    expect(body).toMatchObject({
      one: null,
      samples: [{ text: 'Hello' }, { id: moved }, { text: 'An invoice' }],
      replayed: 3,
      saved: { [saved.id]: 1, none: 2 },
      edited: { [saved.id]: 2, none: 1 },
      changeCount: 1,
      changes: [
        {
          sample: { id: moved, text: 'A payment' },
          saved: { departmentId: common, ruleId: null },
          edited: { departmentId: billing, ruleId: saved.id },
        },
      ],
    });
    expect((await lead.ask('POST', stream.whatIf, { rules: [edited], last: 1 })).body.replayed).toBe(1);
    expect(await dump()).toBe(before);
    for (const last of [0, 5_001]) {
      const { status, body: answer } = await lead.ask('POST', stream.whatIf, { rules: [], last });
      expect([status, answer.error.data.field]).toEqual([400, 'last']);
    }
  });

  test('a conversation of another stream is not to be tried here', async () => {
    const other = await newStream();
    const id = await began(other.id, 'Hello');
    const stream = await newStream();
    const { status } = await lead.ask('POST', stream.whatIf, { rules: [], conversationId: id });
    expect(status).toBe(404);
  });

  test('a page with a department of its own is told not to ask the rules (R22)', async () => {
    const stream = await newStream();
    expect((await lead.ask('GET', stream.url)).body.passedBy).toEqual([]);
    await admin.ask('PATCH', `/api/facebook/pages/${page}`, { departmentId: returns });
    expect((await lead.ask('GET', stream.url)).body.passedBy).toEqual([page]);
    const id = await began(stream.id, 'Hello');
    const { body } = await lead.ask('POST', stream.whatIf, {
      rules: [rule('All', { match: 'all', items: [] })],
      conversationId: id,
    });
    expect(body.one.edited).toMatchObject({
      departmentId: returns,
      ruleId: null,
      tried: [],
      because: 'The page has a department of its own, and does not ask the rules.',
    });
  });
});

test('routing anew tells how many it looked at and moved, and the conversation tells why it is there (K28)', async () => {
  const stream = await newStream();
  const id = await began(stream.id, 'An invoice');
  await began(stream.id, 'Hello');
  await admin.ask('PUT', stream.url, {
    version: 0,
    rules: [rule('Invoices', when('message.text', 'contains', 'invoice'))],
  });
  const before = (await admin.ask('GET', `/api/conversations/${id}`)).body;
  expect(before).toMatchObject({ department: { id: common }, routing: null });
  const { body } = await admin.ask('POST', `/api/work-streams/${stream.id}/re-route`);
  expect(body).toEqual({ looked: 2, moved: 1 });
  expect((await agent.ask('GET', `/api/conversations/${id}`)).body).toMatchObject({
    department: { id: billing },
    why: 'The rule “Invoices” matched. So it came to Billing.',
    routing: { tried: [{ name: 'Invoices', outcome: 'matched', because: '1 of 1 condition true' }] },
  });
  await admin.ask('POST', `/api/conversations/${id}/transfer`, { departmentId: returns });
  expect((await admin.ask('GET', `/api/conversations/${id}`)).body.why).toBe(
    'The rules sent it to Billing; it was handed over to Returns.',
  );
});

test('a copy has “(copy)” behind its name, the same settings and rules, and no page (R154)', async () => {
  const stream = await newStream({ units: 30 });
  const original = rule('Invoices', when('message.text', 'contains', 'invoice'));
  await admin.ask('PUT', stream.url, { version: 0, rules: [original], fallbackDepartmentId: returns });
  const name = `Stream ${count}`;
  const copy = await admin.ask('POST', `/api/work-streams/${stream.id}/copies`);
  expect(copy.status).toBe(201);
  expect(copy.body).toMatchObject({
    name: `${name} (copy)`,
    settings: { units: 30 },
    pages: [],
    isDefault: false,
  });
  const rules = (await admin.ask('GET', `/api/work-streams/${copy.body.id}/rules`)).body;
  expect(rules).toMatchObject({
    fallbackDepartmentId: returns,
    rules: [{ name: 'Invoices', departmentId: billing }],
  });
  expect(rules.rules[0].id).not.toBe(original.id);
  const again = await admin.ask('POST', `/api/work-streams/${stream.id}/copies`);
  expect(again.body.name).toBe(`${name} (copy 2)`);
  expect((await lead.ask('POST', `/api/work-streams/${stream.id}/copies`)).status).toBe(403);
});

import { beforeEach, describe, expect, test } from 'vitest';
import { listConversations } from '../conversations/list.ts';
import type { Context } from '../context.ts';
import { meta, readConversation, useIntake } from '../../testing/intake.ts';
import {
  changeMaskingRule,
  createMaskingRule,
  deleteMaskingRule,
  listMaskingRules,
  testMaskingRule,
} from './masking-rules.ts';
import { createMask, hasLuhnDigit } from './mask.ts';

describe('a mask', () => {
  const card = { pattern: String.raw`\b\d(?:[ -]?\d){12,18}\b`, checksum: 'luhn' } as const;

  test('hides a card number, and no other number (N13)', () => {
    const mask = createMask([card]);
    expect(mask('My card: 4111 1111 1111 1111, thanks')).toBe('My card: #### #### #### ####, thanks');
    expect(mask('4111-1111-1111-1111')).toBe('###################');
    expect(mask('Card 4111 1111 1111 1111 12/27')).toBe('Card #### #### #### #### 12/27');
    for (const text of ['Order 4111 1111 1111 1112', 'Call +49 30 1234567', '0000 0000 0000 0000']) {
      expect(mask(text)).toBe(text);
    }
    expect(hasLuhnDigit('378282246310005')).toBe(true);
  });

  test('finds of several rules may lie over one another', () => {
    const mask = createMask([
      { pattern: 'ab+', checksum: 'none' },
      { pattern: 'bc', checksum: 'none' },
    ]);
    expect(mask('xabbc x')).toBe('x#### x');
  });

  test('a text that would take too long is hidden as a whole, and soon', () => {
    const mask = createMask([{ pattern: '(a+)+(b+)+(a+)+x', checksum: 'none' }]);
    const before = performance.now();
    expect(mask('a'.repeat(60_000))).toBe('#'.repeat(60_000));
    expect(performance.now() - before).toBeLessThan(2_000);
  });
});

describe('rules', () => {
  const intake = useIntake();
  const admin = (): Context => ({
    db: intake.db,
    clock: intake.clock,
    bell: intake.bell,
    newId: intake.newId,
    actor: { kind: 'user', userId: intake.newId(), name: 'Ada', role: 'administrator', departmentIds: [] },
  });
  const page = '70099';
  let pageId: string;
  let people = 0;
  let psid: string;
  beforeEach(async () => {
    pageId ??= await intake.page(page);
    psid = `28${people++}`;
  });
  const who = () => ({ psid, page });
  const texts = async () => (await readConversation(intake, pageId, psid)).messages.map((each) => each.text);

  test('out of the box there are those for cards, e-mail and social security numbers; cards are on (J10)', async () => {
    const rules = await listMaskingRules(admin());
    expect(rules.map((rule) => [rule.name, rule.isOn])).toEqual(
      expect.arrayContaining([
        ['Card number', true],
        ['E-mail address', false],
        ['US social security number', false],
      ]),
    );
    const email = rules.find((rule) => rule.name.startsWith('E-mail'));
    const tried = testMaskingRule(admin(), {
      pattern: email?.pattern ?? '',
      checksum: 'none',
      text: 'me@a.example.com!',
    });
    expect(tried).toEqual({ masked: '################!', finds: 1, problem: null });
  });

  test('what a customer writes is masked before it is stored: text, preview, search, and its edits', async () => {
    const secret = '4111 1111 1111 1111';
    await intake.tell(
      meta.edit('m1', `no, ${secret}`, 1, 3, who()),
      meta.message('m1', `it is ${secret}`, 1, who()),
      meta.edit('m1', `sorry, ${secret}`, 2, 5, who()),
    );
    const { conversation, messages } = await readConversation(intake, pageId, psid);
    expect(messages[0]?.text).toBe('sorry, #### #### #### ####');
    expect(JSON.stringify([conversation, messages])).not.toContain('4111');
    const found = await listConversations(admin(), { view: 'all', q: '4111', limit: 10 });
    expect(found.items).toEqual([]);
  });

  test('what the page itself writes is its own', async () => {
    await intake.tell(meta.echo('e1', 'Our account: 4111 1111 1111 1111', 1, who()));
    expect(await texts()).toEqual(['Our account: 4111 1111 1111 1111']);
  });

  test('a change holds from the next message on, and any number of rules together', async () => {
    const made = await Promise.all(
      Array.from({ length: 12 }, async (_, i) =>
        createMaskingRule(admin(), {
          name: `Rule ${i}`,
          pattern: `secret${i}x`,
          checksum: 'none',
          isOn: true,
        }),
      ),
    );
    await intake.tell(meta.message('n1', 'secret0x secret11x', 1, who()));
    await changeMaskingRule(admin(), made[0]?.id ?? '', { isOn: false });
    await intake.tell(meta.message('n2', 'secret0x secret11x', 2, who()));
    for (const rule of made) await deleteMaskingRule(admin(), rule.id);
    await intake.tell(meta.message('n3', 'secret0x secret11x', 3, who()));
    expect(await texts()).toEqual(['######## #########', 'secret0x #########', 'secret0x secret11x']);
    const audited = await intake.db
      .selectFrom('auditEntry')
      .select('action')
      .where('action', 'like', 'masking-rule.%')
      .execute();
    expect(audited).toHaveLength(25);
  });

  test.each(['(', String.raw`(\w+)\1`, '(?=a)b', '(a+)+(a+)+(a+)+(a+)+$'])(
    'a pattern that cannot be used is refused when it is saved: %s',
    async (pattern) => {
      const rule = { name: 'Hostile', pattern, checksum: 'none', isOn: true } as const;
      await expect(createMaskingRule(admin(), rule)).rejects.toMatchObject({
        code: 'invalid',
        data: { field: 'pattern' },
      });
      expect(testMaskingRule(admin(), { pattern, checksum: 'none', text: 'a' }).problem).not.toBeNull();
    },
  );
});

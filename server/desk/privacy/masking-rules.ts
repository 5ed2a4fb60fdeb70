import type {
  ChangeMaskingRule,
  MaskingRule,
  MaskingTest,
  TestMaskingRule,
  WriteMaskingRule,
} from '../../../contract/privacy.ts';
import { compilePattern, PatternProblem } from '../../kit/linear-pattern.ts';
import {
  deleteMaskingRule as deleteRow,
  insertMaskingRule,
  listMaskingRules as listRows,
  updateMaskingRule,
} from '../../store/masking-rules.ts';
import { requireRight } from '../access.ts';
import { audit } from '../audit.ts';
import { change, type Context } from '../context.ts';
import { invalid, notFound } from '../problems.ts';
import { cover, findBy } from './mask.ts';

/** What is put out of sight in customers' messages, on every page. Administrators only. */
export async function listMaskingRules(ctx: Context): Promise<MaskingRule[]> {
  requireRight(ctx.actor, 'manage-privacy');
  return listRows(ctx.db);
}

/** Adds a rule; it holds for what is written from now on. @throws Problem `invalid` for a pattern that cannot be used. */
export async function createMaskingRule(ctx: Context, input: WriteMaskingRule): Promise<MaskingRule> {
  requireRight(ctx.actor, 'manage-privacy');
  requireUsable(input);
  const rule = { id: ctx.newId(), ...input };
  await change(ctx, async (story) => {
    await insertMaskingRule(story.tx, { ...rule, createdAt: ctx.clock.now() });
    await audit(ctx, story, {
      action: 'masking-rule.created',
      subjectId: rule.id,
      detail: { name: rule.name },
    });
  });
  return rule;
}

/** @throws Problem `not-found` · `invalid` for a pattern that cannot be used. */
export async function changeMaskingRule(
  ctx: Context,
  id: string,
  input: ChangeMaskingRule,
): Promise<MaskingRule> {
  requireRight(ctx.actor, 'manage-privacy');
  return change(ctx, async (story) => {
    const before = (await listRows(story.tx)).find((rule) => rule.id === id);
    if (!before) throw notFound('masking rule');
    const rule = {
      id,
      name: input.name ?? before.name,
      pattern: input.pattern ?? before.pattern,
      checksum: input.checksum ?? before.checksum,
      isOn: input.isOn ?? before.isOn,
    };
    if (input.pattern !== undefined || input.checksum !== undefined) requireUsable(rule);
    const { id: _id, ...fields } = rule;
    await updateMaskingRule(story.tx, id, fields);
    const detail = { name: rule.name, changed: Object.keys(input) };
    await audit(ctx, story, { action: 'masking-rule.changed', subjectId: id, detail });
    return rule;
  });
}

/** What is masked already stays so. @throws Problem `not-found`. */
export async function deleteMaskingRule(ctx: Context, id: string): Promise<void> {
  requireRight(ctx.actor, 'manage-privacy');
  await change(ctx, async (story) => {
    if (!(await deleteRow(story.tx, id))) throw notFound('masking rule');
    await audit(ctx, story, { action: 'masking-rule.deleted', subjectId: id });
  });
}

/** What a rule would do to a text; nothing is kept. */
export function testMaskingRule(ctx: Context, { text, ...rule }: TestMaskingRule): MaskingTest {
  requireRight(ctx.actor, 'manage-privacy');
  const problem = problemOf(rule);
  if (problem !== null) return { masked: text, finds: 0, problem };
  const spans = findBy({ ...rule, compiled: compilePattern(rule.pattern) }, text) ?? [];
  return { masked: cover(text, spans), finds: spans.length, problem: null };
}

type Rule = Pick<MaskingRule, 'pattern' | 'checksum'>;

function requireUsable(rule: Rule): void {
  const problem = problemOf(rule);
  if (problem !== null) throw invalid('pattern', problem);
}

/** Texts of the length that Messenger takes, of the kinds that make a pattern work hardest: nothing fits to the end. */
const hardTexts = ['a', '1', ' ', '1 ', 'a.', 'a@', '-', 'ab1 '].map(
  (unit) => `${unit.repeat(Math.ceil(2_000 / unit.length))}\u{1f512}`,
);

/** Why a pattern cannot be used, in a sentence; null when it can. */
function problemOf(rule: Rule): string | null {
  try {
    const compiled = compilePattern(rule.pattern);
    const own = rule.pattern.replaceAll(/[^\p{L}\p{N} @._-]/gu, '');
    const texts = own === '' ? hardTexts : [...hardTexts, own.repeat(Math.ceil(2_000 / own.length))];
    const isSlow = texts.some((text) => findBy({ ...rule, compiled }, text) === null);
    return isSlow
      ? 'This takes too long on a long message. Say how often something may be repeated: {1,64} in place of + or *.'
      : null;
  } catch (error) {
    if (error instanceof PatternProblem) return error.message;
    throw error;
  }
}

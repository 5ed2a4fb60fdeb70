import type { MaskingRule } from '../../../contract/privacy.ts';
import { compilePattern, type LinearPattern, type Span } from '../../kit/linear-pattern.ts';

/** Puts out of sight what must not be read in a text. */
export type Mask = (text: string) => string;

type Rule = Pick<MaskingRule, 'pattern' | 'checksum'>;

/** Stands for each character that is masked. */
export const maskSign = '#';

/**
 * One mask of any number of rules; each looks at the text as it was written. A text that would take a rule too
 * long is masked as a whole: better unreadable than shown, and nobody else waits.
 *
 * @throws PatternProblem for a pattern that cannot be used.
 */
export function createMask(rules: readonly Rule[]): Mask {
  const compiled = rules.map((rule) => ({ ...rule, compiled: compilePattern(rule.pattern) }));
  if (compiled.length === 0) return (text) => text;
  return (text) => {
    const spans: Span[] = [];
    for (const rule of compiled) {
      const found = findBy(rule, text);
      if (found === null) return cover(text, [{ start: 0, end: text.length }]);
      spans.push(...found);
    }
    return spans.length === 0 ? text : cover(text, spans);
  };
}

/** Where a rule finds something; null when it gave up. */
export function findBy(
  { compiled, checksum }: { compiled: LinearPattern } & Rule,
  text: string,
): Span[] | null {
  return compiled.findAll(text, checksum === 'luhn' ? hasLuhnDigit : undefined);
}

/** One sign for each character; the spaces stay, so that lines break where they did. */
export function cover(text: string, spans: readonly Span[]): string {
  const hidden = new Set<number>();
  for (const { start, end } of spans) for (let at = start; at < end; at++) hidden.add(at);
  return text
    .split('')
    .map((unit, at) => (hidden.has(at) && unit.trim() !== '' ? maskSign : unit))
    .join('');
}

/** The check digit of ISO/IEC 7812, which every payment card has. */
export function hasLuhnDigit(text: string): boolean {
  const digits = text.replaceAll(/\D/g, '');
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i]);
    const doubled = digit * 2;
    sum += i % 2 === 0 ? digit : doubled > 9 ? doubled - 9 : doubled;
  }
  return digits.length > 1 && sum % 10 === 0 && /[1-9]/.test(digits);
}

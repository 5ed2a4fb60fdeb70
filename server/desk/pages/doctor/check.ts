import type { DoctorCheck, DoctorCheckId } from '../../../../contract/doctor.ts';
import type { Answer } from '../health/ask-facebook.ts';
import type { DoctorFacts } from './gather-facts.ts';

/** Judges one link of the chain. */
export type Judge = (facts: DoctorFacts) => DoctorCheck;

type Rest = Partial<Pick<DoctorCheck, 'fact' | 'mend' | 'link'>>;

/** The verdicts on one thing, by its name. */
export function about(id: DoctorCheckId, title: string) {
  const blank = { id, title, fact: null, explanation: null, advice: null, mend: null, link: null };
  return {
    passed: (fact: string | null, rest: Rest = {}): DoctorCheck => ({
      ...blank,
      verdict: 'passed',
      fact,
      ...rest,
    }),
    warning: (explanation: string, advice: string, rest: Rest = {}): DoctorCheck => ({
      ...blank,
      verdict: 'warning',
      explanation,
      advice,
      ...rest,
    }),
    failed: (explanation: string, advice: string, rest: Rest = {}): DoctorCheck => ({
      ...blank,
      verdict: 'failed',
      explanation,
      advice,
      ...rest,
    }),
    skipped: (explanation: string, rest: Rest = {}): DoctorCheck => ({
      ...blank,
      verdict: 'skipped',
      explanation,
      ...rest,
    }),
  };
}

/** Why a question to Facebook has no answer, in words for an administrator. */
export function whyUntold(answer: Answer<unknown> | undefined): string {
  if (answer?.kind === 'unreachable') return `Facebook could not be reached (${answer.error.reason}).`;
  if (answer?.kind !== 'refused') return 'Facebook was not asked.';
  const { code, subcode } = answer.error;
  return `Facebook does not tell (error ${[code, subcode].filter((part) => part !== null).join('/')}).`;
}

const dashboards = 'https://developers.facebook.com/apps';

/** Where in Meta's dashboard a thing of the app is set. */
export function atMeta(
  appId: string,
  place: 'settings/basic' | 'webhooks' | 'messenger' | 'roles' | 'review' | '',
): {
  label: string;
  href: string;
} {
  const path = {
    webhooks: 'webhooks/',
    messenger: 'messenger/',
    roles: 'roles/roles/',
    review: 'app-review/permissions/',
  };
  const rest = place in path ? path[place as keyof typeof path] : place === '' ? 'dashboard/' : `${place}/`;
  return { label: 'Open the app at Meta', href: `${dashboards}/${appId}/${rest}` };
}

/** `a, b and c` */
export function listWords(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
}

/** `3 days`, `1 hour`: the largest unit, rounded down. */
export function spanWords(ms: number): string {
  const units = [
    ['day', 86_400_000],
    ['hour', 3_600_000],
    ['minute', 60_000],
    ['second', 1_000],
  ] as const;
  const [name, unitMs] = units.find(([, size]) => ms >= size) ?? units[3];
  const count = Math.floor(ms / unitMs);
  return `${count} ${name}${count === 1 ? '' : 's'}`;
}

import type { TranslationFault, TranslationProblem } from '../../../contract/translation.ts';

/** What of these will be no better when it is tried again. */
const isForGood: ReadonlySet<TranslationFault> = new Set([
  'refused-address',
  'key-refused',
  'language-unknown',
  'not-understood',
  'limit',
  'off',
]);

/** Whether trying again soon may help. */
export function mayPass(fault: TranslationFault): boolean {
  return !isForGood.has(fault);
}

/** Whether the service itself is at fault, whatever it was asked: nobody else needs to wait for it meanwhile. */
export function isDown(fault: TranslationFault): boolean {
  return fault === 'unreachable' || fault === 'too-slow' || fault === 'busy';
}

const words: Record<TranslationFault, Omit<TranslationProblem, 'fault'>> = {
  unreachable: {
    message: 'The translation service cannot be reached.',
    advice: 'Look whether it runs, and whether its address is right.',
  },
  'too-slow': {
    message: 'The translation service did not answer within 20 seconds.',
    advice: 'Try again. If that goes on, it needs a stronger machine.',
  },
  'refused-address': {
    message: 'The address of the translation service is in a private network.',
    advice: 'WEBHOOKS_TO_PRIVATE=on allows that.',
  },
  'key-refused': {
    message: 'The translation service refuses the key.',
    advice: 'An administrator has to enter another one.',
  },
  'language-unknown': {
    message: 'The translation service does not translate from this language into that one.',
    advice: 'Choose another language.',
  },
  busy: {
    message: 'The translation service is asked too much at the moment.',
    advice: 'Try again in a minute, or have its limit raised.',
  },
  faulty: {
    message: 'The translation service failed at this.',
    advice: 'Try again. What went wrong stands in its own log.',
  },
  'not-understood': {
    message: 'What answers is no translation service as LibreTranslate is one.',
    advice: 'Look at the address: below it, /languages has to answer with a list.',
  },
  limit: {
    message: 'Today’s limit of characters for translation is used up.',
    advice: 'It goes on after midnight UTC, or when an administrator raises the limit.',
  },
  off: {
    message: 'Translation is switched off.',
    advice: 'An administrator can switch it on.',
  },
};

/** A fault in words for who waits for the translation. */
export function problemOf(fault: TranslationFault): TranslationProblem {
  return { fault, ...words[fault] };
}

/** What somebody wrote behind a slash, understood. */
export type Command =
  | { kind: 'help' }
  | { kind: 'authorize' }
  | { kind: 'unauthorize' }
  /** `page`: what was written for the page; null when nothing was. */
  | { kind: 'edit'; page: string | null }
  /** `/facebook` with a word that it does not know. */
  | { kind: 'unknown'; word: string }
  /** Another program's command, or none. */
  | { kind: 'foreign'; word: string };

/** Both spellings, since people write both. */
const words: Readonly<Record<string, Exclude<Command['kind'], 'unknown' | 'foreign'>>> = {
  '': 'help',
  help: 'help',
  authorize: 'authorize',
  authorise: 'authorize',
  unauthorize: 'unauthorize',
  unauthorise: 'unauthorize',
  edit: 'edit',
};

/**
 * Reads a command: `/facebook WORD [PAGE]`, in any case and with any blanks. `/facebook` alone asks for help. What
 * follows a word that takes nothing makes it unknown, so that a slip does not do something else. Never throws.
 */
export function parseCommand(text: string): Command {
  const [program = '', word = '', ...rest] = text.trim().split(/\s+/);
  if (program.toLowerCase() !== '/facebook') return { kind: 'foreign', word: program };
  const kind = Object.hasOwn(words, word.toLowerCase()) ? words[word.toLowerCase()] : undefined;
  if (kind === 'edit') {
    return rest.length > 1
      ? { kind: 'unknown', word: `edit ${rest.join(' ')}` }
      : { kind, page: rest[0] ?? null };
  }
  if (kind === undefined || rest.length > 0) return { kind: 'unknown', word: [word, ...rest].join(' ') };
  return { kind };
}

/** Every command with what it does, in the order of the help. */
export const commandHelp = [
  { command: '/facebook authorize', does: 'Sign in at Facebook and choose pages.' },
  { command: '/facebook unauthorize', does: 'Take the authorisation back: every page stops. Asks first.' },
  { command: '/facebook edit PAGEID', does: 'Open the settings of the page with this id of Facebook’s.' },
  { command: '/facebook help', does: 'Show these lines.' },
] as const;

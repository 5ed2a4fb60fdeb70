/** What the bot understands, as one writes it. `PAGEID` is to be replaced. */
export const facebookCommands = [
  { text: '/facebook authorize', does: 'Sign in at Facebook and choose pages' },
  { text: '/facebook unauthorize', does: 'Take the authorisation back' },
  { text: '/facebook edit PAGEID', does: 'Open the settings of a page' },
  { text: '/facebook help', does: 'Show what there is' },
] as const;

/** Whether a text is meant for the bot. */
export function isCommand(text: string): boolean {
  return text.trimStart().startsWith('/');
}

/** The commands that may be meant by what was typed so far; with all of it typed, that one alone. */
export function matchCommands(typed: string): { text: string; does: string }[] {
  const words = typed.trim().toLowerCase().replaceAll(/\s+/g, ' ');
  if (!isCommand(typed)) return [];
  const edit = /^\/facebook edit (\S+)$/.exec(words);
  if (edit) return [{ text: `/facebook edit ${edit[1]}`, does: 'Open the settings of this page' }];
  return facebookCommands.filter(({ text }) => text.toLowerCase().startsWith(words));
}

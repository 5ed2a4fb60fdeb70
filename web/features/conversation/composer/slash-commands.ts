import type { Permissions } from '../../../../contract/conversations.ts';

/** What a word with a slash does in place of becoming text. */
export type SlashCommand = {
  /** As it is typed, without the slash. */
  word: string;
  title: string;
  /** The command of the desk that it runs; `saved-replies` opens their list. */
  runs: string;
};

type May = Pick<Permissions, 'note' | 'consult' | 'assign' | 'transfer'>;

const known: readonly (SlashCommand & { isOpen: (may: May) => boolean })[] = [
  { word: 'p', title: 'Write to the customer', runs: 'composer.reply', isOpen: () => true },
  { word: 'i', title: 'Write internally: a note', runs: 'composer.note', isOpen: (may) => may.note },
  { word: 'n', title: 'Write a note', runs: 'composer.note', isOpen: (may) => may.note },
  { word: 'q', title: 'Quick replies', runs: 'saved-replies', isOpen: () => true },
  {
    word: 'c',
    title: 'Ask a colleague for advice',
    runs: 'conversation.consult',
    isOpen: (may) => may.consult,
  },
  { word: 't', title: 'Hand on to an agent', runs: 'conversation.assign', isOpen: (may) => may.assign },
  {
    word: 'tq',
    title: 'Hand on to a department',
    runs: 'conversation.transfer',
    isOpen: (may) => may.transfer,
  },
];

/** The commands that begin with what is typed behind the slash, for who may do what they do. */
export function matchCommands(word: string, may: May): SlashCommand[] {
  const typed = word.toLowerCase();
  return known
    .filter((one) => one.word.startsWith(typed) && one.isOpen(may))
    .map(({ word: own, title, runs }) => ({ word: own, title, runs }));
}

/** The text without the slash and its word. */
export function withoutSlash(text: string, { from, to }: { from: number; to: number }): string {
  return `${text.slice(0, from)}${text.slice(to)}`;
}

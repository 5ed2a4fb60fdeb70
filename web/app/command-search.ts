import type { Command } from '../lib/commands.ts';

/** The commands of which every typed word is a part, the newest of each id; all of them for no words. */
export function findCommands(commands: readonly Command[], typed: string): Command[] {
  const words = plain(typed).split(/\s+/).filter(Boolean);
  const newest = new Map(commands.map((command) => [command.id, command]));
  return [...newest.values()].filter((command) => {
    const text = plain(`${command.group} ${command.title}`);
    return words.every((word) => text.includes(word));
  });
}

/** Case and accents aside. */
function plain(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}

/** Keys as they are printed: `G I`, `]`. */
export function shownKeys(keys: string): string {
  return keys.toUpperCase();
}

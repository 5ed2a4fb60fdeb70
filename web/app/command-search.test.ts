import { expect, it } from 'vitest';
import type { Command } from '../lib/commands.ts';
import { findCommands } from './command-search.ts';

const command = (id: string, title: string): Command => ({ id, title, group: 'Conversation', run: () => {} });
const known = [
  command('end', 'End the conversation'),
  command('note', 'Write a note'),
  command('café', 'Zurück zum Café'),
];
const found = (words: string) => findCommands(known, words).map((one) => one.id);

it('finds by parts of words in any order, case and accents aside', () => {
  expect(found('CON end')).toEqual(['end']);
  expect(found('cafe zuruck')).toEqual(['café']);
  expect(found('')).toEqual(['end', 'note', 'café']);
  expect(found('nothing')).toEqual([]);
});

it('lists a command once, the newest of its id', () => {
  const newer = command('end', 'End it');
  expect(findCommands([...known, newer], 'end').map((one) => one.title)).toEqual(['End it']);
});

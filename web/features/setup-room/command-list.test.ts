import { expect, it } from 'vitest';
import { isCommand, matchCommands } from './command-list.ts';

const texts = (typed: string) => matchCommands(typed).map(({ text }) => text);

it('offers the commands that may be meant by what was typed so far', () => {
  expect(texts('/')).toHaveLength(4);
  expect(texts('/FACE')).toHaveLength(4);
  expect(texts('/facebook  un')).toEqual(['/facebook unauthorize']);
  expect(texts('/facebook edit')).toEqual(['/facebook edit PAGEID']);
  expect(texts('/facebook edit 1028849')).toEqual(['/facebook edit 1028849']);
  expect(texts('/instagram')).toEqual([]);
  expect(texts('facebook')).toEqual([]);
});

it('takes for a command what begins with a slash', () => {
  expect([isCommand('/facebook'), isCommand('  /x'), isCommand('see a/b'), isCommand('')]).toEqual([
    true,
    true,
    false,
    false,
  ]);
});

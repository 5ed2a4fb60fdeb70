import fc from 'fast-check';
import { expect, test } from 'vitest';
import { commandHelp, parseCommand } from './parse-command.ts';

test.each([
  ['/facebook authorize', { kind: 'authorize' }],
  ['  /Facebook   AUTHORISE ', { kind: 'authorize' }],
  ['/facebook unauthorize', { kind: 'unauthorize' }],
  ['/facebook help', { kind: 'help' }],
  ['/facebook', { kind: 'help' }],
  ['/facebook edit 102884917220514', { kind: 'edit', page: '102884917220514' }],
  ['/facebook edit', { kind: 'edit', page: null }],
  ['/facebook edit 1 2', { kind: 'unknown', word: 'edit 1 2' }],
  ['/facebook unauthorize 12', { kind: 'unknown', word: 'unauthorize 12' }],
  ['/facebook delete', { kind: 'unknown', word: 'delete' }],
  ['/facebook constructor', { kind: 'unknown', word: 'constructor' }],
  ['/facebookauthorize', { kind: 'foreign', word: '/facebookauthorize' }],
  ['/instagram authorize', { kind: 'foreign', word: '/instagram' }],
  ['', { kind: 'foreign', word: '' }],
])('%j', (text, command) => {
  expect(parseCommand(text)).toEqual(command);
});

test('R30 help names the four commands, and each of them is understood', () => {
  expect(commandHelp.map(({ command }) => parseCommand(command).kind)).toEqual([
    'authorize',
    'unauthorize',
    'edit',
    'help',
  ]);
});

test('whatever is written, only the exact word does something', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const command = parseCommand(`/facebook ${text}`);
      if (command.kind !== 'unauthorize') return;
      expect(text.trim().toLowerCase()).toMatch(/^unauthori[sz]e$/);
    }),
    { numRuns: 2_000, examples: [['unauthorize'], ['unauthorize now'], ['\u00a0unauthorise\n']] },
  );
});

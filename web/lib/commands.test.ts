import { describe, expect, it } from 'vitest';
import { commandFor, registerCommand, runCommand, type Command } from './commands.ts';

const command = (id: string, keys: string): Command => ({
  id,
  keys,
  title: id,
  group: 'Desk',
  run: () => {},
});
const known = [command('reply', 'r'), command('inbox', 'g i'), command('help', '?'), command('info', 'i')];
const found = (key: string, atMs = 1_000, before: { key: string; atMs: number } | null = null) =>
  commandFor(known, { key, atMs }, before)?.id;

describe('the command of a key', () => {
  it('is found whatever the case', () => {
    expect(found('r')).toBe('reply');
    expect(found('R')).toBe('reply');
    expect(found('?')).toBe('help');
    expect(found('x')).toBeUndefined();
  });

  it('takes two keys for one command when they come soon after one another', () => {
    expect(found('i', 1_000, { key: 'g', atMs: 500 })).toBe('inbox');
    expect(found('i', 9_000, { key: 'g', atMs: 500 })).toBe('info');
    expect(found('i', 1_000, { key: 'x', atMs: 500 })).toBe('info');
  });

  it('is the newest of two that want the same key', () => {
    const newer = command('remove', 'r');
    expect(commandFor([...known, newer], { key: 'r', atMs: 0 }, null)).toBe(newer);
  });
});

describe('the registry', () => {
  it('runs what is registered, the newest of one id, and nothing after it is gone', () => {
    const ran: string[] = [];
    const put = (name: string) =>
      registerCommand({ id: 'say', title: 'Say', group: 'Desk', run: () => ran.push(name) });
    const takeFirst = put('first');
    const takeSecond = put('second');
    expect(runCommand('say')).toBe(true);
    takeSecond();
    expect(runCommand('say')).toBe(true);
    takeFirst();
    expect(runCommand('say')).toBe(false);
    expect(ran).toEqual(['second', 'first']);
  });
});

import { expect, test } from 'vitest';
import { workStreamSettings } from '../../../contract/work-streams.ts';
import { wordStream } from './stream-words.ts';

test('a stream tells in half a sentence how it works (R51, R53)', () => {
  const words = (settings: object) => wordStream(workStreamSettings.parse(settings));
  expect(words({ units: 30 })).toBe('Pushes chats · most room · 30 units each');
  expect(words({ pushes: ['chat', 'comment'], algorithm: 'broadcast', units: 1 })).toBe(
    'Pushes chats, comments · everybody at once · 1 unit each',
  );
  expect(words({ mode: 'pick', selfAssign: 'always' })).toBe('Agents pick · 20 units each');
});

import { describe, expect, test } from 'vitest';
import { settlePromise, stepOfPress, type SendPromise } from './send-step.ts';

const ready = {
  ...{ isBlank: false, isUploading: false, isTooLong: false },
  ...{ lacksPurpose: false, lacksTranslation: false },
};

describe('pressing send', () => {
  test('sends what is ready, and nothing where nothing is written', () => {
    expect(stepOfPress(ready)).toBe('send');
    expect(stepOfPress({ ...ready, isBlank: true })).toBe('nothing');
    expect(stepOfPress({ ...ready, isTooLong: true })).toBe('nothing');
  });

  test('while a file is on its way promises to send when it is there, also when the file is all there is', () => {
    expect(stepOfPress({ ...ready, isUploading: true })).toBe('wait');
    expect(stepOfPress({ ...ready, isUploading: true, isBlank: true })).toBe('wait');
    expect(stepOfPress({ ...ready, isUploading: true, isTooLong: true })).toBe('nothing');
  });

  test('asks what a late answer is for before anything else of it (R136)', () => {
    expect(stepOfPress({ ...ready, lacksPurpose: true })).toBe('ask-purpose');
    expect(stepOfPress({ ...ready, lacksPurpose: true, isUploading: true })).toBe('ask-purpose');
    expect(stepOfPress({ ...ready, lacksPurpose: true, isBlank: true })).toBe('nothing');
  });
});

test('what goes out in another language is shown in it first, and nothing leaves by that press (N33)', () => {
  expect(stepOfPress({ ...ready, lacksTranslation: true })).toBe('translate');
  expect(stepOfPress({ ...ready, lacksTranslation: true, isUploading: true, lacksPurpose: true })).toBe(
    'translate',
  );
  expect(stepOfPress({ ...ready, lacksTranslation: true, isTooLong: true })).toBe('nothing');
});

describe('what was promised while a file was on its way', () => {
  const promise: SendPromise = { kind: 'reply', text: 'Here it is.', files: 1 };
  const now = { ...promise, isUploading: true, hasFault: false, step: 'wait' as const };
  const there = { ...now, isUploading: false, step: 'send' as const };

  test('waits, and goes out when the file is there', () => {
    expect(settlePromise(promise, now)).toBe('wait');
    expect(settlePromise(promise, there)).toBe('send');
  });

  test('waits for a file that is added behind it too', () => {
    expect(settlePromise(promise, { ...now, files: 2 })).toBe('wait');
  });

  test.each([
    ['the words are changed', { text: 'Here it is. Or' }],
    ['the note is shown instead', { kind: 'note' as const }],
    ['the file is taken away', { files: 0 }],
    ['the file cannot be uploaded', { hasFault: true }],
    ['it grew too long', { step: 'nothing' as const }],
    ['the first 24 hours ended meanwhile', { step: 'ask-purpose' as const }],
  ])('does not go out when %s', (_when, change) => {
    expect(settlePromise(promise, { ...there, ...change })).toBe('drop');
  });
});

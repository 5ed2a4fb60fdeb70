import { expect, test } from 'vitest';
import { FakeClock } from './clock.ts';
import { createUuidV7, timeOfUuidV7 } from './uuidv7.ts';

test('an id is a UUID of version 7 that holds its time', () => {
  const clock = new FakeClock('2026-11-20T12:00:00.123Z');
  const id = createUuidV7(clock)();
  expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  expect(timeOfUuidV7(id)).toEqual(clock.now());
});

test('ids rise strictly, within a millisecond, past its end, and when the clock goes back', () => {
  const clock = new FakeClock();
  const makeId = createUuidV7(clock);
  const ids = Array.from({ length: 20_000 }, (_, at) => {
    if (at === 15_000) clock.advance(-60_000);
    if (at === 18_000) clock.advance(120_000);
    return makeId();
  });
  expect(ids).toEqual(ids.toSorted());
  expect(new Set(ids).size).toBe(ids.length);
});

test('two makers at the same moment never make the same id', () => {
  const clock = new FakeClock();
  const [one, other] = [createUuidV7(clock), createUuidV7(clock)];
  const ids = Array.from({ length: 5_000 }, () => [one(), other()]).flat();
  expect(new Set(ids).size).toBe(ids.length);
});

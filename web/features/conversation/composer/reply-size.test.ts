import { describe, expect, test } from 'vitest';
import { limits, upload } from '../../../../contract/messages.ts';
import { findFileFault, sizeWords } from './check-file.ts';
import { measureReply, showEnds } from './reply-size.ts';

const aFile = upload.parse({
  id: '01937000-0000-7000-8000-000000000001',
  name: 'slip.pdf',
  sizeBytes: 1,
  mimeType: 'application/pdf',
  kind: 'file',
  width: null,
  height: null,
  url: '/api/files/1',
});

describe('measureReply', () => {
  test('a short reply is not counted', () => {
    expect(measureReply({ text: 'Saturday works.', uploads: [] })).toMatchObject({
      counter: null,
      split: null,
    });
  });

  test('the counter comes at 80 % of one message', () => {
    expect(measureReply({ text: 'a'.repeat(1_599), uploads: [] }).counter).toBeNull();
    expect(measureReply({ text: 'a'.repeat(1_600), uploads: [] }).counter).toBe('1,600 / 2,000');
  });

  test('a long text and each file are said to go out as messages of their own', () => {
    expect(measureReply({ text: 'Word. '.repeat(400), uploads: [] }).split).toBe('goes out as 2 messages');
    expect(measureReply({ text: 'Here it is', uploads: [aFile] }).split).toBe('goes out as 2 messages');
    expect(measureReply({ text: '', uploads: [aFile] }).split).toBeNull();
  });

  test('more than one reply may hold is refused here already', () => {
    expect(measureReply({ text: 'a'.repeat(limits.replyUnits + 1), uploads: [] }).tooLong).toBe(true);
  });
});

test('the preview of a long part shows where it begins and where it ends', () => {
  const text = `Begin ${'word '.repeat(300)}end.`;
  expect(showEnds(text)).toMatch(/^Begin word .* … word .*word end\.$/u);
  expect(showEnds(text).length).toBeLessThan(300);
  expect(showEnds('Short.')).toBe('Short.');
});

test('a file that Messenger would refuse is named with what is allowed', () => {
  const picture = { name: 'desk.png', type: 'image/png' };
  expect(findFileFault({ ...picture, size: limits.imageBytes }, null)).toBeNull();
  expect(findFileFault({ ...picture, size: limits.imageBytes + 1 }, null)).toContain('8 MB at most');
  const film = { name: 'film.mp4', type: 'video/mp4', size: limits.uploadBytes + 1 };
  expect(findFileFault(film, null)).toContain('25 MB');
  expect(findFileFault({ ...picture, size: 0 }, null)).toContain('empty');
});

test('sizes are said in one unit', () => {
  expect([500, 90_112, 1_468_006, 26_214_400].map(sizeWords)).toEqual(['500 B', '88 kB', '1.4 MB', '25 MB']);
});

test('R10, R11: what the page does not send is told before a byte is on its way', () => {
  const rules = { isOn: true, maxBytes: 5 * 1024 * 1024, blockedExtensions: ['exe'] };
  const film = { name: 'film.mp4', size: rules.maxBytes, type: 'video/mp4' };
  expect(findFileFault(film, rules)).toBeNull();
  expect(findFileFault({ ...film, size: film.size + 1 }, rules)).toContain('5 MB at most');
  expect(findFileFault({ ...film, name: 'setup.EXE ' }, rules)).toContain('.exe is blocked');
  expect(findFileFault(film, { ...rules, isOn: false })).toContain('switched off');
});

test('R138: with a margin set the counter goes by it, and where texts are not parted a longer one may not go', () => {
  const text = 'a'.repeat(1_987);
  expect(measureReply({ text, uploads: [] }).parts).toHaveLength(1);
  const parted = measureReply({ text, uploads: [] }, { longTexts: 'split', maxLength: 1_986 });
  expect([parted.parts.length, parted.tooLong]).toEqual([2, false]);
  const refused = measureReply({ text, uploads: [] }, { longTexts: 'refuse', maxLength: 1_986 });
  expect([refused.counter, refused.tooLong]).toEqual(['1,987 / 1,986', true]);
});

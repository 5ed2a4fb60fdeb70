import { describe, expect, test } from 'vitest';
import { createSecrets, SecretUnreadable } from './secrets.ts';

const oldKey = 'an-old-key-of-more-than-thirty-two-characters';
const newKey = 'a-new-key-of-more-than-thirty-two-characters!';

describe('sealing', () => {
  const secrets = createSecrets(oldKey);

  test('what was sealed opens again, and looks different each time', () => {
    const first = secrets.seal('tøken 😀', 'page-1');
    const second = secrets.seal('tøken 😀', 'page-1');
    expect(first).not.toBe(second);
    expect(secrets.open(first, 'page-1')).toBe('tøken 😀');
    expect(first).not.toContain('tøken');
  });

  test('a text sealed for one row does not open as another row', () => {
    const sealed = secrets.seal('token', 'page-1');
    expect(() => secrets.open(sealed, 'page-2')).toThrow(SecretUnreadable);
  });

  test('one altered character makes it unreadable, and the error says nothing of the content', () => {
    const sealed = secrets.seal('token', 'page-1');
    for (let at = sealed.lastIndexOf('.') + 1; at < sealed.length - 1; at++) {
      const altered = sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1);
      expect(() => secrets.open(altered, 'page-1')).toThrow('altered');
    }
  });

  test.each(['', 'v1', 'v1..', 'v2.x.y', 'plain token'])('%j, which nobody sealed, is unreadable', (text) => {
    expect(() => secrets.open(text, 'page-1')).toThrow(SecretUnreadable);
  });

  test('an empty text can be sealed', () => {
    expect(secrets.open(secrets.seal('', 'row'), 'row')).toBe('');
  });
});

describe('rotation', () => {
  const before = createSecrets(oldKey);
  const during = createSecrets(`${newKey}, ${oldKey}`);
  const after = createSecrets(newKey);

  test('with the new key in front, old texts open and new ones are sealed by the new key', () => {
    expect(during.open(before.seal('token', 'row'), 'row')).toBe('token');
    expect(after.open(during.seal('token', 'row'), 'row')).toBe('token');
  });

  test('what an older key sealed is known to be stale', () => {
    expect(during.isStale(before.seal('token', 'row'))).toBe(true);
    expect(during.isStale(during.seal('token', 'row'))).toBe(false);
  });

  test('without the old key its texts are unreadable', () => {
    expect(() => after.open(before.seal('token', 'row'), 'row')).toThrow('does not hold');
  });

  test('a short key is refused', () => {
    expect(() => createSecrets(`${newKey},short`)).toThrow(RangeError);
    expect(() => createSecrets('')).toThrow(RangeError);
  });
});

describe('links', () => {
  const secrets = createSecrets(oldKey);
  const now = new Date('2026-11-20T12:00:00Z');
  const later = new Date('2026-11-20T13:00:00Z');

  test('a signed link is good until its end, exclusive', () => {
    const link = secrets.signLink('/files/1?download=1', later);
    expect(secrets.verifyLink(link, now)).toBe(true);
    expect(secrets.verifyLink(link, new Date(later.getTime() - 1))).toBe(true);
    expect(secrets.verifyLink(link, later)).toBe(false);
  });

  test('nothing in a signed link can be changed', () => {
    const link = secrets.signLink('/files/1', later);
    expect(secrets.verifyLink(link.replace('/1?', '/2?'), now)).toBe(false);
    expect(secrets.verifyLink(link.replace(/until=\d/, 'until=9'), now)).toBe(false);
    expect(secrets.verifyLink(`${link}&until=9999999999`, now)).toBe(false);
    expect(secrets.verifyLink('/files/1', now)).toBe(false);
    expect(secrets.verifyLink('/files/1?until=9999999999&signature=', now)).toBe(false);
  });

  test('a link signed by the old key is good while that key is held', () => {
    const link = secrets.signLink('/files/1', later);
    expect(createSecrets(`${newKey},${oldKey}`).verifyLink(link, now)).toBe(true);
    expect(createSecrets(newKey).verifyLink(link, now)).toBe(false);
  });
});

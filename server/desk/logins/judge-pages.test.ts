import { expect, test } from 'vitest';
import { findObstacle, judgePages, type FoundPage, type KnownPage } from './judge-pages.ts';

const found: FoundPage = {
  facebookId: '700',
  name: 'Casa Azul',
  category: 'Shop',
  tasks: ['MESSAGING', 'MANAGE', 'MODERATE'],
  isPublished: true,
  leftOutOf: [],
  hasToken: true,
  unreadable: null,
};
const known: KnownPage = {
  id: 'page-1',
  facebookId: '700',
  name: 'Casa Azul',
  metaAppId: 'app-1',
  metaAppName: 'First app',
  facebookUserId: '10155',
  isRemoved: false,
};
const login = { metaAppId: 'app-1', facebookUserId: '10155', found: [found] };

test('a page that is not published cannot be connected, one of which it is not said can (R108)', () => {
  expect(findObstacle({ ...found, isPublished: false })).toContain('not published');
  expect(findObstacle({ ...found, isPublished: null })).toBeNull();
});

test('tasks that are missing are named; where Facebook tells none, none is missing (R109, R145)', () => {
  expect(findObstacle({ ...found, tasks: ['ANALYZE'] })).toMatch(/\(MANAGE\).*\(MESSAGING\)/);
  const noMessages = findObstacle({ ...found, tasks: ['MANAGE'] });
  expect(noMessages).toContain('(MESSAGING)');
  expect(noMessages).not.toContain('(MANAGE)');
  expect(findObstacle({ ...found, tasks: [] })).toBeNull();
});

test('a page left out of a permission, or without a key, says so', () => {
  expect(findObstacle({ ...found, leftOutOf: ['pages_messaging'] })).toContain('left out');
  expect(findObstacle({ ...found, leftOutOf: ['pages_manage_engagement'] })).toBeNull();
  expect(findObstacle({ ...found, hasToken: false })).toContain('no access key');
});

test('what can be chosen stands first, then by name; nothing is just missing (behaviours 76 to 78)', () => {
  const offered = judgePages(
    {
      ...login,
      found: [
        found,
        { ...found, facebookId: '701', name: 'Zebra' },
        { ...found, facebookId: '702', name: 'Anchor', isPublished: false },
        { ...found, facebookId: '703', name: null, hasToken: false, unreadable: 'Facebook hides it.' },
      ],
    },
    [known, { ...known, id: 'page-2', facebookId: '799', name: 'Forgotten' }],
  );
  expect(offered.map(({ name, choice }) => [name, choice])).toEqual([
    ['Zebra', 'free'],
    ['Anchor', 'none'],
    ['Casa Azul', 'none'],
    ['Forgotten', 'none'],
    ['Page 703', 'none'],
  ]);
  expect(offered.every(({ choice, reason }) => choice === 'free' || reason !== null)).toBe(true);
});

test('a page that another person connected is not called left out', () => {
  const others = [{ ...known, facebookId: '799', facebookUserId: '9' }];
  expect(judgePages({ ...login, found: [] }, others)).toEqual([]);
});

import { expect, test } from 'vitest';
import { kindOfPost } from './post-kind.ts';

test.each([
  ['added_video', 'https://www.facebook.com/reel/900/', 'reel'],
  ['added_video', 'https://www.facebook.com/shop/posts/900', 'video'],
  ['live_video', null, 'live'],
  ['photo', null, 'photo'],
  ['added_photos', null, 'photo'],
  ['shared_story', null, 'link'],
  ['created_event', null, 'event'],
  ['mobile_status_update', null, null],
  ['something new', null, null],
  ['constructor', null, null],
  [null, null, null],
])('%s at %s is %s (K33)', (item, permalink, kind) => {
  expect(kindOfPost(item, permalink)).toBe(kind);
});

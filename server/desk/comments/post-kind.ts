import type { PostKind } from '../../../contract/comments.ts';

/**
 * What a post is, of Meta's words for it: those of webhooks (`video`, `photo`), and those of the Graph API
 * (`added_video`). Only the address tells a reel. Null: words alone, or what we have no name for.
 */
export function kindOfPost(item: string | null, permalink: string | null): PostKind | null {
  if (permalink !== null && /\/reel\//.test(permalink)) return 'reel';
  if (item === null) return null;
  if (item.includes('live')) return 'live';
  return kinds.get(item) ?? null;
}

const kinds = new Map<string, PostKind>([
  ['video', 'video'],
  ['added_video', 'video'],
  ['photo', 'photo'],
  ['picture', 'photo'],
  ['album', 'photo'],
  ['photo-album', 'photo'],
  ['added_photos', 'photo'],
  ['link', 'link'],
  ['share', 'link'],
  ['shared_story', 'link'],
  ['event', 'event'],
  ['created_event', 'event'],
]);

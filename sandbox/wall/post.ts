import { Refusal } from '../people/refusal.ts';
import type { Simulation } from '../simulation.ts';
import { postChange, type PostVerb } from '../webhooks/feed-shapes.ts';
import type { AttachmentRecord, PostRecord } from '../world/records.ts';
import { refuseBanned } from './banned.ts';
import type { Author } from './author.ts';
import { readTags } from './tags.ts';
import { tellChange, type Told } from './tell.ts';

export interface NewPost {
  /** When; left out: now. */
  at?: number | undefined;
  pageId: string;
  by: Author;
  text?: string | undefined;
  attachments?: AttachmentRecord[] | undefined;
  link?: { url: string; title: string } | undefined;
  isReel?: boolean | undefined;
  isPublished?: boolean | undefined;
  appId?: string | undefined;
  /** For a world that is the same after each start; else a new one is made. */
  number?: string | undefined;
}

/** The page or a visitor posts on the page. What is not published yet is told all the same, with `published: 0`. */
export function publishPost(simulation: Simulation, post: NewPost): Told<PostRecord> {
  const { world, mint } = simulation;
  const { pageId, by, link, attachments = [] } = post;
  refuseBanned(simulation, pageId, by);
  if (!post.text && attachments.length === 0 && !link)
    throw new Refusal(400, 'A post needs text, attachments or a link.');
  const { message, tags } = readTags(simulation, pageId, post.text ?? '');
  const createdAt = post.at ?? simulation.clock.nowMs();
  const thing = world.wall.addPost({
    id: `${pageId}_${post.number ?? mint.id().slice(0, 15)}`,
    pageId,
    by,
    kind: kindOf(post, attachments),
    where: 'wall',
    tags,
    attachments,
    createdAt,
    updatedAt: createdAt,
    isPublished: post.isPublished ?? true,
    isHidden: false,
    reactions: [],
    ...(message !== '' && { message }),
    ...(link && { link }),
    ...(post.appId !== undefined && { appId: post.appId }),
  });
  return { thing, tell: teller(simulation, thing, ['add'], createdAt) };
}

function kindOf(post: NewPost, attachments: AttachmentRecord[]): PostRecord['kind'] {
  if (post.isReel) return 'reel';
  if (attachments.some(({ type }) => type === 'video')) return 'video';
  if (attachments.length > 0) return 'photo';
  return post.link ? 'link' : 'status';
}

export interface PostChanges {
  at?: number | undefined;
  text?: string | undefined;
  isPublished?: boolean | undefined;
  isHidden?: boolean | undefined;
}

/** Another wording, published after all, hidden or shown: each is told as a change of its own. */
export function changePost(simulation: Simulation, post: PostRecord, changes: PostChanges): Told<PostRecord> {
  const { text, isPublished, isHidden, at = simulation.clock.nowMs() } = changes;
  const verbs: PostVerb[] = [];
  if (text !== undefined || (isPublished !== undefined && isPublished !== post.isPublished)) {
    if (text !== undefined) Object.assign(post, readTags(simulation, post.pageId, text));
    Object.assign(post, { isPublished: isPublished ?? post.isPublished, updatedAt: at });
    verbs.push('edited');
  }
  if (isHidden !== undefined && isHidden !== post.isHidden) {
    post.isHidden = isHidden;
    verbs.push(isHidden ? 'hide' : 'unhide');
  }
  return { thing: post, tell: teller(simulation, post, verbs, at) };
}

/** The post goes, and its comments with it: Meta tells of the post alone. */
export function removePost(
  simulation: Simulation,
  post: PostRecord,
  at = simulation.clock.nowMs(),
): Told<PostRecord> {
  simulation.world.wall.removePost(post);
  return { thing: post, tell: teller(simulation, post, ['remove'], at) };
}

/** Tells what the post is now, even if it is told later. */
function teller(simulation: Simulation, current: PostRecord, verbs: PostVerb[], at: number) {
  const post = { ...current };
  const { pageId, by, id } = post;
  simulation.live.wall(pageId);
  return () =>
    verbs.flatMap((verb) =>
      tellChange(simulation, {
        pageId,
        by,
        field: 'feed',
        orderKey: id,
        valueFor: (mayTell) => postChange(simulation, { post, verb, at, mayTell }),
      }),
    );
}

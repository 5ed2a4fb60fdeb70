import { Refusal } from '../people/refusal.ts';
import type { Simulation } from '../simulation.ts';
import { mentionChange } from '../webhooks/feed-shapes.ts';
import type { CommentRecord, PostRecord } from '../world/records.ts';
import { writeComment } from './comment.ts';
import { readTags } from './tags.ts';
import { tellChange, type Told } from './tell.ts';

export interface NewMention {
  at?: number | undefined;
  pageId: string;
  by: string;
  /** With `@[page id]` somewhere in it. */
  text: string;
  item: 'post' | 'comment';
}

/** A person names the page on their own profile: in a post, or in a comment under one. */
export function mentionPage(simulation: Simulation, mention: NewMention): Told<PostRecord | CommentRecord> {
  const { pageId, by, text, item, at } = mention;
  const { world, mint } = simulation;
  const { message, tags } = readTags(simulation, pageId, text);
  if (!tags.some(({ personId }) => personId === null))
    throw new Refusal(400, `A mention has @[${pageId}] in its text.`);
  const createdAt = at ?? simulation.clock.nowMs();
  const isPost = item === 'post';
  const post = world.wall.addPost({
    id: `${mint.lasting(15, 'profile', by)}_${mint.id().slice(0, 15)}`,
    pageId,
    by,
    kind: 'status',
    where: 'elsewhere',
    message: isPost ? message : 'Something on my mind',
    tags: isPost ? tags : [],
    attachments: [],
    createdAt,
    updatedAt: createdAt,
    isPublished: true,
    isHidden: false,
    reactions: [],
  });
  if (!isPost) return writeComment(simulation, post, { by, text, at });
  simulation.live.wall(pageId);
  const tell = () =>
    tellChange(simulation, {
      pageId,
      by,
      field: 'mention',
      orderKey: post.id,
      valueFor: () => mentionChange(post, undefined, createdAt),
    });
  return { thing: post, tell };
}

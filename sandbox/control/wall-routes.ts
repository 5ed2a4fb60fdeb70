import { z } from 'zod';
import { attach } from '../people/attachment-input.ts';
import { Refusal } from '../people/refusal.ts';
import { personByAnyId, type Author } from '../wall/author.ts';
import { editComment, hideComment, removeComment, writeComment } from '../wall/comment.ts';
import { mentionPage } from '../wall/mention.ts';
import { changePost, publishPost, removePost } from '../wall/post.ts';
import { ratePage } from '../wall/rate.ts';
import { reactOnWall } from '../wall/react.ts';
import type { Told } from '../wall/tell.ts';
import { reactionTypes } from '../world/records.ts';
import { found } from './found.ts';
import { bare, route, type ControlCall } from './router.ts';
import { attachment, circumstances } from './schemas.ts';
import { viewComment, viewPost, viewWall } from './wall-views.ts';

/** A person's id or PSID; `page`, or left out: the page itself. */
const by = z.string().default('page');

const reaction = z.strictObject({
  ...circumstances,
  by,
  type: z.enum(reactionTypes).default('like'),
  action: z.enum(['react', 'unreact']).default('react'),
});

export const wallRoutes = [
  bare('GET /_sim/pages/{pageId}/wall', (call) => viewWall(call.simulation, pageOf(call).id)),

  route(
    'POST /_sim/pages/{pageId}/posts',
    z.strictObject({
      ...circumstances,
      by,
      text: z.string().optional(),
      attachments: z.array(attachment).default([]),
      link: z.strictObject({ url: z.url(), title: z.string().default('') }).optional(),
      reel: z.boolean().default(false),
      published: z.boolean().default(true),
    }),
    (call, body) => {
      const pageId = pageOf(call).id;
      const { text, link, reel, published, at, silent } = body;
      const attachments = body.attachments.map((input) => attach(call.simulation, input));
      const author = authorOf(call, pageId, body.by);
      const about = { pageId, by: author, text, attachments, link, at };
      const post = publishPost(call.simulation, { ...about, isReel: reel, isPublished: published });
      return viewPost(call.simulation, heard(post, silent));
    },
  ),
  bare('GET /_sim/posts/{postId}', (call) => viewPost(call.simulation, postOf(call))),
  route(
    'PATCH /_sim/posts/{postId}',
    z.strictObject({
      ...circumstances,
      text: z.string().min(1).optional(),
      published: z.boolean().optional(),
      hidden: z.boolean().optional(),
    }),
    (call, { text, published, hidden, at, silent }) => {
      const changes = { text, isPublished: published, isHidden: hidden, at };
      return viewPost(call.simulation, heard(changePost(call.simulation, postOf(call), changes), silent));
    },
  ),
  route('DELETE /_sim/posts/{postId}', z.strictObject(circumstances), (call, { at, silent }) => {
    heard(removePost(call.simulation, postOf(call), at), silent);
    return { ok: true };
  }),
  route('POST /_sim/posts/{postId}/reaction', reaction, (call, body) => {
    const post = postOf(call);
    heard(reactOnWall(call.simulation, { post }, reactingOf(call, post.pageId, body)), body.silent);
    return viewPost(call.simulation, post);
  }),

  route(
    'POST /_sim/posts/{postId}/comments',
    z.strictObject({
      ...circumstances,
      by,
      text: z.string().optional(),
      attachment: attachment.optional(),
      replyTo: z.string().optional(),
    }),
    (call, { text, replyTo, at, silent, ...body }) => {
      const post = postOf(call);
      const answered = replyTo === undefined ? undefined : commentOf(call, replyTo);
      if (answered && answered.postId !== post.id)
        throw new Refusal(400, `Comment ${replyTo} stands under another post.`);
      const comment = writeComment(call.simulation, post, {
        by: authorOf(call, post.pageId, body.by),
        text,
        at,
        ...(body.attachment && { attachment: attach(call.simulation, body.attachment) }),
        ...(answered && { replyTo: answered }),
      });
      return viewComment(call.simulation, heard(comment, silent));
    },
  ),
  bare('GET /_sim/comments/{commentId}', (call) => viewComment(call.simulation, commentOf(call))),
  route(
    'PATCH /_sim/comments/{commentId}',
    z.strictObject({
      ...circumstances,
      text: z.string().min(1).optional(),
      attachment: attachment.optional(),
      hidden: z.boolean().optional(),
    }),
    (call, { text, hidden, at, silent, attachment: input }) => {
      const comment = commentOf(call);
      const { simulation } = call;
      if (text !== undefined || input) {
        const media = input && attach(simulation, input);
        const told = editComment(simulation, comment, {
          text: text ?? comment.message ?? '',
          attachment: media,
          at,
        });
        heard(told, silent);
      }
      if (hidden !== undefined) heard(hideComment(simulation, comment, { isHidden: hidden, at }), silent);
      return viewComment(simulation, comment);
    },
  ),
  route('DELETE /_sim/comments/{commentId}', z.strictObject(circumstances), (call, { at, silent }) => {
    heard(removeComment(call.simulation, commentOf(call), at), silent);
    return { ok: true };
  }),
  route('POST /_sim/comments/{commentId}/reaction', reaction, (call, body) => {
    const comment = commentOf(call);
    const post = found(call.simulation.world.wall.findPost(comment.postId), 'such post');
    const reacting = reactingOf(call, comment.pageId, body);
    heard(reactOnWall(call.simulation, { post, comment }, reacting), body.silent);
    return viewComment(call.simulation, comment);
  }),

  route(
    'POST /_sim/pages/{pageId}/mentions',
    z.strictObject({
      ...circumstances,
      by: z.string(),
      text: z.string().min(1),
      item: z.enum(['post', 'comment']).default('post'),
    }),
    (call, { at, silent, text, item, ...body }) => {
      const pageId = pageOf(call).id;
      const person = personOf(call, pageId, body.by);
      const { id } = heard(mentionPage(call.simulation, { pageId, by: person, text, item, at }), silent);
      return { id };
    },
  ),
  route(
    'POST /_sim/pages/{pageId}/ratings',
    z.strictObject({
      ...circumstances,
      by: z.string(),
      recommends: z.boolean().nullable().default(true),
      text: z.string().optional(),
    }),
    (call, { at, silent, text, recommends, ...body }) => {
      const pageId = pageOf(call).id;
      const person = personOf(call, pageId, body.by);
      const rating = { pageId, by: person, isPositive: recommends, text, at };
      return heard(ratePage(call.simulation, rating), silent);
    },
  ),
];

/** Tells the apps unless the act is silent. */
function heard<Thing>({ thing, tell }: Told<Thing>, silent: boolean | undefined): Thing {
  if (!silent) tell();
  return thing;
}

function pageOf(call: ControlCall) {
  return found(call.simulation.world.pages.get(call.path['pageId'] ?? ''), `page ${call.path['pageId']}`);
}

function postOf(call: ControlCall) {
  const id = call.path['postId'] ?? '';
  return found(call.simulation.world.wall.findPost(id), `post ${id}`);
}

function commentOf(call: ControlCall, id = call.path['commentId'] ?? '') {
  return found(call.simulation.world.wall.comment(id), `comment ${id}`);
}

function authorOf(call: ControlCall, pageId: string, who: string): Author {
  return who === 'page' || who === pageId ? null : personOf(call, pageId, who);
}

function personOf(call: ControlCall, pageId: string, who: string): string {
  return found(personByAnyId(call.simulation, pageId, who), `person ${who}`);
}

function reactingOf(call: ControlCall, pageId: string, body: z.infer<typeof reaction>) {
  const type = body.action === 'react' ? body.type : null;
  return { by: authorOf(call, pageId, body.by), type, at: body.at };
}

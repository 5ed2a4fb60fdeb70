import type { ThreadContext } from '../../../contract/comments.ts';
import { findConversation, findPrevious } from '../../store/conversations.ts';
import { findPostPicture, listLikenesses, readPostOf, type LikenessRow } from '../../store/posts.ts';
import { canLookInto, canSee, sightOf } from '../access.ts';
import { contactName } from '../contacts/contact-ref.ts';
import type { Context } from '../context.ts';
import { readLastMessage } from '../conversations/present.ts';
import type { ServedFile } from '../files/read-file.ts';
import { notFound } from '../problems.ts';
import { kindOfPost } from './post-kind.ts';

/**
 * What stands beside a conversation: of a thread its post and the ticket before it; of any, who the person may be
 * under Facebook's other identity.
 *
 * @throws Problem `not-found`, also for a conversation that the actor may not see.
 */
export async function readThread(ctx: Context, conversationId: string): Promise<ThreadContext> {
  const conversation = await findConversation(ctx.db, conversationId);
  if (!conversation || !canLookInto(ctx.actor, conversation)) throw notFound('conversation');
  const sight = sightOf(ctx.actor);
  const [post, previous, likenesses] = await Promise.all([
    readPostOf(ctx.db, conversationId, sight),
    findPrevious(ctx.db, conversationId),
    listLikenesses(ctx.db, conversation.contactId, sight),
  ]);
  const isSeen = previous !== undefined && canSee(ctx.actor, previous.departmentId);
  return {
    post: post ? presentPost(post) : null,
    previous: isSeen
      ? { id: previous.id as NonNullable<ThreadContext['previous']>['id'], number: previous.number }
      : null,
    likenesses: likenesses.map(presentLikeness),
  };
}

type PostRow = NonNullable<Awaited<ReturnType<typeof readPostOf>>>;

function presentPost(row: PostRow): NonNullable<ThreadContext['post']> {
  const { waiting, live, closed } = row;
  return {
    id: row.id,
    pageId: row.pageId as NonNullable<ThreadContext['post']>['pageId'],
    facebookId: row.facebookId,
    authorName: row.authorName ?? (row.isByPage ? row.pageName : null),
    isByPage: row.isByPage,
    text: row.text,
    pictureUrl: row.pictureFileId ? `/api/posts/${row.id}/picture?v=${row.pictureFileId}` : null,
    permalink: row.permalink,
    kind: kindOfPost(row.item, row.permalink),
    isPublished: row.isPublished,
    createdAt: row.postedAt?.toISOString() ?? null,
    removedAt: row.removedAt?.toISOString() ?? null,
    state: row.state,
    threads: { waiting, live, closed },
  };
}

function presentLikeness(row: LikenessRow): ThreadContext['likenesses'][number] {
  type Likeness = ThreadContext['likenesses'][number];
  return {
    contactId: row.contactId as Likeness['contactId'],
    name: contactName(row.name, row.psid),
    identity: row.identity,
    state: row.isLinked ? 'linked' : 'suggested',
    because: row.because,
    conversation:
      row.conversationId === null || row.conversationNumber === null
        ? null
        : {
            id: row.conversationId as NonNullable<Likeness['conversation']>['id'],
            number: row.conversationNumber,
            preview: readLastMessage(row.lastMessage)?.text ?? '',
          },
  };
}

/** A post's picture, for who may see a thread of the post. @throws Problem `not-found` for everybody else. */
export async function openPostPicture(ctx: Context, postId: string): Promise<ServedFile> {
  const found = await findPostPicture(ctx.db, postId);
  const mayBeSeen = found?.departmentIds?.some((id) => canSee(ctx.actor, id)) ?? false;
  if (!found || !mayBeSeen) throw notFound('picture');
  return { ...found, name: null };
}

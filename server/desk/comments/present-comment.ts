import type { ActFailure, CommentHappening, CommentPart } from '../../../contract/comments.ts';
import type { MessageViewRow } from '../../store/message-views.ts';
import { contactPictureUrl } from '../contacts/contact-ref.ts';
import { readHistory, type Moderation } from '../inbound/comment-marks.ts';
import { privateReplyEndsAt } from './write-private-reply.ts';

/** Whom to name for what a rule of the page did. */
const rule = 'a rule of the page';

/** What only a comment has, in the words of the contract; null for a message. */
export function presentComment(row: MessageViewRow): CommentPart | null {
  const { comment } = row;
  if (comment === null) return null;
  const history = presentHistory(readHistory(comment.history));
  const { act } = comment;
  return {
    facebookId: comment.facebookId,
    origin: comment.origin,
    isHidden: history.findLast(({ what }) => what !== 'removed')?.what === 'hidden',
    isLiked: comment.isLiked,
    reactions: comment.reactions ?? [],
    history,
    isIgnored: comment.isIgnored,
    permalink: comment.permalink ?? `https://www.facebook.com/${comment.facebookId}`,
    isAuthorBanned: comment.isAuthorBanned === true,
    authorPictureUrl: comment.author
      ? contactPictureUrl(comment.author.contactId, comment.author.pictureFileId)
      : null,
    privateReply: presentPrivateReply(row, comment.privateReply),
    act:
      act === null || act.status === 'done'
        ? null
        : {
            act: act.kind,
            status: act.status,
            failure: act.failure as ActFailure | null,
            by: act.by ?? rule,
          },
  };
}

/** Facebook tells back what we did within moments: so near to it, it is the same. */
const sameWithinMs = 5 * 60_000;

/**
 * What changed, oldest first: of several hidings in a row the first stands, under the name of who did it here when one
 * of them is ours.
 */
export function presentHistory(entries: readonly Moderation[]): CommentHappening[] {
  const shown: { what: CommentHappening['what']; at: Date; by: string | null }[] = [];
  for (const { verb, at, by } of entries) {
    const what = words[verb];
    const last = shown.findLast((each) => (each.what === 'removed') === (what === 'removed'));
    if (last?.what !== what) shown.push({ what, at, by });
    else if (last.by === null && at.getTime() - last.at.getTime() <= sameWithinMs) last.by = by;
  }
  return shown.map((each) => ({ ...each, at: each.at.toISOString() }));
}

const words = { hide: 'hidden', unhide: 'shown', remove: 'removed' } as const;

type PrivateReply = CommentPart['privateReply'];

function presentPrivateReply(
  row: MessageViewRow,
  act: NonNullable<MessageViewRow['comment']>['privateReply'],
): PrivateReply {
  const written: PrivateReply['written'] = act && {
    text: act.text,
    by: act.by ?? rule,
    at: new Date(act.at).toISOString(),
    status: act.status,
    failure: act.failure as ActFailure | null,
    conversationId: act.conversationId as NonNullable<PrivateReply['written']>['conversationId'],
  };
  if (act && act.status !== 'failed') return { state: 'used', endsAt: null, written };
  const isPossible = row.direction === 'in' && row.unsentAt === null && row.comment?.origin !== 'mention';
  if (!isPossible) return { state: 'impossible', endsAt: null, written };
  return { state: 'open', endsAt: privateReplyEndsAt(row.at).toISOString(), written };
}

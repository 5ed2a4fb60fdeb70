import type { Simulation } from '../simulation.ts';
import { reactOnWall } from '../wall/react.ts';
import type { CommentRecord, PostRecord, WallReactionRecord } from '../world/records.ts';
import { comeBack } from './come-back.ts';
import { askedOf, isWanted, type AskedList } from './asked-list.ts';
import type { Edges, GraphCall } from './graph-call.ts';
import { objectMissing } from './graph-error.ts';
import { pageOfList } from './paging.ts';
import { requireWallReader, requireWallWriter } from './wall-access.ts';
import { authorShape } from './wall-shapes.ts';

interface Reacted {
  id: string;
  pageId: string;
  reactions: WallReactionRecord[];
}

/** `/{id}/likes` of a post or a comment: the page likes it and takes that back; twice changes nothing. */
export function likeEdge<Subject extends Reacted>(
  placeOf: (
    simulation: Simulation,
    subject: Subject,
  ) => { post: PostRecord | undefined; comment?: CommentRecord },
): Edges<Subject>[string] {
  const set = async (call: GraphCall, subject: Subject, type: 'like' | null): Promise<unknown> => {
    requireWallWriter(call, subject.pageId, subject.id);
    const { post, comment } = placeOf(call.simulation, subject);
    if (!post) throw objectMissing(call.request.method, subject.id);
    call.note.kind = type ?? 'unlike';
    const isLiked = subject.reactions.some(({ by }) => by === null);
    if (isLiked !== (type !== null))
      await comeBack(call, reactOnWall(call.simulation, { post, comment }, { by: null, type }).tell);
    return { success: true };
  };
  return {
    GET(call, subject) {
      requireWallReader(call, subject.pageId, subject.id);
      return listReactions(call, subject, askedOf(call), 'like');
    },
    POST: (call, subject) => set(call, subject, 'like'),
    DELETE: (call, subject) => set(call, subject, null),
  };
}

/** Who reacted, and how; likes alone for the edge `likes`. People whom the caller may not know are counted only. */
export function listReactions(call: GraphCall, subject: Reacted, asked: AskedList, only?: 'like'): unknown {
  const reactions = subject.reactions.filter(({ type }) => only === undefined || type === only);
  const rows = reactions.flatMap(({ by, type }) => {
    const author = authorShape(call, { pageId: subject.pageId, by });
    return author ? [{ ...author, ...(only === undefined && { type: type.toUpperCase() }) }] : [];
  });
  const list = pageOfList(call, `${subject.id}/${only === undefined ? 'reactions' : 'likes'}`, rows, asked);
  if (!isWanted(asked.summary)) return list;
  const has_liked = reactions.some(({ by }) => by === null);
  const summary =
    only === undefined
      ? { total_count: reactions.length, viewer_reaction: has_liked ? 'LIKE' : 'NONE' }
      : { total_count: reactions.length, can_like: true, has_liked };
  return { ...list, summary };
}

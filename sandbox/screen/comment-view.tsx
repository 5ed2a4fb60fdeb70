import { AttachmentView } from './attachment-view.tsx';
import { ReactButton, reactionsLine } from './react-button.tsx';
import { sim } from './sim.ts';
import { agoOf } from './times.ts';
import type { PageInfo, WallComment } from './types.ts';

interface CommentProps {
  comment: WallComment;
  page: PageInfo;
  actor: { id: string; name: string };
  nowMs: number;
  run(act: () => Promise<unknown>): void;
  answer(): void;
}

/** One comment: its author may edit and delete it, the page hide and delete it. */
export function CommentView({ comment, page, actor, nowMs, run, answer }: CommentProps) {
  const isOwn = (comment.by ?? 'page') === actor.id;
  const isPage = actor.id === 'page';
  const path = `/comments/${comment.id}`;
  const edit = () => {
    const text = window.prompt('New wording', comment.message ?? '');
    if (text) run(() => sim('PATCH', path, { text }));
  };
  return (
    <div className={`comment ${comment.isHidden ? 'hidden-comment' : ''}`}>
      <img className="face" src={comment.byPictureUrl} alt="" />
      <div className="comment-body">
        <div className="comment-bubble">
          <p className="strong">{comment.byName}</p>
          {comment.message && <p>{comment.message}</p>}
          {comment.attachment && <AttachmentView attachment={comment.attachment} />}
        </div>
        <p className="comment-line quiet">
          <span>
            {agoOf(nowMs - comment.createdAt)}
            {comment.by === null && ` · by ${page.name}`}
            {comment.editedAt !== null && ' · edited'}
            {comment.isHidden && ' · hidden'}
            {comment.privateReplyMid !== undefined && ' · answered in private'}
          </span>
          {comment.reactions.length > 0 && <span>{reactionsLine(comment)}</span>}
          <ReactButton
            written={comment}
            actorId={actor.id}
            react={(body) => run(() => sim('POST', `${path}/reaction`, { by: actor.id, ...body }))}
          />
          <button type="button" className="link" onClick={answer}>
            Reply
          </button>
          {isOwn && (
            <button type="button" className="link" onClick={edit}>
              Edit
            </button>
          )}
          {isPage && !isOwn && (
            <button
              type="button"
              className="link"
              onClick={() => run(() => sim('PATCH', path, { hidden: !comment.isHidden }))}
            >
              {comment.isHidden ? 'Show' : 'Hide'}
            </button>
          )}
          {(isOwn || isPage) && (
            <button type="button" className="link" onClick={() => run(() => sim('DELETE', path))}>
              Delete
            </button>
          )}
        </p>
      </div>
    </div>
  );
}

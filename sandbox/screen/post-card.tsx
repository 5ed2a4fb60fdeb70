import { useState, type FormEvent } from 'react';
import { AttachmentView } from './attachment-view.tsx';
import { CommentView } from './comment-view.tsx';
import { Icon } from './icon.tsx';
import { ReactButton, reactionsLine } from './react-button.tsx';
import { sim } from './sim.ts';
import { agoOf } from './times.ts';
import type { PageInfo, Post } from './types.ts';

interface PostCardProps {
  post: Post;
  page: PageInfo;
  actor: { id: string; name: string };
  nowMs: number;
  run(act: () => Promise<unknown>): void;
}

/** A post with its comments, and what the chosen person (or the page) can do to them. */
export function PostCard({ post, page, actor, nowMs, run }: PostCardProps) {
  const [answering, setAnswering] = useState<string | null>(null);
  const comments = post.comments.reduce((sum, { replies }) => sum + 1 + replies.length, 0);
  const isOwn = (post.by ?? 'page') === actor.id;
  const change = (body: unknown) => run(() => sim('PATCH', `/posts/${post.id}`, body));
  const edit = () => {
    const text = window.prompt('New wording', post.message ?? '');
    if (text) change({ text });
  };
  return (
    <article className="card post" aria-label={`Post by ${post.byName}`}>
      <div className="card-head">
        <img className="face" src={post.byPictureUrl} alt="" />
        <div>
          <p className="strong">{post.byName}</p>
          <p className="quiet">
            {agoOf(nowMs - post.createdAt)}
            {post.by !== null && ' · visitor'}
            {!post.isPublished && ' · not published'}
            {post.isHidden && ' · hidden'}
            {post.privateReplyMid !== undefined && ' · answered in private'}
          </p>
        </div>
        <span className="grow" />
        {isOwn && (
          <button type="button" className="link" onClick={edit}>
            Edit
          </button>
        )}
        {!post.isPublished && actor.id === 'page' && (
          <button type="button" className="link" onClick={() => change({ published: true })}>
            Publish
          </button>
        )}
        {post.by !== null && actor.id === 'page' && (
          <button type="button" className="link" onClick={() => change({ hidden: !post.isHidden })}>
            {post.isHidden ? 'Show' : 'Hide'}
          </button>
        )}
        {(isOwn || actor.id === 'page') && (
          <button
            type="button"
            className="link"
            onClick={() => run(() => sim('DELETE', `/posts/${post.id}`))}
          >
            Delete
          </button>
        )}
      </div>
      {post.message && <p className="post-text">{post.message}</p>}
      <div className="post-media">
        {post.attachments.map((attachment, at) => (
          <AttachmentView key={at} attachment={attachment} />
        ))}
        {post.link && (
          <a className="bubble file" href={post.link.url} target="_blank" rel="noreferrer noopener">
            <Icon name="file" /> {post.link.title || post.link.url}
          </a>
        )}
      </div>
      <div className="post-counts quiet">
        <ReactButton
          written={post}
          actorId={actor.id}
          react={(body) => run(() => sim('POST', `/posts/${post.id}/reaction`, { by: actor.id, ...body }))}
        />
        {post.reactions.length > 0 && <span>{reactionsLine(post)}</span>}
        <span className="grow" />
        <span>
          {comments} {comments === 1 ? 'comment' : 'comments'}
        </span>
      </div>
      {post.comments.map((comment) => (
        <div key={comment.id} className="thread">
          <CommentView
            comment={comment}
            page={page}
            actor={actor}
            nowMs={nowMs}
            run={run}
            answer={() => setAnswering(comment.id)}
          />
          {comment.replies.map((reply) => (
            <div key={reply.id} className="nested">
              <CommentView
                comment={reply}
                page={page}
                actor={actor}
                nowMs={nowMs}
                run={run}
                answer={() => setAnswering(reply.id)}
              />
            </div>
          ))}
        </div>
      ))}
      <CommentField
        post={post}
        actor={actor}
        answering={answering}
        answered={() => setAnswering(null)}
        run={run}
      />
    </article>
  );
}

function CommentField({
  post,
  actor,
  answering,
  answered,
  run,
}: Pick<PostCardProps, 'post' | 'actor' | 'run'> & { answering: string | null; answered(): void }) {
  const [text, setText] = useState('');
  const every = post.comments.flatMap((comment) => [comment, ...comment.replies]);
  const target = every.find(({ id }) => id === answering);
  const firstName = actor.id === 'page' ? actor.name : (actor.name.split(' ')[0] ?? actor.name);
  const label = target ? `Answer ${target.byName} as ${firstName}` : `Comment as ${firstName}`;
  const write = (body: Record<string, unknown>) => {
    const replyTo = target ? { replyTo: target.id } : {};
    run(() => sim('POST', `/posts/${post.id}/comments`, { by: actor.id, ...replyTo, ...body }));
    setText('');
    answered();
  };
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() !== '') write({ text });
  };
  return (
    <form className="comment-field" onSubmit={send}>
      <input
        className="write"
        value={text}
        onChange={(event) => setText(event.target.value)}
        placeholder={label}
        aria-label={label}
        autoComplete="off"
      />
      {target && (
        <button type="button" className="small" aria-label="Do not answer a comment" onClick={answered}>
          ×
        </button>
      )}
      <button
        type="button"
        className="tool"
        aria-label="Comment with a picture"
        onClick={() =>
          write({ ...(text.trim() !== '' && { text }), attachment: { type: 'image', sample: true } })
        }
      >
        <Icon name="image" />
      </button>
      <button
        type="button"
        className="tool"
        aria-label="Comment with a sticker"
        onClick={() => write({ attachment: { type: 'sticker' } })}
      >
        <Icon name="smile" />
      </button>
      <button type="submit" className="tool" aria-label="Send the comment" disabled={text.trim() === ''}>
        <Icon name="send" />
      </button>
    </form>
  );
}

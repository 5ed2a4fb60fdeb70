import type { CommentRecord, PhotoRecord, PostRecord, RatingRecord } from './records.ts';

/** Oldest comments of a post fall out, so that a script that runs for hours does not eat the machine. */
const mostCommentsOfPost = 2_000;

/** All that stands on pages. Finding answers undefined; nothing here knows Graph's errors. */
export class Wall {
  readonly posts = new Map<string, PostRecord>();
  readonly ratings = new Map<string, RatingRecord>();
  readonly photos = new Map<string, PhotoRecord>();
  readonly #comments = new Map<string, CommentRecord>();
  readonly #commentsOfPost = new Map<string, CommentRecord[]>();
  readonly #postsByNumber = new Map<string, PostRecord>();

  clear(): void {
    for (const map of [this.posts, this.ratings, this.photos]) map.clear();
    for (const map of [this.#comments, this.#commentsOfPost, this.#postsByNumber]) map.clear();
  }

  addPost(post: PostRecord): PostRecord {
    this.posts.set(post.id, post);
    this.#postsByNumber.set(numberOf(post.id), post);
    return post;
  }

  /** By `<page>_<number>` or the number alone. */
  findPost(id: string): PostRecord | undefined {
    return this.posts.get(id) ?? this.#postsByNumber.get(id);
  }

  /** Newest first. */
  postsOf(pageId: string): PostRecord[] {
    return [...this.posts.values()]
      .filter((post) => post.pageId === pageId && post.where === 'wall')
      .toSorted((a, b) => b.createdAt - a.createdAt);
  }

  removePost(post: PostRecord): void {
    for (const comment of this.commentsOf(post.id)) this.#comments.delete(comment.id);
    this.#commentsOfPost.delete(post.id);
    this.#postsByNumber.delete(numberOf(post.id));
    this.posts.delete(post.id);
  }

  addComment(comment: CommentRecord): CommentRecord {
    const siblings = this.#commentsOfPost.get(comment.postId) ?? [];
    this.#commentsOfPost.set(comment.postId, siblings);
    this.#comments.set(comment.id, comment);
    siblings.push(comment);
    // A history may be played in any order; comments are read by time.
    if ((siblings.at(-2)?.createdAt ?? 0) > comment.createdAt)
      siblings.sort((a, b) => a.createdAt - b.createdAt);
    if (siblings.length > mostCommentsOfPost) {
      const oldest = siblings.shift();
      if (oldest) this.#comments.delete(oldest.id);
    }
    return comment;
  }

  comment(id: string): CommentRecord | undefined {
    return this.#comments.get(id);
  }

  get comments(): Iterable<CommentRecord> {
    return this.#comments.values();
  }

  /** All comments and replies under a post, oldest first. */
  commentsOf(postId: string): readonly CommentRecord[] {
    return this.#commentsOfPost.get(postId) ?? [];
  }

  repliesTo(comment: CommentRecord): CommentRecord[] {
    return this.commentsOf(comment.postId).filter(({ topId }) => topId === comment.id);
  }

  /** A comment goes with the replies under it. */
  removeComment(comment: CommentRecord): void {
    const gone = new Set([comment.id, ...this.repliesTo(comment).map(({ id }) => id)]);
    for (const id of gone) this.#comments.delete(id);
    const left = this.commentsOf(comment.postId).filter(({ id }) => !gone.has(id));
    this.#commentsOfPost.set(comment.postId, left);
  }
}

/** What stands behind the last underscore: the number of a post or a comment. */
export function numberOf(id: string): string {
  return id.slice(id.lastIndexOf('_') + 1);
}

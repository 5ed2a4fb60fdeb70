import type { SandboxControl } from './sandbox-control.ts';
import type { WallComment } from './wall-story.ts';

export interface Wall {
  sandbox: SandboxControl;
  /** Facebook's id of the page with the posts. */
  pageId: string;
  people: readonly { id: string; name: string }[];
  /** Resolves when the desk has nothing in hand. */
  settled(): Promise<void>;
}

/** Lets the demo's people comment on its posts, each at a time of its own in the past; the desk hears of it by webhook. */
export async function playWall(wall: Wall, comments: readonly WallComment[]): Promise<void> {
  const { sandbox, pageId } = wall;
  const nowMs = Date.now();
  const { posts } = await sandbox.wall(pageId);
  const written = new Map<string, string>();
  const inOrder = comments.toSorted((a, b) => b.minutesAgo - a.minutesAgo);
  for (const { under, by, minutesAgo, says, answering, becomes, likes = 0 } of inOrder) {
    const post = posts.find(({ message }) => message?.startsWith(under));
    if (!post) throw new Error(`The sandbox has no post that begins with "${under}".`);
    const replyTo = answering === undefined ? undefined : written.get(answering);
    const comment = await sandbox.comment(post.id, {
      by: by === null ? 'page' : personOf(wall, by),
      text: says,
      at: nowMs - minutesAgo * 60_000,
      ...(replyTo === undefined ? {} : { replyTo }),
    });
    written.set(firstWord(says), comment.id);
    if (becomes) {
      await sandbox.editComment(comment.id, { text: becomes.says, at: nowMs - becomes.minutesAgo * 60_000 });
    }
    for (const { id } of wall.people.filter(({ name }) => name !== by).slice(0, likes)) {
      await sandbox.reactToComment(comment.id, { by: id, type: 'like' });
    }
  }
  await sandbox.idle();
  await wall.settled();
}

/** By what an answer names the comment: its first word. */
function firstWord(text: string): string {
  return text.split(' ')[0] ?? '';
}

function personOf({ people }: Wall, name: string): string {
  const person = people.find((each) => each.name === name);
  if (!person) throw new Error(`The sandbox knows nobody called ${name}.`);
  return person.id;
}

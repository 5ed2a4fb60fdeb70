import { insertNotices, type NewNotice } from '../../store/notices.ts';
import type { Change, Context } from '../context.ts';

/** What some people are told in the app. */
export interface Telling {
  /** Exactly what it is about, so that nobody is told of it twice; a new occurrence is a new cause. */
  cause: string;
  kind: NewNotice['kind'];
  departmentId?: string | null;
  conversationId?: string | null;
  /** By kind, as in the contract; nobody's name and nobody's words. */
  detail?: object;
}

/** Tells people something in the app, each once per cause. Who is told was chosen: enforces no visibility. */
export async function tellPeople(
  ctx: Pick<Context, 'clock' | 'newId'>,
  story: Change,
  userIds: readonly string[],
  { departmentId = null, conversationId = null, detail = {}, ...telling }: Telling,
): Promise<void> {
  const at = ctx.clock.now();
  const rows = [...new Set(userIds)].map((userId) => ({
    ...{ id: ctx.newId(), userId, departmentId, conversationId, detail, at },
    ...telling,
  }));
  const told = await insertNotices(story.tx, rows);
  for (const subjectId of told) story.announce({ kind: 'notices.changed', subjectId });
}

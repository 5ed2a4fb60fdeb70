import { listParticipants } from '../../store/participants.ts';
import { listHelpers } from '../../store/users.ts';
import type { Change, Context } from '../context.ts';
import { letGo } from './bring-in.ts';

/** It is closed: helpers have done what they were invited for. */
export async function letHelpersGo(
  ctx: Pick<Context, 'clock'>,
  story: Change,
  conversation: { id: string; departmentId: string },
): Promise<void> {
  const there = await listParticipants(story.tx, conversation.id);
  if (there.length === 0) return;
  const helpers = new Set((await listHelpers(story.tx)).map(({ id }) => id));
  await letGo(
    ctx,
    story,
    conversation,
    there.filter(({ userId }) => helpers.has(userId)),
  );
}

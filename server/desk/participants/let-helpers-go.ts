import { listParticipants } from '../../store/participants.ts';
import type { Change, Context } from '../context.ts';
import { letGo } from './bring-in.ts';

/** It is closed: who was invited has done what for, also when they are no helper any more. */
export async function letHelpersGo(
  ctx: Pick<Context, 'clock'>,
  story: Change,
  conversation: { id: string; departmentId: string },
): Promise<void> {
  await letGo(ctx, story, conversation, await listParticipants(story.tx, conversation.id));
}

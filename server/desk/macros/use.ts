import type { MacroAct } from '../../../contract/acts.ts';
import { listMacros } from '../../store/macros.ts';
import { isShared, perform, replyAsPerson } from '../acts/perform.ts';
import { stepsOf, type Step } from '../acts/steps-of.ts';
import { change, type Change, type Context } from '../context.ts';
import { lockVisible, requirePerson } from '../conversations/act.ts';
import { notFound } from '../problems.ts';
import { present } from './macros.ts';

/**
 * Does with a conversation what a macro says, in the name of who uses it and by the same rules as by hand: all of it, or
 * nothing where something is refused.
 *
 * @throws Problem `not-found`, and as each of the acts does.
 */
export async function useMacro(ctx: Context, conversationId: string, macroId: string): Promise<void> {
  requirePerson(ctx);
  await change(ctx, async (story) => {
    await lockVisible(ctx, story, conversationId);
    const [row] = await listMacros(story.tx, macroId);
    if (!row) throw notFound('macro');
    for (const step of stepsOf(present(row).acts)) await act(ctx, story, conversationId, step);
  });
}

async function act(
  ctx: Context,
  story: Change,
  id: string,
  { act: one, ...more }: Step<MacroAct>,
): Promise<void> {
  if (isShared(one)) await perform(ctx, story, id, { act: one, ...more });
  else await replyAsPerson(ctx, story, id, one);
}

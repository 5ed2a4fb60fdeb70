import type { ConversationSummary } from '../../../contract/conversations.ts';
import { renewConversation } from '../../store/tags.ts';
import { byIds, change, type Context } from '../context.ts';
import { lockVisible } from './act.ts';

/** Makes a conversation a chat or a ticket. Whoever sees it may. @throws Problem `not-found`. */
export async function changeMode(ctx: Context, id: string, mode: ConversationSummary['mode']): Promise<void> {
  await change(byIds(ctx), async (story) => {
    const conversation = await lockVisible(ctx, story, id);
    if (conversation.mode === mode) return;
    await renewConversation(story.tx, id, { mode });
    story.announce({ kind: 'conversation.changed', subjectId: id, departments: [conversation.departmentId] });
  });
}

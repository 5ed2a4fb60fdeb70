import type { PageRecord } from '../world/records.ts';
import type { Edges, GraphCall } from './graph-call.ts';
import { invalidParameter } from './graph-error.ts';
import { requirePageToken } from './require-page-token.ts';
import { requireScope } from './scopes.ts';

const actions = ['block_user', 'unblock_user', 'ban_user', 'unban_user', 'move_to_spam'];

/** `POST /{page}/moderate_conversations`: a blocked person can neither be written to nor write, a banned one neither comment. */
export const moderationEdge: Edges<PageRecord>[string] = {
  POST(call, page) {
    requirePageToken(call, page);
    requireScope(call.caller, 'pages_messaging');
    const asked = call.params.words('actions') ?? [];
    const unknown = asked.find((action) => !actions.includes(action));
    if (asked.length === 0 || unknown !== undefined) {
      throw invalidParameter(`Param actions must be one of {${actions.join(', ').toUpperCase()}}`);
    }
    for (const psid of psidsOf(call)) {
      const thread = call.simulation.world.threadByPsid(psid);
      if (thread?.pageId !== page.id) throw invalidParameter('No matching user found', 2018001);
      for (const action of asked) {
        if (action === 'block_user' || action === 'ban_user') thread.isBlocked = true;
        if (action === 'unblock_user' || action === 'unban_user') thread.isBlocked = false;
        if (action === 'ban_user' || action === 'unban_user') {
          const others = page.bannedIds.filter((id) => id !== thread.personId);
          page.bannedIds = action === 'ban_user' ? [...others, thread.personId] : others;
        }
      }
      call.simulation.live.thread(thread);
    }
    return { result: 'success' };
  },
};

function psidsOf(call: GraphCall): string[] {
  const users = call.params.list('user_ids');
  if (!users?.length) throw invalidParameter('The parameter user_ids is required');
  return users.map((user) =>
    typeof user === 'object' && user !== null && 'id' in user ? String(user.id) : String(user),
  );
}

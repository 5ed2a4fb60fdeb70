import { fetchProfileJob } from '../jobs.ts';
import { lookWhoItIs } from './look-who-it-is.ts';
import { bornOn, type Plan, type PlannedContact } from './plan.ts';
import { byClose, isLive, newConversation, type Succession } from './succession.ts';

/** A person's chats with a page, one after the other. */
export function chatsOf(plan: Plan, { row, page, conversations }: PlannedContact): Succession {
  return {
    plan,
    page,
    conversations,
    open: (at, status) => {
      // The name is asked for once per person, and never waited for.
      const isNobodyYet = row.profileState === 'pending' && conversations.length === 0;
      if (isNobodyYet) plan.jobs.push(fetchProfileJob(row));
      const chat = newConversation(
        page,
        {
          id: plan.newId(),
          kind: 'messenger',
          threadId: null,
          previousId:
            conversations
              .filter((each) => !isLive(each))
              .toSorted(byClose)
              .at(-1)?.row.id ?? null,
          contactId: row.id,
          windowAnchorAt: row.windowAnchorAt,
          born: bornOn(page),
        },
        at,
        status,
      );
      conversations.push(chat);
      // Of whom nothing is known yet nobody can be found: that follows on the profile.
      if (!isNobodyYet) lookWhoItIs(plan, chat);
      return chat;
    },
  };
}

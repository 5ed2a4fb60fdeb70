import { useEffect, useRef } from 'react';
import type { ConversationSummary } from '../../../contract/conversations.ts';
import type { ConversationId } from '../../../contract/ids.ts';
import { useCommand } from '../../lib/commands.ts';

/** The commands that open the next and the previous row; next works after the open one has left the list, too. */
export function useSteps(
  rows: readonly ConversationSummary[],
  openId: ConversationId | null,
  open: (id: ConversationId) => void,
): void {
  const lastIndex = useRef(-1);
  const index = rows.findIndex((row) => row.id === openId);
  useEffect(() => {
    if (index !== -1) lastIndex.current = index;
  }, [index]);

  const step = (by: 1 | -1) => {
    const from = index === -1 ? lastIndex.current : index;
    // Gone from the list: the row that took its place is the next one.
    const to = index === -1 && by === 1 && lastIndex.current >= 0 ? from : from + by;
    const row = rows[Math.min(Math.max(to, 0), rows.length - 1)];
    if (row && row.id !== openId) open(row.id);
  };
  useCommand({ id: 'list.next', title: 'Next conversation', group: 'List', keys: 'j', run: () => step(1) });
  useCommand({
    id: 'list.previous',
    title: 'Previous conversation',
    group: 'List',
    keys: 'k',
    run: () => step(-1),
  });
}

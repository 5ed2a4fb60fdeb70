import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import type { ConversationDetails } from '../../contract/conversations.ts';
import type { ConversationId } from '../../contract/ids.ts';
import { useTimeUntil } from '../lib/clock.ts';
import { queryKeys } from '../lib/query-keys.ts';
import { useEndedWindows } from '../lib/window-end.ts';

/** Asks for a conversation anew in the second in which its reply window ends. */
export function useOpenWindow(id: ConversationId, conversation: ConversationDetails | undefined): void {
  const cache = useQueryClient();
  const nowMs = useTimeUntil(conversation?.window.endsAt ?? null);
  const holders = useMemo(() => (conversation ? [conversation] : []), [conversation]);
  const ask = useCallback(
    () => void cache.invalidateQueries({ queryKey: queryKeys.conversation(id) }),
    [cache, id],
  );
  useEndedWindows(holders, nowMs, ask);
}

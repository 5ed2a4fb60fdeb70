import { skipToken, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { LiveEvent } from '../../contract/live-events.ts';
import { queryKeys } from '../lib/query-keys.ts';
import { screenPaths } from '../lib/screen-paths.ts';
import { useGo } from '../ui/link.tsx';
import { showToast } from '../ui/toast-store.ts';

type Answered = Extract<LiveEvent, { kind: 'survey.answered' }>;

/** Those that were told already: later answers to the same survey come with the same score. */
const told = new Set<string>();

/** Tells that a customer was not happy, once for each survey. Only those who lead, and the agent, hear of it. */
export function useLowScoreNotice(): void {
  const go = useGo();
  const { data } = useQuery<Answered>({ queryKey: queryKeys.lowScore, queryFn: skipToken });
  useEffect(() => {
    if (!data?.score || told.has(data.requestId)) return;
    told.add(data.requestId);
    const { contactName, number, score, conversationId } = data;
    showToast({
      tone: 'info',
      title: `${contactName} was not happy: ${score.value} of ${score.outOf}`,
      text: `The survey about No. ${number}.`,
      action: { label: 'Open', run: () => go(screenPaths.conversation(conversationId)) },
    });
  }, [data, go]);
}

import { z } from 'zod';
import { sayOfAct } from '../desk/automation/say-of-act.ts';
import type { Context } from '../desk/context.ts';
import type { JobHandler } from './worker.ts';

const payload = z.object({
  conversationId: z.string(),
  key: z.enum([
    'assigned',
    'agentJoined',
    'transferAccepted',
    'agentLeft',
    'agentDisconnected',
    'sessionClosed',
    'inactivity',
    'colleagueJoined',
    'colleagueLeft',
    'consultAccepted',
    'consultEnded',
  ]),
  agentId: z.string().nullable(),
  cause: z.string(),
});

/** Tells customers of what was done with their conversations; nothing waits for the network. */
export const sayOfActHandler = (ctx: Context): JobHandler => ({
  places: 4,
  run: (job) => sayOfAct(ctx, payload.parse(job.payload)),
});

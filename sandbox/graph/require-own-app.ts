import type { AppRecord } from '../world/records.ts';
import type { GraphCall } from './graph-call.ts';
import { GraphError } from './graph-error.ts';

/** Some things an app is told with its own token only. */
export function requireOwnApp(call: GraphCall, app: AppRecord): void {
  if (call.caller.kind === 'app' && call.caller.app.id === app.id) return;
  const message = '(#15) This method must be called with an app access_token.';
  throw new GraphError({ code: 15, message });
}

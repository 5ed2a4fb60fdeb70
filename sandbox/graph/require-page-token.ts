import type { PageRecord } from '../world/records.ts';
import type { GraphCall } from './graph-call.ts';
import { GraphError, objectMissing } from './graph-error.ts';

/** Throws unless the call bears this page's token. */
export function requirePageToken(call: GraphCall, page: PageRecord): void {
  const { caller, request } = call;
  if (caller.kind === 'page') {
    if (caller.page === page) return;
    throw objectMissing(request.method, page.id);
  }
  const message = '(#210) A page access token is required to request this resource.';
  throw new GraphError({ code: 210, message, status: 400 });
}

import type { PageRecord } from '../world/records.ts';
import type { GraphCall } from './graph-call.ts';
import { objectMissing, permissionMissing, scopeRequired } from './graph-error.ts';
import { requireTask } from './require-task.ts';
import { scopesOf } from './scopes.ts';

/** Throws unless the call bears the token of the page on whose wall the object stands, and may read it. */
export function requireWallReader(call: GraphCall, pageId: string, id: string): PageRecord {
  const page = ownPage(call, pageId, id);
  if (!scopesOf(call.caller).includes('pages_read_engagement')) throw scopeRequired('pages_read_engagement');
  return page;
}

/** Throws unless the page's token may write there: 200 with the scope that is missing. */
export function requireWallWriter(
  call: GraphCall,
  pageId: string,
  id: string,
  scope: 'pages_manage_engagement' | 'pages_manage_posts' = 'pages_manage_engagement',
): PageRecord {
  const page = ownPage(call, pageId, id);
  if (!scopesOf(call.caller).includes(scope)) throw permissionMissing(`Requires ${scope} permission`);
  requireTask(
    call,
    page,
    scope === 'pages_manage_posts' ? ['CREATE_CONTENT'] : ['MODERATE', 'CREATE_CONTENT'],
  );
  return page;
}

/** Whether the caller learns who the people are who wrote. */
export function mayReadPeople(call: GraphCall): boolean {
  return (
    call.simulation.settings.feedFrom !== 'never' && scopesOf(call.caller).includes('pages_read_user_content')
  );
}

function ownPage(call: GraphCall, pageId: string, id: string): PageRecord {
  const { caller, request } = call;
  if (caller.kind !== 'page' || caller.page.id !== pageId) throw objectMissing(request.method, id);
  return caller.page;
}

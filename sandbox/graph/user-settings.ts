import type { PageRecord, ThreadRecord } from '../world/records.ts';
import type { Edges, GraphCall } from './graph-call.ts';
import { invalidParameter } from './graph-error.ts';
import { requirePageToken } from './require-page-token.ts';
import { requireScope } from './scopes.ts';

/** `/{page}/custom_user_settings`: a menu for one person in place of the page's. */
export const userSettingsEdge: Edges<PageRecord>[string] = {
  GET(call, page) {
    const { userMenu } = threadOf(call, page);
    const pageMenu = page.messengerProfile['persistent_menu'];
    return {
      data: [
        {
          ...(userMenu !== undefined && { user_level_persistent_menu: userMenu }),
          ...(pageMenu !== undefined && { page_level_persistent_menu: pageMenu }),
        },
      ],
    };
  },
  POST(call, page) {
    const thread = threadOf(call, page);
    const menu = call.params.list('persistent_menu');
    if (!menu?.length) throw invalidParameter('The parameter persistent_menu is required');
    thread.userMenu = menu;
    call.simulation.live.thread(thread);
    return { result: 'success' };
  },
  DELETE(call, page) {
    const thread = threadOf(call, page);
    if (!call.params.words('params')?.includes('persistent_menu'))
      throw invalidParameter('Param params must hold persistent_menu');
    delete thread.userMenu;
    call.simulation.live.thread(thread);
    return { result: 'success' };
  },
};

function threadOf(call: GraphCall, page: PageRecord): ThreadRecord {
  requirePageToken(call, page);
  requireScope(call.caller, 'pages_messaging');
  const thread = call.simulation.world.threadByPsid(call.params.required('psid'));
  if (thread?.pageId !== page.id) throw invalidParameter('No matching user found', 2018001);
  return thread;
}

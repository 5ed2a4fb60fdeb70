import type { PageRecord } from '../world/records.ts';
import { blockedEdge } from './blocked.ts';
import { allTasks, tasksOf } from '../world/tasks.ts';
import { checkedFields, requireFieldScopes } from './app.ts';
import { conversationsOf } from './conversations.ts';
import { readFields, type NodeKind } from './fields.ts';
import { fieldsOf, type Edges, type GraphCall } from './graph-call.ts';
import { invalidParameter, objectMissing } from './graph-error.ts';
import { labelsEdge } from './labels.ts';
import { moderationEdge } from './moderation.ts';
import { uploadAttachment } from './message-attachments.ts';
import { messengerProfileEdge } from './messenger-profile.ts';
import { pagesOf, pageTokenFrom } from './page-token.ts';
import { personasEdge } from './personas.ts';
import { userSettingsEdge } from './user-settings.ts';
import { wallEdges } from './posts.ts';
import { ratingsEdge } from './ratings.ts';
import { requirePageToken } from './require-page-token.ts';
import { requireTask } from './require-task.ts';
import { requireScope, scopesOf } from './scopes.ts';
import { send } from './send/send.ts';
import { threadControlEdges } from './thread-control.ts';

export const pageKind: NodeKind<PageRecord, GraphCall> = {
  name: 'Page',
  defaults: ['name', 'id'],
  readers: {
    id: (page) => page.id,
    name: (page) => page.name,
    category: (page) => page.category,
    category_list: (page) => [{ id: '2200', name: page.category }],
    link: (page) => `https://www.facebook.com/${page.id}`,
    username: () => undefined,
    about: () => undefined,
    followers_count: () => 18_204,
    fan_count: () => 18_204,
    verification_status: () => 'not_verified',
    is_published: (page) => page.published ?? true,
    tasks: (page, { caller }) => (caller.kind === 'app' ? allTasks : tasksOf(page, caller.person.id)),
    picture: (page, { simulation }) => ({
      data: { height: 50, width: 50, is_silhouette: false, url: simulation.links.picture('page', page.id) },
    }),
    access_token: (page, call) => accessTokenOf(call, page),
    messaging_feature_status: (page) => ({
      hop_v2: page.routing.defaultAppId !== null,
      msgr_multi_app: true,
      ig_multi_app: false,
    }),
  },
};

/** Edges of a page. All but the page itself need the page's own token. */
export const pageEdges: Edges<PageRecord> = {
  '': { GET: readPage },
  messages: { POST: send },
  message_attachments: { POST: uploadAttachment },
  subscribed_apps: { GET: listSubscribedApps, POST: subscribeApp, DELETE: unsubscribeApp },
  personas: personasEdge,
  messenger_profile: messengerProfileEdge,
  conversations: { GET: conversationsOf },
  moderate_conversations: moderationEdge,
  blocked: blockedEdge,
  custom_labels: labelsEdge,
  custom_user_settings: userSettingsEdge,
  ratings: ratingsEdge,
  ...wallEdges,
  ...threadControlEdges,
};

function readPage(call: GraphCall, page: PageRecord): unknown {
  const { caller, simulation } = call;
  if (caller.kind === 'user' && !pagesOf(simulation, caller.token).includes(page))
    throw objectMissing('GET', page.id);
  if (caller.kind === 'page' && caller.page !== page) throw objectMissing('GET', page.id);
  return readFields(pageKind, page, call, fieldsOf(call));
}

function accessTokenOf(call: GraphCall, page: PageRecord): string | undefined {
  const { caller, request, simulation } = call;
  if (caller.kind === 'page') return caller.page === page ? request.accessToken : undefined;
  if (caller.kind === 'app' || !pagesOf(simulation, caller.token).includes(page)) return undefined;
  return pageTokenFrom(simulation, caller.token, page);
}

function listSubscribedApps(call: GraphCall, page: PageRecord): unknown {
  requirePageToken(call, page);
  requireScope(call.caller, 'pages_manage_metadata');
  const data = Object.entries(page.subscriptions).map(([id, subscribed_fields]) => ({
    category: 'Business and Pages',
    link: `https://www.facebook.com/games/?app_id=${id}`,
    name: call.simulation.world.apps.get(id)?.name,
    id,
    subscribed_fields,
  }));
  return { data };
}

function subscribeApp(call: GraphCall, page: PageRecord): unknown {
  const { caller, params, simulation } = call;
  requirePageToken(call, page);
  requireScope(caller, 'pages_manage_metadata');
  requireTask(call, page, ['MODERATE', 'MANAGE', 'CREATE_CONTENT']);
  const asked = params.words('subscribed_fields');
  if (!asked?.length) throw invalidParameter('The parameter subscribed_fields is required.');
  const fields = checkedFields(asked, 'subscribed_fields');
  requireFieldScopes(scopesOf(caller), fields);
  const before =
    simulation.settings.subscribedFields === 'merge' ? page.subscriptions[caller.app.id] : undefined;
  page.subscriptions[caller.app.id] = [...new Set([...(before ?? []), ...fields])];
  simulation.live.world();
  return { success: simulation.settings.subscribeAnswer === 'string' ? 'true' : true };
}

/** With the page's token, or with the app's own when the page's is dead. */
function unsubscribeApp(call: GraphCall, page: PageRecord): unknown {
  if (call.caller.kind !== 'app') requirePageToken(call, page);
  delete page.subscriptions[call.caller.app.id];
  call.simulation.live.world();
  return { success: true };
}

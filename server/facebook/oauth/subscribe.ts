import type { Graph, PageAccess } from '../graph/client.ts';
import { GraphUnreachable } from '../graph/error.ts';
import { asId, asList, asObject, asText, type JsonValue } from '../json.ts';
import { appAccessToken, type MetaApp } from './tokens.ts';

/**
 * The fields of a page that Pagedesk listens to. Both layers must hold a field for it to be delivered: the app's
 * subscription and the page's. `response_feedback` is left out: it puts thumbs under all of the page's messages.
 */
export const pageFields = [
  'messages',
  'message_echoes',
  'message_edits',
  'message_deliveries',
  'message_reads',
  'message_reactions',
  'messaging_postbacks',
  'messaging_optins',
  'messaging_referrals',
  'messaging_handovers',
  'messaging_policy_enforcement',
  'messaging_account_linking',
  'messaging_feedback',
  'standby',
  'send_cart',
  'feed',
  'mention',
  'ratings',
  'inbox_labels',
] as const;

/**
 * Has the page's events delivered to our app. The list replaces the one before; may be repeated safely.
 *
 * @throws GraphRefused 200 when a permission for one of the fields is missing: then nothing is subscribed.
 * @throws GraphUnreachable when there is no answer, or one that does not say that it was done.
 * Source: Meta, Messenger Platform, "Webhooks: connect a page", read 2026-11-20.
 */
export async function subscribePage(
  graph: Graph,
  page: PageAccess,
  fields: readonly string[] = pageFields,
): Promise<void> {
  const body = { subscribed_fields: fields.join(',') };
  expectSuccess(
    await graph.call({ method: 'POST', path: [page.pageId, 'subscribed_apps'], ...callOf(page), body }),
  );
}

/** Stops the delivery of the page's events to our app. May be repeated safely. Throws as `subscribePage` does. */
export async function unsubscribePage(graph: Graph, page: PageAccess): Promise<void> {
  expectSuccess(
    await graph.call({ method: 'DELETE', path: [page.pageId, 'subscribed_apps'], ...callOf(page) }),
  );
}

/** An app that a page delivers its events to. */
export interface SubscribedApp {
  appId: string;
  name: string | null;
  fields: string[];
}

/**
 * Every app that the page delivers its events to, ours and others.
 *
 * @throws GraphRefused, GraphUnreachable as the call does.
 */
export async function readSubscribedApps(graph: Graph, page: PageAccess): Promise<SubscribedApp[]> {
  const answer = await graph.call({ method: 'GET', path: [page.pageId, 'subscribed_apps'], ...callOf(page) });
  return asList(asObject(answer)?.['data']).flatMap((value) => {
    const app = asObject(value);
    const appId = asId(app?.['id']);
    if (appId === null) return [];
    return {
      appId,
      name: asText(app?.['name']),
      fields: asList(app?.['subscribed_fields']).flatMap(fieldName),
    };
  });
}

/**
 * The fields that the page delivers to this app; null when it delivers none.
 *
 * @throws GraphRefused, GraphUnreachable as the call does.
 */
export async function readPageSubscription(
  graph: Graph,
  page: PageAccess,
  appId: string,
): Promise<string[] | null> {
  const apps = await readSubscribedApps(graph, page);
  return apps.find((app) => app.appId === appId)?.fields ?? null;
}

/** What an app has delivered to where. */
export interface AppSubscription {
  /** `page`, `user`, `permissions`, … */
  object: string;
  callbackUrl: string | null;
  isActive: boolean;
  fields: string[];
}

/**
 * Tells Meta where the app's webhooks for pages go. Meta calls the address back before it answers, so the server must
 * be reachable while this runs.
 *
 * @throws GraphRefused 2200 when the address did not answer with the challenge.
 * @throws GraphUnreachable when there is no answer, or one that does not say that it was done.
 * Source: Meta, Graph API, "App subscriptions", read 2026-11-20.
 */
export async function subscribeApp(
  graph: Graph,
  app: MetaApp,
  input: { callbackUrl: string; verifyToken: string; fields?: readonly string[] },
): Promise<void> {
  const body = {
    object: 'page',
    callback_url: input.callbackUrl,
    verify_token: input.verifyToken,
    fields: (input.fields ?? pageFields).join(','),
    include_values: true,
  };
  expectSuccess(
    await graph.call({
      method: 'POST',
      path: [app.appId, 'subscriptions'],
      accessToken: appAccessToken(app),
      body,
    }),
  );
}

/**
 * The app's subscriptions.
 *
 * @throws GraphRefused, GraphUnreachable as the call does.
 */
export async function readAppSubscriptions(graph: Graph, app: MetaApp): Promise<AppSubscription[]> {
  const answer = await graph.call({
    method: 'GET',
    path: [app.appId, 'subscriptions'],
    accessToken: appAccessToken(app),
  });
  return asList(asObject(answer)?.['data']).flatMap((value) => {
    const fields = asObject(value);
    const object = asText(fields?.['object']);
    if (object === null) return [];
    return {
      object,
      callbackUrl: asText(fields?.['callback_url']),
      isActive: fields?.['active'] === true,
      fields: asList(fields?.['fields']).flatMap(fieldName),
    };
  });
}

/** Meta lists fields as names, or as objects with a name and a version. */
function fieldName(value: JsonValue): string[] {
  const name = asText(value) ?? asText(asObject(value)?.['name']);
  return name === null ? [] : [name];
}

function callOf({ pageId, accessToken, appSecret }: PageAccess) {
  return { accessToken, appSecret, pageId };
}

/** Meta's samples show the word as well as the value. */
function expectSuccess(answer: JsonValue): void {
  const success = asObject(answer)?.['success'];
  if (success !== true && success !== 'true')
    throw new GraphUnreachable({ phase: 'after-send', reason: 'no-success' });
}

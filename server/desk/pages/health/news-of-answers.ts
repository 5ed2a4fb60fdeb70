import { classifyGraphError } from '../../../facebook/graph/classify-graph-error.ts';
import { GraphRefused } from '../../../facebook/graph/error.ts';
import { pageFields, type AppSubscription, type SubscribedApp } from '../../../facebook/oauth/subscribe.ts';
import type { TokenFacts } from '../../../facebook/oauth/tokens.ts';
import type { PageHealthChange, TokenNews } from '../../../store/page-health.ts';
import type { Answers } from './ask-facebook.ts';
import { faultWords } from './judge-page.ts';

/** What is known of the page before the answers, as far as they are compared with it. */
export interface KnownBefore {
  appId: string;
  tokenScopes: readonly string[];
}

const wrongSecret =
  'Facebook does not accept the id and secret of the Meta app.\nAn administrator must enter the app’s present secret under Settings, Meta apps.';
const otherApp =
  'The page’s access key was made for another Meta app.\nAn administrator must connect the page again.';

/** What Facebook's answers say of a page. A question that had no answer says nothing. */
export function newsOfAnswers(
  answers: Answers,
  before: KnownBefore,
  { callbackUrl, now }: { callbackUrl: string; now: Date },
): { health: PageHealthChange; token: TokenNews } {
  const health: PageHealthChange = {};
  const token: TokenNews = {};

  const { token: told, appSubscriptions, subscribedApps, appAccess } = answers;
  if (told?.kind === 'told') {
    health.appFault = null;
    health.tokenFault = faultOfToken(told.value, before.appId);
    if (told.value.isValid) {
      Object.assign(token, newsOfToken(told.value), { tokenCheckedAt: now });
      // What was refused for want of it may work now; what was refused in spite of it may not.
      const hasGained = told.value.scopes.some((scope) => !before.tokenScopes.includes(scope));
      if (hasGained) health.permissionFault = null;
    }
  } else if (told?.kind === 'refused') {
    const { kind } = classifyGraphError(told.error);
    if (kind === 'token') health.appFault = wrongSecret;
    else if (told.error.code === 100) health.tokenFault = otherApp;
  }
  if (appSubscriptions?.kind === 'told') {
    Object.assign(health, newsOfApp(appSubscriptions.value, callbackUrl), { subscriptionCheckedAt: now });
  }
  if (subscribedApps?.kind === 'told') {
    const fields = fieldsOf(subscribedApps.value, before.appId);
    token.subscribedFields = fields;
    health.pageSubscription = wholenessOf(fields);
    health.subscriptionCheckedAt = now;
  } else if (subscribedApps?.kind === 'refused' && told === undefined) {
    const refusal = classifyGraphError(subscribedApps.error);
    if (refusal.kind === 'token') health.tokenFault = faultWords(refusal);
  }
  if (appAccess?.kind === 'told') {
    health.appAccess = appAccess.value;
    health.appCheckedAt = now;
  }
  return { health, token };
}

function newsOfToken(facts: TokenFacts): TokenNews {
  return {
    tokenScopes: facts.scopes,
    tokenExpiresAt: facts.expiresAt,
    dataAccessExpiresAt: facts.dataAccessExpiresAt,
    ...(facts.userId === null ? {} : { facebookUserId: facts.userId }),
  };
}

function faultOfToken({ isValid, error, appId }: TokenFacts, ourAppId: string): string | null {
  if (isValid) return appId === null || appId === ourAppId ? null : otherApp;
  const told = classifyGraphError(refusalOf(error?.code ?? 190, error?.subcode ?? null));
  return faultWords(told.kind === 'token' ? told : classifyGraphError(refusalOf(190, null)));
}

/** What Meta tells beside a dead token, as if a call with it had been refused. */
function refusalOf(code: number, subcode: number | null): GraphRefused {
  const unsaid = { type: null, metaMessage: null, userTitle: null, userMessage: null, traceId: null };
  return new GraphRefused({
    ...unsaid,
    status: 400,
    code,
    subcode,
    isTransient: false,
    retryAfterSeconds: null,
  });
}

/** What the app's own webhook settings say. */
export function newsOfApp(
  subscriptions: readonly AppSubscription[],
  callbackUrl: string,
): Pick<PageHealthChange, 'appSubscription' | 'appFields' | 'appCallbackUrl'> {
  const ofPages = subscriptions.find(({ object }) => object === 'page');
  if (!ofPages) return { appSubscription: 'none', appFields: [], appCallbackUrl: null };
  const isOurs = isOurDoor(ofPages.callbackUrl, callbackUrl);
  const isSame = ofPages.callbackUrl?.replace(/\/+$/, '') === callbackUrl;
  return {
    appSubscription: !isOurs ? 'elsewhere' : ofPages.isActive ? 'ours' : 'inactive',
    appFields: ofPages.fields,
    appCallbackUrl: isSame ? null : ofPages.callbackUrl,
  };
}

/** The path holds a key that nobody else has: under whatever name of the desk, it is its door. */
function isOurDoor(told: string | null, ours: string): boolean {
  if (told === null || !URL.canParse(told)) return false;
  return new URL(told).pathname.replace(/\/+$/, '') === new URL(ours).pathname;
}

function fieldsOf(apps: readonly SubscribedApp[], appId: string): string[] | null {
  return apps.find((app) => app.appId === appId)?.fields ?? null;
}

/** Without `messages` a subscription is none: no customer is heard. */
export function wholenessOf(fields: readonly string[] | null): 'whole' | 'partly' | 'none' {
  if (fields === null || !fields.includes('messages')) return 'none';
  return pageFields.every((field) => fields.includes(field)) ? 'whole' : 'partly';
}

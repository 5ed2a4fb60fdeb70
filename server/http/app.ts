import { randomBytes } from 'node:crypto';
import fastify from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { guardRoutes } from './access.ts';
import type { App, AppDeps } from './app-deps.ts';
import { answerError } from './errors.ts';
import { answerUnknownPaths, rememberRoutes } from './routes/unknown.ts';
import { appReviewRoutes } from './routes/app-review.ts';
import { automatedTextRoutes } from './routes/automated-texts.ts';
import { auditRoutes } from './routes/audit.ts';
import { backfillRoutes } from './routes/backfills.ts';
import { webhookRoutes } from './routes/webhooks.ts';
import { macroRoutes } from './routes/macros.ts';
import { presenceRoutes } from './routes/presences.ts';
import { noticeRoutes } from './routes/notices.ts';
import { triggerRoutes } from './routes/triggers.ts';
import { banRoutes } from './routes/bans.ts';
import { commentRoutes } from './routes/comments.ts';
import { promiseRoutes } from './routes/promises.ts';
import { reportRoutes } from './routes/reports.ts';
import { helperRoutes } from './routes/helpers.ts';
import { floorRoutes } from './routes/floor.ts';
import { transcriptRoutes } from './routes/transcripts.ts';
import { translationRoutes } from './routes/translation.ts';
import { participantRoutes } from './routes/participants.ts';
import { conversationRoutes } from './routes/conversations.ts';
import { extensionRoutes } from './routes/extensions.ts';
import { facebookLoginRoutes } from './routes/facebook-logins.ts';
import { fileRoutes } from './routes/files.ts';
import { mailRoutes } from './routes/mail.ts';
import { meRoutes } from './routes/me.ts';
import { messageRoutes } from './routes/messages.ts';
import { metaAppRoutes } from './routes/meta-apps.ts';
import { operatingHoursRoutes } from './routes/operating-hours.ts';
import { capacityRoutes } from './routes/capacity.ts';
import { offerTemplateRoutes } from './routes/offer-templates.ts';
import { offerRoutes } from './routes/offers.ts';
import { pageConnectionRoutes } from './routes/page-connections.ts';
import { pageHealthRoutes } from './routes/page-health.ts';
import { pageRoutes } from './routes/pages.ts';
import { privacyRoutes } from './routes/privacy.ts';
import { probeRoutes } from './routes/probes.ts';
import { threadRoutes } from './routes/threads.ts';
import { savedReplyRoutes } from './routes/saved-replies.ts';
import { sessionRoutes } from './routes/session.ts';
import { setupRoomRoutes } from './routes/setup-room.ts';
import { surveyRoutes } from './routes/surveys.ts';
import { customerRoutes } from './routes/customers.ts';
import { tagRoutes } from './routes/tags.ts';
import { teamRoutes } from './routes/team.ts';
import { routingRoutes } from './routes/routing.ts';
import { workStreamRoutes } from './routes/work-streams.ts';
import { fileLinks } from './public/file-links.ts';
import { registerMetaCallbacks } from './meta-callbacks.ts';
import { describeApi, describingRoute } from './openapi.ts';
import { surveyPages } from './public/survey-pages.ts';
import { publicPages } from './public/public-pages.ts';
import { guardBrowsers } from './security-headers.ts';
import { serveWebFiles } from './web-files.ts';

/** A JSON body may have this many bytes; uploads and webhooks have limits of their own. */
const BODY_LIMIT_BYTES = 256 * 1024;
/**
 * A request must be whole by then, else whoever sends a byte now and then holds what it has sent in our memory for
 * ever. A file of 25 MB takes 200 s at 1 Mbit/s.
 */
const REQUEST_TIMEOUT_MS = 300_000;

/** Builds the HTTP side; it does not listen yet. Tests talk to it through `inject`. */
export async function buildApp(deps: AppDeps): Promise<App> {
  const app: App = fastify({
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    trustProxy: deps.trustProxy ?? 'loopback',
    genReqId: requestIds(),
    routerOptions: { ignoreTrailingSlash: true },
    return503OnClosing: true,
  }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(deps.checksAnswers ? serializerCompiler : () => JSON.stringify);
  app.setErrorHandler(answerError(deps.log));
  // Browsers learn the desk's time from it, which in the demo may be days ahead of the machine's.
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('date', deps.ground.clock.now().toUTCString());
  });
  rememberRoutes(app);
  guardBrowsers(app, deps.publicUrl);

  await describeApi(app, deps.publicUrl);
  describingRoute(app);
  probeRoutes(app, deps);
  publicPages(app, deps);
  await app.register(async (scope) => surveyPages(scope as App, deps));
  if (deps.storage) fileLinks(app, { ground: deps.ground, storage: deps.storage });
  await registerMetaCallbacks(app, deps);

  if (deps.registerWebhook) await app.register(async (scope) => deps.registerWebhook?.(scope as App));
  await app.register(async (scope) => {
    const api = scope as App;
    api.decorateRequest('identity', null);
    guardRoutes(api, deps.gate);
    sessionRoutes(api, deps);
    meRoutes(api, deps);
    teamRoutes(api, deps);
    presenceRoutes(api, deps);
    workStreamRoutes(api, deps);
    routingRoutes(api, deps);
    offerRoutes(api, deps);
    offerTemplateRoutes(api, deps);
    capacityRoutes(api, deps);
    conversationRoutes(api, deps);
    helperRoutes(api, deps);
    floorRoutes(api, deps);
    participantRoutes(api, deps);
    transcriptRoutes(api, deps);
    reportRoutes(api, deps);
    promiseRoutes(api, deps);
    messageRoutes(api, deps);
    tagRoutes(api, deps);
    surveyRoutes(api, deps);
    customerRoutes(api, deps);
    operatingHoursRoutes(api, deps);
    automatedTextRoutes(api, deps);
    savedReplyRoutes(api, deps);
    if (deps.threads) threadRoutes(api, deps, deps.threads);
    banRoutes(api, deps);
    macroRoutes(api, deps);
    triggerRoutes(api, deps);
    noticeRoutes(api, deps);
    webhookRoutes(api, deps);
    translationRoutes(api, deps);
    commentRoutes(api, deps);
    if (deps.storage) await fileRoutes(api, { ground: deps.ground, storage: deps.storage });
    auditRoutes(api, deps);
    appReviewRoutes(api, deps);
    extensionRoutes(api, deps);
    setupRoomRoutes(api, deps);
    metaAppRoutes(api, deps);
    pageRoutes(api, deps);
    pageConnectionRoutes(api, deps);
    facebookLoginRoutes(api, deps);
    pageHealthRoutes(api, deps);
    privacyRoutes(api, deps);
    mailRoutes(api, deps);
    backfillRoutes(api, deps);
  });
  if (deps.webDir) await serveWebFiles(app, deps.webDir);
  answerUnknownPaths(app);
  return app;
}

/** Ids for requests, hard to guess but no secrets: random bytes come in larger helpings, since each helping has its price. */
function requestIds(): () => string {
  const sizeBytes = 9;
  let bytes = Buffer.alloc(0);
  let at = 0;
  return () => {
    if (at + sizeBytes > bytes.length) {
      bytes = randomBytes(sizeBytes * 256);
      at = 0;
    }
    return bytes.toString('base64url', at, (at += sizeBytes));
  };
}

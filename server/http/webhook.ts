import { timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ProblemCode } from '../../contract/problems.ts';
import { splitEnvelope, type EnvelopeItem } from '../facebook/webhook/envelope.ts';
import { verifySignature } from '../facebook/webhook/signature.ts';
import type { Clock } from '../kit/clock.ts';
import type { Secrets } from '../kit/secrets.ts';
import type { Db } from '../store/db.ts';
import type { DeliveryWriter, NewInboundEvent } from '../store/deliveries.ts';
import { listWebhookApps } from '../store/webhook-apps.ts';
import type { SignatureWatch } from './webhook-signatures.ts';

/** What the webhook door stands on. */
export interface WebhookDeps {
  db: Db;
  /** The journal; a delivery is answered after its commit. */
  writer: DeliveryWriter;
  secrets: Secrets;
  clock: Clock;
  /** Accept the SHA-1 twin when there is no SHA-256 header, whatever the app says (setting `WEBHOOK_SHA1`). */
  allowSha1?: boolean;
  /** Told why a delivery could not be stored. */
  onError: (error: unknown) => void;
  /** Told of each wrong signature. */
  signatures?: SignatureWatch;
  /** Counted up here, shown under /metrics. */
  counts?: WebhookCounts;
}

/** What came to the door since the start of the process. */
export interface WebhookCounts {
  accepted: number;
  /** Missing or wrong signature. */
  unsigned: number;
  notJson: number;
  tooLarge: number;
  /** Answered 503, so that Meta comes again. */
  notStored: number;
}

export function createWebhookCounts(): WebhookCounts {
  return { accepted: 0, unsigned: 0, notJson: 0, tooLarge: 0, notStored: 0 };
}

/**
 * Meta gathers up to 1,000 updates in one body; of ordinary messages that is half a megabyte. A text of 2,000
 * characters takes 12 KB when each of them is escaped.
 */
const bodyLimitBytes = 3 * 1024 * 1024;

const path = '/webhooks/facebook/:appKey';
interface Route {
  Params: { appKey: string };
  Querystring: Record<string, unknown>;
}
type AppRequest = FastifyRequest<Route>;

/**
 * Registers the door that Meta knocks at: `GET` to verify the address, `POST` to deliver.
 *
 * A delivery is checked over its raw bytes, split no further than its queue needs, written to the journal, and
 * only then answered. What cannot be stored is answered 503: Meta keeps it and comes again.
 */
export async function registerWebhook(app: FastifyInstance, deps: WebhookDeps): Promise<void> {
  const counts = deps.counts ?? createWebhookCounts();
  const findApp = createAppFinder(deps);

  await app.register(async (door) => {
    // The signature is over the bytes: whatever the content type says, nobody parses them before.
    door.removeAllContentTypeParsers();
    door.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    door.setErrorHandler((error: { statusCode?: number }, request, reply) =>
      answerError(error, request, reply, deps, counts),
    );

    door.get<Route>(path, { exposeHeadRoute: false }, async (request, reply) =>
      verifyAddress(request, reply, await findApp(request.params.appKey)),
    );
    door.post<Route>(path, { bodyLimit: bodyLimitBytes }, async (request, reply) => {
      const known = await findApp(request.params.appKey);
      return known ? takeDelivery(request, reply, known, deps, counts) : unknownAddress(request, reply);
    });
    door.route({
      method: ['HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
      url: path,
      // Answered before a body is read.
      onRequest: async (request, reply) => wrongMethod(request, reply),
      handler: wrongMethod,
    });
  });
}

/** Meta asks whether this address is ours: the challenge goes back as it came. */
function verifyAddress(request: AppRequest, reply: FastifyReply, known: KnownApp | undefined): FastifyReply {
  if (!known) return unknownAddress(request, reply);
  const { 'hub.mode': mode, 'hub.verify_token': token, 'hub.challenge': challenge } = request.query;
  const isRight = mode === 'subscribe' && typeof token === 'string' && isSame(token, known.verifyToken);
  if (!isRight || typeof challenge !== 'string') {
    return refuse(request, reply, 403, 'forbidden', 'The verify token is not the one of this app.');
  }
  return reply.headers(plainText).send(challenge);
}

async function takeDelivery(
  request: AppRequest,
  reply: FastifyReply,
  known: KnownApp,
  deps: WebhookDeps,
  counts: WebhookCounts,
): Promise<FastifyReply> {
  const rawBody = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const isSigned = verifySignature({
    rawBody,
    sha256Header: headerOf(request, 'x-hub-signature-256'),
    sha1Header: headerOf(request, 'x-hub-signature'),
    appSecret: known.appSecret(),
    allowSha1: known.allowSha1 || deps.allowSha1 === true,
  });
  if (!isSigned) {
    counts.unsigned++;
    deps.signatures?.note({ id: known.id, name: known.name });
    return refuse(request, reply, 403, 'forbidden', 'The signature is missing or wrong.');
  }
  const envelope = splitEnvelope(rawBody);
  if (!envelope.ok && envelope.reason === 'not-json') {
    counts.notJson++;
    return refuse(request, reply, 400, 'invalid', 'The body is not JSON.');
  }
  await deps.writer.write({ metaAppId: known.id, body: rawBody, events: eventsOf(envelope) });
  counts.accepted++;
  return reply.headers(plainText).send('EVENT_RECEIVED');
}

/** Ten times what Meta puts into one body. Without a bound 3 MiB would make a million rows of the queue. */
const mostItems = 10_000;

function eventsOf(envelope: ReturnType<typeof splitEnvelope>): NewInboundEvent[] {
  if (!envelope.ok || envelope.items.length > mostItems) return [wholeBody('body')];
  return envelope.object === 'page' ? envelope.items.map(eventOf) : [wholeBody('other-object')];
}

function eventOf({ pageId, personKey, position }: EnvelopeItem): NewInboundEvent {
  const { list, entry, index } = position;
  return { facebookPageId: pageId, personKey, list, entryIndex: entry, itemIndex: index };
}

function wholeBody(list: 'body' | 'other-object'): NewInboundEvent {
  return { facebookPageId: null, personKey: '', list, entryIndex: 0, itemIndex: 0 };
}

function headerOf(request: AppRequest, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' ? value : undefined;
}

const plainText = { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' };

function answerError(
  error: { statusCode?: number },
  request: FastifyRequest,
  reply: FastifyReply,
  deps: WebhookDeps,
  counts: WebhookCounts,
): FastifyReply {
  const status = error.statusCode ?? 500;
  if (status === 413) {
    counts.tooLarge++;
    return refuse(request, reply, 413, 'too-large', 'A delivery has 3 MiB at most.');
  }
  if (status < 500) return refuse(request, reply, status, 'invalid', 'This is no delivery.');
  deps.onError(error);
  counts.notStored++;
  return refuse(request, reply, 503, 'internal', 'The delivery could not be stored. Please send it again.');
}

function unknownAddress(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return refuse(request, reply, 404, 'not-found', 'There is no such webhook address.');
}

function wrongMethod(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const message = 'A webhook address is verified by GET and delivered to by POST.';
  return refuse(request, reply.header('allow', 'GET, POST'), 405, 'method-not-allowed', message);
}

function refuse(
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  code: ProblemCode,
  message: string,
): FastifyReply {
  return reply.code(status).send({ error: { code, message, requestId: request.id } });
}

/** Constant in time for tokens of one length; the length itself is no secret. */
function isSame(given: string, right: string): boolean {
  const a = Buffer.from(given);
  const b = Buffer.from(right);
  return a.length === b.length && timingSafeEqual(a, b);
}

interface KnownApp {
  id: string;
  name: string;
  verifyToken: string;
  /** @throws SecretUnreadable: then this app's deliveries are refused for now, and no other's. */
  appSecret: () => string;
  allowSha1: boolean;
}

/** A changed secret counts after this time at the latest. */
const keepAppsMs = 5_000;
/** An address that nobody has is looked up once in this time, however often it is asked for. */
const keepMissesMs = 1_000;

/** Finds Meta apps by their key, in memory: the database is asked every few seconds at most. */
function createAppFinder({ db, secrets, clock }: WebhookDeps) {
  let apps = new Map<string, KnownApp>();
  let readAtMs: number | undefined;
  let reading: Promise<void> | undefined;

  const read = async () => {
    const rows = await listWebhookApps(db);
    apps = new Map(
      rows.map(({ appKey, appSecretSealed, ...app }) => [
        appKey,
        { ...app, appSecret: once(() => secrets.open(appSecretSealed, app.id)) },
      ]),
    );
    readAtMs = clock.now().getTime();
  };

  return async (appKey: string): Promise<KnownApp | undefined> => {
    const keepMs = apps.has(appKey) ? keepAppsMs : keepMissesMs;
    if (readAtMs === undefined || Math.abs(clock.now().getTime() - readAtMs) >= keepMs) {
      await (reading ??= read().finally(() => (reading = undefined)));
    }
    return apps.get(appKey);
  };
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

import { z } from 'zod';
import { giveFeedback, takeCoupon } from '../people/feedback.ts';
import { react, editMessage, unsendMessage } from '../people/react.ts';
import { readMessages, receiveMessages, type } from '../people/receive.ts';
import { followReferral, tapButton } from '../people/tap.ts';
import { answerFromInbox, writeMessage } from '../people/write.ts';
import type { Deed } from '../people/act.ts';
import { keepFile } from '../people/attachment-input.ts';
import { passControl, requestControl, takeControl } from '../routing/control.ts';
import { hold, pageInboxAppId } from '../routing/holder.ts';
import type { ReferralRecord, ThreadRecord } from '../world/records.ts';
import { found } from './found.ts';
import { bare, route, type ControlCall } from './router.ts';
import { attachment, circumstances, instant, referral } from './schemas.ts';
import { viewThread, viewThreads } from './views.ts';

const threadPath = '/_sim/threads/{pageId}/{person}';

const writing = {
  ...circumstances,
  text: z.string().optional(),
  attachments: z.array(attachment).optional(),
  replyTo: z.string().optional(),
};

export const threadRoutes = [
  bare('GET /_sim/threads', ({ simulation, query }) => ({
    threads: viewThreads(simulation, query.get('pageId') ?? undefined),
  })),
  bare(`GET ${threadPath}`, (call) => viewThread(call.simulation, threadOf(call))),
  route(
    `POST ${threadPath}/messages`,
    z.strictObject({
      ...writing,
      quickReply: z.strictObject({ payload: z.string() }).optional(),
      referral: referral.optional(),
      unsupported: z.literal(true).optional(),
    }),
    (call, body) =>
      told(call, (thread) =>
        writeMessage(call.simulation, thread, { ...body, referral: body.referral && asMeta(body.referral) }),
      ),
  ),
  route(
    `POST ${threadPath}/inbox-reply`,
    z.strictObject({ ...writing, appId: z.string().optional() }),
    (call, body) => told(call, (thread) => answerFromInbox(call.simulation, thread, body)),
  ),
  route(
    `POST ${threadPath}/postback`,
    z.strictObject({
      ...circumstances,
      title: z.string().optional(),
      payload: z.string().optional(),
      referral: referral.optional(),
      getStarted: z.literal(true).optional(),
    }),
    (call, body) =>
      told(call, (thread) =>
        tapButton(call.simulation, thread, { ...body, referral: body.referral && asMeta(body.referral) }),
      ),
  ),
  route(
    `POST ${threadPath}/referral`,
    z.strictObject({ ...circumstances, ...referral.shape }),
    (call, { at, silent, ...body }) =>
      told(call, (thread) => followReferral(call.simulation, thread, asMeta(body), { at, silent })),
  ),
  route(
    `POST ${threadPath}/reaction`,
    z.strictObject({
      ...circumstances,
      mid: z.string(),
      emoji: z.string().optional(),
      reaction: z.string().optional(),
      action: z.enum(['react', 'unreact']).optional(),
    }),
    (call, body) => told(call, (thread) => react(call.simulation, thread, body)),
  ),
  route(
    `POST ${threadPath}/edit`,
    z.strictObject({ ...circumstances, mid: z.string(), text: z.string().min(1) }),
    (call, body) => told(call, (thread) => editMessage(call.simulation, thread, body)),
  ),
  route(
    `POST ${threadPath}/feedback`,
    z.strictObject({
      ...circumstances,
      mid: z.string(),
      answer: z.string().min(1),
      followUp: z.string().optional(),
    }),
    (call, body) => told(call, (thread) => giveFeedback(call.simulation, thread, body)),
  ),
  route(`POST ${threadPath}/coupon`, z.strictObject({ ...circumstances, mid: z.string() }), (call, body) =>
    told(call, (thread) => takeCoupon(call.simulation, thread, body)),
  ),
  route(`POST ${threadPath}/unsend`, z.strictObject({ ...circumstances, mid: z.string() }), (call, body) =>
    told(call, (thread) => unsendMessage(call.simulation, thread, body)),
  ),
  route(
    `POST ${threadPath}/read`,
    z.strictObject({ ...circumstances, watermark: instant.optional() }),
    (call, body) => told(call, (thread) => readMessages(call.simulation, thread, body)),
  ),
  route(
    `POST ${threadPath}/delivered`,
    z.strictObject({ ...circumstances, mids: z.array(z.string()).optional(), watermark: instant.optional() }),
    (call, body) => told(call, (thread) => receiveMessages(call.simulation, thread, body)),
  ),
  route(
    `POST ${threadPath}/control`,
    z.strictObject({
      action: z.enum(['pass', 'take', 'request', 'release']),
      appId: z.string().default(pageInboxAppId),
      toAppId: z.string().optional(),
      metadata: z.string().optional(),
    }),
    (call, body) => {
      const thread = threadOf(call);
      actOnControl(call, thread, body);
      return viewThread(call.simulation, thread);
    },
  ),
  route(`POST ${threadPath}/typing`, z.strictObject({ on: z.boolean() }), (call, { on }) =>
    told(call, (thread) => type(call.simulation, thread, on)),
  ),
];

/** `POST /_sim/files?name=`: the bytes themselves are the body. */
export function keepUploadedFile(call: ControlCall, bytes: Buffer, mimeType: string) {
  const kept = keepFile(call.simulation, { name: call.query.get('name') ?? 'file', mimeType, bytes });
  const file = found(call.simulation.world.files.get(kept.fileId ?? ''), 'such file');
  return { ...kept, url: call.simulation.links.file(file) };
}

function threadOf(call: ControlCall): ThreadRecord {
  const { world } = call.simulation;
  const page = found(world.pages.get(call.path['pageId'] ?? ''), `page ${call.path['pageId']}`);
  const person = call.path['person'] ?? '';
  const byPsid = world.threadByPsid(person);
  if (byPsid?.pageId === page.id) return byPsid;
  return world.openThread(page.id, found(world.people.get(person), `person ${person}`).id);
}

function told(call: ControlCall, act: (thread: ThreadRecord) => Deed) {
  const thread = threadOf(call);
  const deed = act(thread);
  const message =
    deed.mid && viewThread(call.simulation, thread).messages.find(({ mid }) => mid === deed.mid);
  const { psid, personId, pageId } = thread;
  return { psid, personId, pageId, ...deed, ...(message && { message }) };
}

/** Another app, or Meta's inbox, takes the thread, passes it on, asks for it or lets it go. */
function actOnControl(
  { simulation }: ControlCall,
  thread: ThreadRecord,
  act: {
    action: 'pass' | 'take' | 'request' | 'release';
    appId: string;
    toAppId?: string | undefined;
    metadata?: string | undefined;
  },
): void {
  const { action, appId, metadata } = act;
  switch (action) {
    case 'pass':
      passControl(simulation, thread, { appId, toAppId: found(act.toAppId, 'toAppId given'), metadata })();
      return;
    case 'take':
      takeControl(simulation, thread, { appId, metadata })();
      return;
    case 'request':
      requestControl(simulation, thread, { appId, metadata })();
      return;
    case 'release':
      hold(simulation, thread, null);
  }
}

/** From the names of the control API to those of Meta. */
function asMeta(body: z.infer<typeof referral>): ReferralRecord {
  return {
    source: body.source ?? 'SHORTLINK',
    type: body.type ?? 'OPEN_THREAD',
    ...(body.ref !== undefined && { ref: body.ref }),
    ...(body.adId !== undefined && { ad_id: body.adId }),
    ...(body.adsContextData && { ads_context_data: body.adsContextData }),
  };
}

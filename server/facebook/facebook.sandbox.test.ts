import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startSandbox } from '../../sandbox/sandbox.ts';
import { FakeClock, systemClock } from '../kit/clock.ts';
import { classifyGraphError } from './graph/classify-graph-error.ts';
import { createGraph, type PageAccess } from './graph/client.ts';
import { GraphRefused, GraphUnreachable } from './graph/error.ts';
import { parseJson } from './json.ts';
import { createAttachmentSource } from './messenger/attachments.ts';
import { readProfile } from './messenger/profile.ts';
import { sendAction, type SendInput, sendMessage, uploadAttachment } from './messenger/send.ts';
import { listManagedPages } from './oauth/pages.ts';
import {
  readAppSubscriptions,
  readPageSubscription,
  subscribeApp,
  subscribePage,
  unsubscribePage,
} from './oauth/subscribe.ts';
import { inspectToken } from './oauth/tokens.ts';
import { itemAt, splitEnvelope } from './webhook/envelope.ts';
import type { PageEvent } from './webhook/page-event.ts';
import { parseItem } from './webhook/parse.ts';
import { verifySignature } from './webhook/signature.ts';

// The sandbox shares no code with the server: what it makes of our calls, and what we make of its webhooks, was
// written twice from Meta's documents. Where the two disagree, one of them has misread.

interface Demo {
  appId: string;
  appSecret: string;
  pageId: string;
  pageAccessToken: string;
  userAccessToken: string;
  people: { id: string; name: string; psid: string }[];
}

async function world() {
  const sandbox = await startSandbox({ port: 0, world: 'demo' });
  const graph = createGraph({
    graphUrl: sandbox.url,
    version: 'v26.0',
    clock: systemClock,
    timeoutMs: 2_000,
  });
  onTestFinished(async () => {
    await graph.close();
    await sandbox.close();
  });
  // oxlint-disable-next-line typescript/no-explicit-any -- answers of the control API are what each test expects of them
  const control = async (method: string, path: string, body?: object): Promise<any> => {
    const init =
      body === undefined
        ? { method }
        : { method, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
    const response = await fetch(`${sandbox.url}/_sim/${path}`, init);
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response.json();
  };
  const demo: Demo = await control('GET', 'demo');
  const [person] = demo.people;
  if (person === undefined) throw new Error('The demo has no customers.');
  const page: PageAccess = {
    pageId: demo.pageId,
    accessToken: demo.pageAccessToken,
    appSecret: demo.appSecret,
  };
  const app = { appId: demo.appId, appSecret: demo.appSecret };
  const thread = `threads/${page.pageId}/${person.psid}`;
  const personDoes = (what: string, body: object = {}) => control('POST', `${thread}/${what}`, body);
  return { sandbox, graph, control, page, app, demo, person, thread, personDoes };
}
type World = Awaited<ReturnType<typeof world>>;

/** A callback of our own that does what the door does: check, split, read. */
async function listenFor({ graph, app, page, control }: World) {
  const events: PageEvent[] = [];
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '', 'http://callback');
    if (request.method === 'GET') {
      response.end(url.searchParams.get('hub.challenge'));
      return;
    }
    const rawBody = await buffer(request);
    const header = (name: string) => request.headers[name]?.toString();
    const sha256Header = header('x-hub-signature-256');
    const sha1Header = header('x-hub-signature');
    const signed = { rawBody, sha256Header, sha1Header, appSecret: app.appSecret };
    expect(verifySignature({ ...signed, allowSha1: false })).toBe(true);
    expect(verifySignature({ ...signed, sha256Header: undefined, allowSha1: true })).toBe(true);
    const envelope = splitEnvelope(rawBody);
    if (!envelope.ok) throw new Error(envelope.reason);
    for (const { position, personKey, isMalformed } of envelope.items) {
      const found = itemAt(parseJson(rawBody.toString()), position);
      const read = parseItem(found.item, { ...found, pageId: found.pageId ?? '' });
      expect(isMalformed).toBe(false);
      for (const event of read) expect(event.personId ?? '').toBe(personKey);
      events.push(...read);
    }
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  const callbackUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/hook`;
  await subscribeApp(graph, app, { callbackUrl, verifyToken: 'v' });
  await subscribePage(graph, page);
  return {
    events,
    /** What has arrived since the last time, once the sandbox is idle. */
    async arrived(): Promise<PageEvent[]> {
      await control('GET', 'idle');
      return events.splice(0);
    },
  };
}

const kinds = (events: PageEvent[]) => events.map(({ kind }) => kind);
const text = (psid: string, words = 'Hello'): SendInput => ({
  recipient: { psid },
  content: { kind: 'text', text: words },
  ground: { messagingType: 'RESPONSE' },
});
const refusalOf = async (call: Promise<unknown>) => {
  const error = await call.then(
    () => 'no failure',
    (thrown: unknown) => thrown,
  );
  if (error instanceof GraphRefused || error instanceof GraphUnreachable)
    return { error, ...classifyGraphError(error) };
  throw new Error(`Not a Graph error: ${String(error)}`);
};

describe('what people do arrives and is read', () => {
  test('messages of every kind', async () => {
    const our = await world();
    const inbox = await listenFor(our);
    const { mid } = await our.personDoes('messages', { text: 'Olá 😀 1/2 "x"' });
    expect(await inbox.arrived()).toMatchObject([
      {
        kind: 'message',
        pageId: our.page.pageId,
        personId: our.person.psid,
        mid,
        text: 'Olá 😀 1/2 "x"',
        standby: false,
        at: expect.any(Date),
      },
    ]);

    await our.personDoes('messages', { text: 'That one', replyTo: mid });
    await our.personDoes('messages', { text: 'Yes', quickReply: { payload: 'YES' } });
    await our.personDoes('messages', { unsupported: true });
    const [reply, tap, unsupported] = await inbox.arrived();
    expect(reply).toMatchObject({ kind: 'message', replyTo: { mid } });
    expect(tap).toMatchObject({ kind: 'message', text: 'Yes', quickReply: { payload: 'YES' } });
    expect(unsupported).toMatchObject({ kind: 'message', isUnsupported: true, text: null });

    await our.personDoes('postback', { title: 'Talk to us', payload: 'TALK' });
    await our.personDoes('reaction', { mid, emoji: '❤️' });
    await our.personDoes('edit', { mid, text: 'Olá!' });
    await our.personDoes('referral', { ref: 'spring' });
    await our.personDoes('read');
    const rest = await inbox.arrived();
    expect(kinds(rest).toSorted()).toEqual(['edit', 'postback', 'reaction', 'read', 'referral']);
    expect(rest.find(({ kind }) => kind === 'edit')).toMatchObject({
      mid,
      text: 'Olá!',
      editNumber: 1,
      by: 'person',
    });
    expect(rest.find(({ kind }) => kind === 'read')).toMatchObject({ watermark: expect.any(Date) });
  });

  test('attachments of every type, and their files', async () => {
    const our = await world();
    const inbox = await listenFor(our);
    const source = createAttachmentSource({ graphUrl: our.sandbox.url });
    onTestFinished(() => source.close());
    for (const type of ['image', 'audio', 'video', 'file', 'sticker']) {
      await our.personDoes('messages', {
        attachments: [type === 'sticker' ? { type } : { type, sample: true }],
      });
      const [event] = await inbox.arrived();
      if (event?.kind !== 'message') throw new Error(`${type} came as ${event?.kind}`);
      expect(event.attachments).toMatchObject([{ type, url: expect.stringContaining(our.sandbox.url) }]);
      const download = await source.download(event.attachments[0]?.url ?? '');
      if (!download.ok) throw new Error(`${type}: ${download.reason}`);
      expect((await buffer(download.bytes)).length, type).toBe(download.sizeBytes);
    }
    await our.personDoes('messages', { attachments: [{ type: 'location', lat: 38.7, long: -9.1 }] });
    await our.personDoes('messages', {
      text: 'https://shop.example',
      attachments: [{ type: 'fallback', url: 'https://shop.example', title: 'Shop' }],
    });
    await our.personDoes('messages', {
      attachments: [{ type: 'raw', raw: { type: 'hologram', payload: { depth: 3 } } }],
    });
    expect(
      (await inbox.arrived()).flatMap((event) => (event.kind === 'message' ? event.attachments : [])),
    ).toMatchObject([
      { type: 'location', coordinates: { lat: 38.7, long: -9.1 } },
      { type: 'fallback', url: 'https://shop.example', title: 'Shop' },
      { type: 'unknown', rawType: 'hologram' },
    ]);
  });

  test("what is typed in Meta's own inbox comes as an echo", async () => {
    const our = await world();
    const inbox = await listenFor(our);
    await our.personDoes('inbox-reply', { text: 'From the phone' });
    expect((await inbox.arrived()).find(({ kind }) => kind === 'echo')).toMatchObject({
      personId: our.person.psid,
      text: 'From the phone',
      metadata: null,
    });
  });
});

describe('what we send arrives', () => {
  test('a text, with its echo that bears our id and a delivery', async () => {
    const our = await world();
    const inbox = await listenFor(our);
    await our.personDoes('messages', { text: 'Hi', silent: true });
    const result = await sendMessage(our.graph, our.page, {
      ...text(our.person.psid),
      metadata: 'our-id',
      quickReplies: [{ title: 'Yes', payload: 'Y' }],
    });
    expect(result).toMatchObject({ ok: true, recipientId: our.person.psid });
    const events = await inbox.arrived();
    expect(events.find(({ kind }) => kind === 'echo')).toMatchObject({
      mid: result.ok ? result.messageId : '',
      metadata: 'our-id',
      appId: our.app.appId,
      text: 'Hello',
    });
    expect(kinds(events)).toContain('delivery');
    const { messages } = await our.control('GET', our.thread);
    expect(messages.at(-1)).toMatchObject({
      from: 'page',
      text: 'Hello',
      messagingType: 'RESPONSE',
      quickReplies: [{ title: 'Yes', payload: 'Y' }],
    });
  });

  test('a file from us, and one uploaded ahead', async () => {
    const our = await world();
    await our.personDoes('messages', { text: 'Hi', silent: true });
    const bytes = Buffer.from('%PDF-1.4 not much of a document');
    const file = { name: 'Angebot Müller.pdf', mimeType: 'application/pdf', sizeBytes: bytes.length, bytes };
    expect(
      await sendMessage(our.graph, our.page, {
        ...text(our.person.psid),
        content: { kind: 'attachment', type: 'file', source: { file } },
      }),
    ).toMatchObject({ ok: true });
    const upload = await uploadAttachment(our.graph, our.page, { type: 'file', file });
    if (!upload.ok) throw new Error(upload.broken.limit);
    const again: SendInput = {
      ...text(our.person.psid),
      content: { kind: 'attachment', type: 'file', source: { attachmentId: upload.attachmentId } },
    };
    expect(await sendMessage(our.graph, our.page, again)).toMatchObject({ ok: true });
    const { messages } = await our.control('GET', our.thread);
    expect(
      messages.slice(-2).map(({ attachments }: { attachments: { type: string }[] }) => attachments[0]?.type),
    ).toEqual(['file', 'file']);
    await sendAction(our.graph, our.page, our.person.psid, { action: 'typing_on' });
    await sendAction(our.graph, our.page, our.person.psid, { action: 'mark_seen' });
    expect(await our.control('GET', our.thread)).toMatchObject({
      typing: { page: true },
      readByPageAt: expect.any(Number),
    });
  });

  test('refusals are what we take them for', async () => {
    const our = await world();
    const send = (input: SendInput = text(our.person.psid), page = our.page) =>
      sendMessage(our.graph, page, input);
    expect(await refusalOf(send(text('28000000000000001')))).toMatchObject({ kind: 'no-such-person' });
    await our.personDoes('messages', { text: 'Hi', silent: true });
    await our.control('POST', 'clock', { advanceMs: 25 * 60 * 60_000 });
    expect(await refusalOf(send())).toMatchObject({ kind: 'window' });
    expect(
      await send({ ...text(our.person.psid), ground: { messagingType: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' } }),
    ).toMatchObject({ ok: true });
    await our.control('POST', 'clock', { advanceMs: 7 * 24 * 60 * 60_000 });
    expect(
      await refusalOf(
        send({ ...text(our.person.psid), ground: { messagingType: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' } }),
      ),
    ).toMatchObject({ kind: 'window' });
    await our.personDoes('messages', { text: 'Hi again', silent: true });
    await our.control('PATCH', `people/${our.person.id}`, { unavailable: true });
    expect(await refusalOf(send())).toMatchObject({ kind: 'person-unavailable' });
    await our.control('PATCH', `people/${our.person.id}`, { unavailable: false });
    await our.control('PATCH', `pages/${our.page.pageId}`, { restricted: true });
    expect(await refusalOf(send())).toMatchObject({ kind: 'page-restricted', scope: 'page' });
    await our.control('PATCH', `pages/${our.page.pageId}`, { restricted: false });
    await our.control('POST', 'tokens/break', { subcode: 460, pageId: our.page.pageId });
    expect(await refusalOf(send())).toMatchObject({ kind: 'token', scope: 'page' });
    expect(await refusalOf(send(undefined, { ...our.page, accessToken: 'EAAnonsense' }))).toMatchObject({
      kind: 'token',
    });
  });

  test('lost, broken and garbled answers are told from refusals', async () => {
    const our = await world();
    await our.personDoes('messages', { text: 'Hi', silent: true });
    const send = () => sendMessage(our.graph, our.page, text(our.person.psid));
    const fault = (more: object) => our.control('POST', 'faults', { match: { path: '/messages' }, ...more });
    await fault({ applyThenError: true, dropConnection: true });
    expect(await refusalOf(send())).toMatchObject({
      kind: 'ambiguous',
      retry: 'after-echo',
      error: { phase: 'after-send' },
    });
    await fault({ htmlBody: '<html>Bad gateway</html>' });
    expect(await refusalOf(send())).toMatchObject({
      kind: 'ambiguous',
      error: { status: 502, reason: 'not-json' },
    });
    await fault({ delayMs: 10_000 });
    expect(await refusalOf(send())).toMatchObject({ kind: 'ambiguous', error: { reason: 'timeout' } });
    await fault({ status: 500, code: 2, isTransient: true });
    expect(await refusalOf(send())).toMatchObject({ kind: 'transient', retry: 'later' });
    await fault({ status: 400, code: 80006, retryAfterMinutes: 3 });
    expect(await refusalOf(send())).toMatchObject({ kind: 'rate', retryAfterSeconds: 180 });
    const waitMs = our.graph.rateLimit.nextAllowedAt(our.page.pageId, 'text').getTime() - Date.now();
    expect(waitMs).toBeGreaterThan(170_000);
  });
});

describe('people, pages and subscriptions', () => {
  test('a profile in each of its forms', async () => {
    const our = await world();
    await our.personDoes('messages', { text: 'Hi', silent: true });
    const profile = () => readProfile(our.graph, our.page, our.person.psid);
    expect(await profile()).toMatchObject({
      found: true,
      profile: { name: our.person.name, firstName: expect.any(String), source: 'profile' },
    });
    for (const form of ['empty', 'phone-only', 'hidden']) {
      await our.control('PATCH', `people/${our.person.id}`, { profile: form });
      expect(await profile(), form).toMatchObject({
        found: true,
        profile: { name: our.person.name, source: 'conversation' },
      });
    }
    await our.control('PATCH', `people/${our.person.id}`, { profile: 'name-only' });
    expect(await profile()).toMatchObject({
      found: true,
      profile: { name: our.person.name, firstName: null, lastName: null },
    });
  });

  test('the pages of a person, also where Meta leaves its list empty', async () => {
    const our = await world();
    const list = () => listManagedPages(our.graph, our.app, our.demo.userAccessToken);
    const { pages } = await list();
    expect(pages).toContainEqual(
      expect.objectContaining({
        pageId: our.page.pageId,
        tasks: expect.arrayContaining(['MESSAGING']),
        accessToken: expect.any(String),
      }),
    );
    await our.control('PATCH', 'settings', { accounts: 'empty' });
    expect((await list()).pages.map(({ pageId }) => pageId)).toEqual(pages.map(({ pageId }) => pageId));
  });

  test("a token's facts, living and broken", async () => {
    const our = await world();
    const inspect = () => inspectToken(our.graph, our.app, our.page.accessToken);
    expect(await inspect()).toMatchObject({
      isValid: true,
      type: 'PAGE',
      appId: our.app.appId,
      profileId: our.page.pageId,
    });
    await our.control('POST', 'tokens/break', { subcode: 458, pageId: our.page.pageId });
    expect(await inspect()).toMatchObject({ isValid: false, error: { code: 190, subcode: 458 } });
  });

  test('subscriptions are made, read and taken back', async () => {
    const our = await world();
    await listenFor(our);
    expect(await readPageSubscription(our.graph, our.page, our.app.appId)).toContain('messages');
    expect(await readAppSubscriptions(our.graph, our.app)).toMatchObject([
      { object: 'page', isActive: true, fields: expect.arrayContaining(['messages']) },
    ]);
    await unsubscribePage(our.graph, our.page);
    expect((await readPageSubscription(our.graph, our.page, our.app.appId)) ?? []).toEqual([]);
    const nowhere = subscribeApp(our.graph, our.app, {
      callbackUrl: 'http://127.0.0.1:1/hook',
      verifyToken: 'v',
    });
    expect(await refusalOf(nowhere)).toMatchObject({ kind: 'config', error: { code: 2200 } });
  });

  test('usage headers slow a page down', async () => {
    const our = await world();
    const clock = new FakeClock();
    const graph = createGraph({ graphUrl: our.sandbox.url, version: 'v26.0', clock });
    onTestFinished(() => graph.close());
    await our.personDoes('messages', { text: 'Hi', silent: true });
    await our.control('PATCH', 'settings', { usage: { callCount: 90, totalTime: 1, totalCpuTime: 1 } });
    await sendMessage(graph, our.page, text(our.person.psid));
    expect(graph.rateLimit.nextAllowedAt(our.page.pageId, 'text').getTime() - clock.now().getTime()).toBe(
      2500,
    );
  });
});

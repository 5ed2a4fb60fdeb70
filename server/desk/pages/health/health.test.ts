import { beforeEach, expect, test } from 'vitest';
import type { PageState } from '../../../../contract/pages.ts';
import { findPageHealth } from '../../../store/page-health.ts';
import { useMessengerDesk, type ConnectedPage } from '../../../testing/messenger-desk.ts';
import { change } from '../../context.ts';
import { ensureProbes } from '../../../jobs/probe-page.ts';
import { refreshThreadOwner } from '../../threads/refresh-owner.ts';
import { noteRefusal } from './note-refusal.ts';
import { probePage, callbackUrlOf } from './probe-page.ts';
import { classifyGraphError } from '../../../facebook/graph/classify-graph-error.ts';
import { GraphRefused } from '../../../facebook/graph/error.ts';
import { deliverMessageJob, fetchProfileJob, probePageJob } from '../../jobs.ts';

const desk = useMessengerDesk();
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** A page whose webhook is set up as it should be; the app's webhook needs no server that answers. */
async function wholePage(): Promise<ConnectedPage & { appId: string }> {
  const page = await desk.page();
  const row = await findPageHealth(desk.db, page.id);
  if (!row) throw new Error('no page');
  await desk.control('POST', `/apps/${row.appId}/webhook`, {
    callbackUrl: callbackUrlOf('https://desk.test', row.appKey),
    verifyToken: 'verify',
    pageIds: [page.facebookId],
    verify: false,
  });
  return { ...page, appId: row.appId };
}
const breakToken = (page: ConnectedPage, subcode: number) =>
  desk.control('POST', '/tokens/break', { subcode, pageId: page.facebookId });
const mendToken = (page: ConnectedPage) => desk.control('POST', '/tokens/mend', { pageId: page.facebookId });
const lookAfter = (page: ConnectedPage) =>
  change(desk.system, async (story) => story.enqueue(probePageJob(page.id)));
const probe = (page: ConnectedPage) => probePage(desk.system, page.id);
const standing = async (page: ConnectedPage) => {
  const row = await findPageHealth(desk.db, page.id);
  return { state: row?.state, reason: row?.stateReason };
};
const history = async (page: ConnectedPage) =>
  (
    await desk.db
      .selectFrom('pageStateChange')
      .select('state')
      .where('pageId', '=', page.id)
      .orderBy('id')
      .execute()
  ).map(({ state }): PageState => state);
const mailsOf = (page: ConnectedPage) =>
  desk.db
    .selectFrom('mail')
    .select(['address', 'subject', 'cause', 'paragraphs'])
    .where('cause', 'like', `%${page.id}%`)
    .orderBy('createdAt')
    .orderBy('address')
    .execute();

const unsaid = {
  status: 400,
  type: null,
  metaMessage: null,
  userTitle: null,
  userMessage: null,
  traceId: null,
  isTransient: false,
  retryAfterSeconds: null,
};

let admin: Awaited<ReturnType<typeof desk.user>>;
beforeEach(async () => {
  await desk.db.updateTable('deskUser').set({ disabledAt: desk.clock.now() }).execute();
  // Pages of other tests are not looked after here.
  await desk.db.deleteFrom('job').where('kind', '=', 'probe-page').execute();
  admin = await desk.user('administrator');
  await desk.control('DELETE', '/faults');
  await desk.control('PATCH', '/settings', { access: 'advanced' });
});

async function queueReply(page: ConnectedPage, wroteAgoMs = 0) {
  const chat = await desk.chat({ page, wroteAgoMs });
  const id = desk.newId();
  const agent = await desk.user('agent', [page.departmentId]);
  await desk.db
    .insertInto('message')
    .values({
      id,
      conversationId: chat.id,
      pageId: page.id,
      contactId: chat.contactId,
      kind: 'message',
      direction: 'out',
      authorKind: 'user',
      authorId: agent.userId,
      clientId: desk.newId(),
      partIndex: 0,
      partCount: 1,
      text: 'Yes, it is.',
      at: desk.clock.now(),
      createdAt: desk.clock.now(),
      status: 'queued',
    })
    .execute();
  await change(desk.system, async (story) =>
    story.enqueue(deliverMessageJob({ id, contactId: chat.contactId, pageId: page.id })),
  );
  const status = async () =>
    await desk.db
      .selectFrom('message')
      .select(['status', 'failure'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
  return { id, chat, status };
}

test('a page in order stays connected, and what Facebook tells of its token is kept', async () => {
  const page = await wholePage();
  await probe(page);
  expect(await standing(page)).toEqual({ state: 'connected', reason: null });
  const row = await findPageHealth(desk.db, page.id);
  expect(row?.tokenScopes).toContain('pages_messaging');
  expect(row?.dataAccessExpiresAt?.getTime()).toBeGreaterThan(desk.clock.now().getTime() + 80 * day);
  expect(row?.subscribedFields).toContain('messages');
  expect(await history(page)).toEqual(['connected']);
  expect(await mailsOf(page)).toEqual([]);
});

test('H-T10 a reply on an expired token is held, the page says so, and administrators are told once', async () => {
  const page = await wholePage();
  await breakToken(page, 463);
  const reply = await queueReply(page);
  await desk.worker().drain();
  expect((await reply.status()).status).toBe('queued');
  expect(await standing(page)).toMatchObject({
    state: 'expired',
    reason: expect.stringContaining('expired'),
  });
  expect(await mailsOf(page)).toMatchObject([
    { address: `${admin.userId}@desk.test`, subject: expect.stringContaining('cannot answer') },
  ]);
  expect(await reply.chat.received()).toEqual([]);
});

test('behaviours 55 and 83: many faults of a token at once are one flag, one line of history and one mail', async () => {
  const page = await wholePage();
  await breakToken(page, 460);
  await Promise.all([queueReply(page), queueReply(page), queueReply(page), queueReply(page)]);
  await Promise.all([desk.worker().drain(), desk.worker().drain()]);
  await probe(page);
  expect(await history(page)).toEqual(['connected', 'expired']);
  expect(await mailsOf(page)).toHaveLength(1);
});

test('H-T14 a person who lost their role on the page stops it like an expired key, with another reason', async () => {
  const page = await wholePage();
  await probe(page);
  const stranger = (await desk.control('POST', '/people', { name: 'Somebody Else' })) as { id: string };
  await desk.control('PATCH', `/pages/${page.facebookId}`, { adminIds: [stranger.id] });
  const reply = await queueReply(page);
  await desk.worker().drain();
  expect((await reply.status()).status).toBe('queued');
  expect(await standing(page)).toMatchObject({
    state: 'expired',
    reason: expect.stringContaining('no longer has a role'),
  });
});

test('behaviour 56: a fault that has nothing to do with the page does not flag it', async () => {
  const page = await wholePage();
  const token = await findPageHealth(desk.db, page.id);
  for (const code of [1, 2, 4, 613, 1200, 551, 100]) {
    const refused = new GraphRefused({ ...unsaid, code, subcode: null });
    await change(desk.system, (story) =>
      noteRefusal(
        desk.system,
        story,
        { id: page.id, tokenSealed: token?.tokenSealed ?? null },
        classifyGraphError(refused),
      ),
    );
  }
  expect(await history(page)).toEqual(['connected']);
});

test('H-T11 and behaviour 82, the sending part: what was held goes out once when the token is whole again, if still lawful', async () => {
  const page = await wholePage();
  await breakToken(page, 467);
  const recent = await queueReply(page);
  const old = await queueReply(page, 23 * hour);
  await desk.worker().drain();
  expect((await recent.status()).status).toBe('queued');
  desk.advance(2 * hour);
  await mendToken(page);
  await probe(page);
  expect(await standing(page)).toEqual({ state: 'connected', reason: null });
  await desk.worker().drain();
  expect((await recent.status()).status).toBe('sent');
  expect(await recent.chat.received()).toHaveLength(1);
  expect(await old.status()).toMatchObject({ status: 'failed', failure: { code: 'window-closed' } });
  expect(await old.chat.received()).toEqual([]);
});

test('faults of an earlier token do not speak against a new one', async () => {
  const page = await wholePage();
  await breakToken(page, 460);
  await probe(page);
  expect((await standing(page)).state).toBe('expired');
  await mendToken(page);
  const row = await findPageHealth(desk.db, page.id);
  const token = desk.system.secrets.open(row?.tokenSealed ?? '', page.id);
  const tokenSealed = desk.system.secrets.seal(token, page.id);
  await desk.db.updateTable('page').set({ tokenSealed }).where('id', '=', page.id).execute();
  // A late refusal of the earlier token.
  const late = classifyGraphError(new GraphRefused({ ...unsaid, code: 190, subcode: 460 }));
  await change(desk.system, (story) =>
    noteRefusal(desk.system, story, { id: page.id, tokenSealed: row?.tokenSealed ?? null }, late),
  );
  await probe(page);
  expect((await standing(page)).state).toBe('connected');
});

test('a subscription that Facebook dropped is noticed within the hour, and its return too', async () => {
  const page = await wholePage();
  await lookAfter(page);
  await desk.worker().drain();
  const row = await findPageHealth(desk.db, page.id);
  const secret = desk.system.secrets.open(row?.appSecretSealed ?? '', row?.metaAppId ?? '');
  const subscribed = `${desk.sandbox.url}/v26.0/${page.facebookId}/subscribed_apps?access_token=${page.appId}|${secret}`;
  await fetch(subscribed, { method: 'DELETE' });
  desk.advance(70 * minute);
  await desk.worker().drain();
  expect((await standing(page)).state).toBe('subscription-lost');
  expect(await mailsOf(page)).toHaveLength(1);
  await desk.control('POST', `/apps/${page.appId}/webhook`, {
    callbackUrl: callbackUrlOf('https://desk.test', row?.appKey ?? ''),
    verifyToken: 'verify',
    pageIds: [page.facebookId],
    verify: false,
  });
  desk.advance(11 * minute);
  await desk.worker().drain();
  expect((await standing(page)).state).toBe('connected');
  expect(await history(page)).toEqual(['connected', 'subscription-lost', 'connected']);
});

test('R162, R170: an app that is not public is told, and its approval ends that', async () => {
  const page = await wholePage();
  await desk.control('PATCH', '/settings', { access: 'standard' });
  await probe(page);
  expect(await standing(page)).toMatchObject({
    state: 'in-development',
    reason: expect.stringContaining('role'),
  });
  await desk.control('PATCH', '/settings', { access: 'advanced' });
  await probe(page);
  expect((await standing(page)).state).toBe('connected');
});

test('R164: a send refused for want of a role fails in plain words, and the page says why', async () => {
  const page = await wholePage();
  const reply = await queueReply(page);
  await desk.control('PATCH', '/settings', { access: 'standard' });
  await desk.worker().drain();
  expect(await reply.status()).toMatchObject({
    status: 'failed',
    failure: { mayRetry: true, message: expect.stringContaining('not approved yet') },
  });
  expect((await standing(page)).state).toBe('in-development');
});

test('R171: once the app is approved, somebody without a role on it is answered like anybody', async () => {
  const page = await wholePage();
  await desk.control('PATCH', '/settings', { access: 'standard' });
  await probe(page);
  expect((await standing(page)).state).toBe('in-development');
  await desk.control('PATCH', '/settings', { access: 'advanced' });
  await probe(page);
  const reply = await queueReply(page);
  await desk.worker().drain();
  expect(await reply.status()).toMatchObject({ status: 'sent', failure: null });
  expect((await reply.chat.received()).map(({ text }) => text)).toEqual(['Yes, it is.']);
});

test('a page that heard nothing for longer than was set is silent, once, until something comes', async () => {
  const page = await wholePage();
  await desk.db
    .updateTable('page')
    .set({ settings: JSON.stringify({ health: { silentAfterHours: 3 } }), lastWebhookAt: desk.clock.now() })
    .where('id', '=', page.id)
    .execute();
  await probe(page);
  expect((await standing(page)).state).toBe('connected');
  desk.advance(3 * hour + 1);
  await probe(page);
  await probe(page);
  expect((await standing(page)).state).toBe('silent');
  expect(await mailsOf(page)).toHaveLength(1);
  await desk.db
    .updateTable('page')
    .set({ lastWebhookAt: desk.clock.now() })
    .where('id', '=', page.id)
    .execute();
  await probe(page);
  expect((await standing(page)).state).toBe('connected');
});

test('of a silence who leads the page’s department is told too, in the app and by one mail each; the night is none (N26, K10)', async () => {
  const page = await wholePage();
  const lead = await desk.user('supervisor', [page.departmentId]);
  const member = { departmentId: page.departmentId, userId: lead.userId };
  await desk.db.insertInto('departmentMember').values(member).execute();
  const stranger = await desk.user('supervisor', [await desk.department()]);
  const hoursId = desk.newId();
  const hour24 = (ms: number) => new Date(desk.clock.now().getTime() + ms).toISOString().slice(11, 16);
  // Open from three hours before now to one hour after: the rest of the day nobody is expected to write.
  const [from, to] = [hour24(-3 * hour), hour24(hour)];
  const weekly = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ day: weekday, from, to }));
  await desk.db
    .insertInto('operatingHours')
    .values({
      id: hoursId,
      name: `Hours ${hoursId}`,
      timeZone: 'UTC',
      weekly: JSON.stringify(weekly),
      holidays: '[]',
      createdAt: desk.clock.now(),
    })
    .execute();
  const settings = JSON.stringify({ health: { silentAfterHours: 2 } });
  await desk.db
    .updateTable('page')
    .set({ settings, operatingHoursId: hoursId, lastWebhookAt: desk.clock.now() })
    .where('id', '=', page.id)
    .execute();
  // One of the two hours is today's, the other tomorrow's first.
  desk.advance(20 * hour);
  await probe(page);
  expect((await standing(page)).state).toBe('connected');
  desk.advance(2 * hour + minute);
  await probe(page);
  await probe(page);
  expect((await standing(page)).state).toBe('silent');
  expect((await mailsOf(page)).map(({ address }) => address).toSorted()).toEqual(
    [admin, lead].map(({ userId }) => `${userId}@desk.test`).toSorted(),
  );
  const silences = await desk.db
    .selectFrom('notice')
    .select(['userId', 'detail'])
    .where('kind', '=', 'page-silent')
    .where('departmentId', '=', page.departmentId)
    .execute();
  expect(silences.map(({ userId }) => userId).toSorted()).toEqual([admin.userId, lead.userId].toSorted());
  expect(silences.map(({ userId }) => userId)).not.toContain(stranger.userId);
  expect(silences[0]?.detail).toMatchObject({ hours: 2 });
});

test('H-T9, behaviour 84: before a key ends, who connected the page and administrators are told once for each step', async () => {
  const page = await wholePage();
  const connector = await desk.user('supervisor');
  const endsAt = new Date(desk.clock.now().getTime() + 16 * day);
  await desk.db
    .updateTable('page')
    .set({
      tokenExpiresAt: endsAt,
      tokenScopes: ['pages_messaging', 'pages_manage_metadata'],
      connectedBy: connector.userId,
      // Facebook is not asked again meanwhile: the dates are what counts here.
      tokenCheckedAt: new Date(endsAt.getTime() + 30 * day),
    })
    .where('id', '=', page.id)
    .execute();
  await lookAfter(page);
  const told: [number, number][] = [];
  for (const days of [15, 14.01, 14, 13, 7.01, 7, 6, 3, 2, 1, 0.5, 0]) {
    desk.advance(endsAt.getTime() - Math.round(days * day) - desk.clock.now().getTime());
    await desk.worker().drain();
    const { length } = await mailsOf(page);
    if (length !== (told.at(-1)?.[1] ?? 0)) told.push([days, length]);
  }
  expect(told).toEqual([
    [14, 2],
    [7, 4],
    [3, 6],
    [1, 8],
    [0, 10],
  ]);
  const addresses = new Set((await mailsOf(page)).map(({ address }) => address));
  expect([...addresses].toSorted()).toEqual(
    [`${connector.userId}@desk.test`, `${admin.userId}@desk.test`].toSorted(),
  );
  expect((await standing(page)).state).toBe('expired');
});

test('H-T9: steps that were slept through are not told after the event, whatever it is that ends', async () => {
  const page = await wholePage();
  await probe(page);
  const { dataAccessExpiresAt } = (await findPageHealth(desk.db, page.id)) ?? {};
  const leftMs = (dataAccessExpiresAt?.getTime() ?? 0) - desk.clock.now().getTime();
  desk.advance(leftMs - 2 * day);
  await probe(page);
  expect(await standing(page)).toMatchObject({ state: 'expiring', reason: expect.stringContaining('leave') });
  expect((await mailsOf(page)).map(({ subject }) => subject)).toEqual([
    expect.stringContaining('ends in three days'),
  ]);
  desk.advance(2 * day);
  await probe(page);
  expect((await mailsOf(page)).map(({ subject }) => subject)).toEqual([
    expect.stringContaining('ends in three days'),
    expect.stringContaining('no longer shown'),
  ]);
  // The token itself still sends.
  const reply = await queueReply(page);
  await desk.worker().drain();
  expect((await reply.status()).status).toBe('sent');
});

test('every connected page is looked after, once, and no page that was unsubscribed', async () => {
  const looked = await wholePage();
  const stopped = await wholePage();
  await desk.db.updateTable('page').set({ state: 'unsubscribed' }).where('id', '=', stopped.id).execute();
  await ensureProbes(desk.db, desk.clock.now());
  await ensureProbes(desk.db, desk.clock.now());
  const jobs = await desk.db.selectFrom('job').select('pageId').where('kind', '=', 'probe-page').execute();
  expect(jobs.filter(({ pageId }) => pageId === looked.id)).toHaveLength(1);
  expect(jobs.filter(({ pageId }) => pageId === stopped.id)).toEqual([]);
  // One that was stopped after its job was written ends it.
  await lookAfter(stopped);
  expect(await probe(stopped)).toBeUndefined();
  expect((await standing(stopped)).state).toBe('unsubscribed');
});

test('behaviour 22: an auth fault while a name is looked up flags the page, and is told once', async () => {
  const page = await wholePage();
  const chats = [await desk.chat({ page }), await desk.chat({ page })];
  await breakToken(page, 460);
  await change(desk.system, async (story) => {
    for (const { contactId } of chats) story.enqueue(fetchProfileJob({ id: contactId, pageId: page.id }));
  });
  await desk.worker().drain();
  expect((await standing(page)).state).toBe('expired');
  expect(await mailsOf(page)).toHaveLength(1);
});

test('a dead token that any other call meets flags the page as well', async () => {
  const page = await wholePage();
  const chat = await desk.chat({ page });
  await breakToken(page, 458);
  const again = await refreshThreadOwner(desk.system, chat.contactId);
  expect(again?.countsAsAttempt).toBe(false);
  expect(await standing(page)).toMatchObject({
    state: 'expired',
    reason: expect.stringContaining('app was removed'),
  });
});

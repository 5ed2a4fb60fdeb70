import { readdirSync, readFileSync } from 'node:fs';
import { beforeEach, describe, expect, test } from 'vitest';
import { meta, readConversation, useIntake } from '../../testing/intake.ts';

const intake = useIntake();
let page: string;
let pageId: string;
let pages = 0;
beforeEach(async () => {
  page = `7003${pages++}`;
  pageId = await intake.page(page);
});
const who = () => ({ psid: '28', page });
const read = () => readConversation(intake, pageId);
const send = (...attachments: object[]) => intake.tell(meta.message('m1', null, 1, who(), { attachments }));
const media = (type: string, url = `https://cdn.example/${type}`) => ({ type, payload: { url } });

describe('attachments', () => {
  test('media wait for our own copy, each with a job of its own (behaviours 33, 34)', async () => {
    await send(
      media('image'),
      media('video'),
      media('audio'),
      media('file', 'https://cdn.example/f/Order%207.pdf?x=1'),
    );
    const { attachments, conversation } = await read();
    expect(attachments.map((a) => [a.position, a.kind, a.state, a.sourceUrl, a.link])).toEqual([
      [0, 'image', 'pending', 'https://cdn.example/image', null],
      [1, 'video', 'pending', 'https://cdn.example/video', null],
      [2, 'audio', 'pending', 'https://cdn.example/audio', null],
      [3, 'file', 'pending', 'https://cdn.example/f/Order%207.pdf?x=1', null],
    ]);
    expect(attachments[3]?.name).toBe('Order 7.pdf');
    const jobs = await intake.db
      .selectFrom('job')
      .select('uniqueKey')
      .where('kind', '=', 'download-attachment')
      .where('pageId', '=', pageId)
      .orderBy('id')
      .execute();
    expect(jobs).toEqual(attachments.map((a) => ({ uniqueKey: `download-attachment:${a.id}` })));
    expect(conversation.lastMessage).toMatchObject({ kind: 'image', text: '' });
  });

  test('a place keeps its coordinates (behaviour 32)', async () => {
    await send({ type: 'location', title: 'Here', payload: { coordinates: { lat: 48.25, long: 16.5 } } });
    expect((await read()).attachments).toMatchObject([
      { kind: 'location', latitude: 48.25, longitude: 16.5, state: 'none' },
    ]);
  });

  test.each([
    ['share', { url: 'https://www.facebook.com/p/1' }],
    ['post', { url: 'https://www.facebook.com/p/1', title: 'A post', id: 5 }],
    ['reel', { url: 'https://www.facebook.com/p/1', title: 'A reel', reel_video_id: 5 }],
    ['fallback', { url: 'https://www.facebook.com/p/1', title: 'A page' }],
    ['story_mention', { url: 'https://www.facebook.com/p/1' }],
  ])('a %s is a link to look at, never a download (behaviour 36)', async (type, payload) => {
    await send({ type, payload });
    const { attachments, conversation } = await read();
    expect(attachments).toMatchObject([
      { kind: 'link', rawType: type, link: 'https://www.facebook.com/p/1', state: 'none' },
    ]);
    expect(conversation.lastMessage).toMatchObject({ kind: 'link' });
  });

  test.each([
    { type: 'fallback', payload: null, title: null, url: null },
    { type: 'fallback', payload: { url: 'javascript:alert(1)' } },
    { type: 'template', payload: { template_type: 'generic', elements: [] } },
    { type: 'image', payload: {} },
    { type: 'ephemeral' },
    { payload: { url: 7 } },
    {},
  ])('%o does no harm and is no download (behaviour 36)', async (attachment) => {
    await send(attachment);
    const { attachments } = await read();
    expect(attachments).toMatchObject([{ state: 'none', link: null }]);
    expect(intake.failures).toEqual([]);
  });

  test('a sticker that comes as picture and sticker is shown once, as a sticker (behaviour 37)', async () => {
    const url = 'https://cdn.example/sticker';
    await send(
      { type: 'image', payload: { url, sticker_id: 369239263222822 } },
      { type: 'sticker', payload: { url, sticker_id: '369239263222822' } },
    );
    expect((await read()).attachments).toMatchObject([{ kind: 'sticker', position: 0 }]);
  });

  test('a type never seen is a neutral card with its raw type and its payload (behaviour 38)', async () => {
    await send({ type: 'hologram', payload: { depth: 3 } }, media('image'));
    const { attachments, conversation } = await read();
    expect(attachments).toMatchObject([
      { kind: 'unknown', rawType: 'hologram', payload: { depth: 3 }, state: 'none' },
      { kind: 'image', state: 'pending' },
    ]);
    expect(conversation.lastMessage).toMatchObject({ kind: 'unsupported' });
  });

  test('a thousand of them in one message are bounded (behaviour 114)', async () => {
    await send(...Array.from({ length: 1_000 }, (_, i) => media('image', `https://cdn.example/${i}`)));
    expect((await read()).attachments).toHaveLength(100);
  });
});

test('every shape that Meta documents is applied without a failure, together and again', async () => {
  await intake.page('700100200300401');
  const folder = new URL('../../facebook/webhook/fixtures/', import.meta.url);
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
  const bodies = names.map((name) => readFileSync(new URL(name, folder)));
  await intake.deliver(...bodies);
  await intake.apply();
  expect(intake.failures).toEqual([]);
  const count = async () => ({
    messages: (await intake.db.selectFrom('message').select('id').execute()).length,
    aside: (await intake.db.selectFrom('setAside').select('id').execute()).length,
  });
  const before = await count();
  expect(before.messages).toBeGreaterThan(20);
  await intake.deliver(...bodies.toReversed());
  await intake.apply();
  expect(await count()).toEqual(before);
  expect(await intake.db.selectFrom('inboundEvent').selectAll().execute()).toEqual([]);
});

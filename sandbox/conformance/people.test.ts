import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { setStage, type Stage } from './stage.ts';

type Acted = { mid: string; timestamp: number; message: Record<string, unknown> };

describe('a person', () => {
  let stage: Stage;
  let psid: string;
  let pageId: string;
  let thread: string;

  beforeEach(async () => {
    stage = await setStage();
    const elena = stage.person('Elena Marković');
    psid = elena.psid;
    pageId = stage.demo.pageId;
    thread = `/_sim/threads/${pageId}/${elena.id}`;
  });
  afterEach(() => stage.close());

  const act = (name: string, body: object = {}) => stage.control<Acted>(`POST ${thread}/${name}`, body);
  /** The newest messaging object that came, less who it is from. */
  const heard = async () => {
    await stage.settle();
    const { sender, recipient, ...event } = stage.received.at(-1)?.events.at(-1) ?? {};
    expect([sender, recipient]).toEqual([{ id: psid }, { id: pageId }]);
    return event;
  };
  const reply = async (message: object, more: object = {}) => {
    const { body } = await stage.graph('POST /me/messages', { recipient: { id: psid }, message, ...more });
    await stage.settle();
    return String(body['message_id']);
  };

  it('quotes, and taps a quick reply', async () => {
    await act('messages', { text: 'Could you come on Saturday?' });
    const asked = await reply({
      text: 'When?',
      quick_replies: [{ content_type: 'text', title: '9 to 12', payload: 'AM' }],
    });
    const { mid, timestamp } = await act('messages', {
      text: '9 to 12',
      quickReply: { payload: 'AM' },
      replyTo: asked,
    });
    expect(await heard()).toEqual({
      timestamp,
      message: {
        mid,
        text: '9 to 12',
        quick_reply: { payload: 'AM' },
        reply_to: { mid: asked, is_self_reply: false },
      },
    });
  });

  it('sends files, which are to be had for three days under a signed link', async () => {
    const { message } = await act('messages', {
      attachments: [
        { type: 'image', sample: true },
        { type: 'audio', sample: true },
        {
          type: 'file',
          base64: Buffer.from('a,b').toString('base64'),
          mimeType: 'text/csv',
          name: 'list 1.csv',
        },
      ],
    });
    const { attachments } = (await heard())['message'] as {
      attachments: { type: string; payload: { url: string } }[];
    };
    expect(attachments.map(({ type }) => type)).toEqual(['image', 'audio', 'file']);
    expect(message).toMatchObject({
      attachments: [{ mimeType: 'image/png' }, { mimeType: 'audio/wav' }, { sizeBytes: 3 }],
    });
    const url = attachments[2]?.payload.url ?? '';
    expect(url).toContain('/list%201.csv?oh=');
    const fresh = await fetch(url);
    expect([fresh.status, fresh.headers.get('content-type'), await fresh.text()]).toEqual([
      200,
      'text/csv',
      'a,b',
    ]);
    const part = await fetch(url, { headers: { range: 'bytes=1-1' } });
    expect([part.status, await part.text()]).toEqual([206, ',']);
    expect((await fetch(url.replace('oh=', 'oh=0'))).status).toBe(403);
    stage.time.advance(3 * 24 * 3_600_000 + 1_000);
    const stale = await fetch(url);
    expect([stale.status, await stale.text()]).toEqual([403, 'URL signature expired']);
  });

  it('sends bytes that were put down before', async () => {
    const file = await stage.control<{ fileId: string }>('POST /_sim/files?name=slip.json', { any: 'thing' });
    const { message } = await act('messages', { attachments: [{ type: 'file', fileId: file.fileId }] });
    expect(message).toMatchObject({ attachments: [{ name: 'slip.json', mimeType: 'application/json' }] });
  });

  it.each<[string, object, object]>([
    [
      'a thumbs-up',
      { type: 'like' },
      { type: 'sticker', payload: { url: expect.any(String), sticker_id: 369239263222822 } },
    ],
    [
      'a place',
      { type: 'location', lat: 52.09, long: 5.12 },
      {
        type: 'location',
        title: expect.any(String),
        url: expect.any(String),
        payload: { coordinates: { lat: 52.09, long: 5.12 } },
      },
    ],
    [
      'a link preview',
      { type: 'fallback', url: 'https://a.example', title: 'A' },
      { type: 'fallback', payload: { url: 'https://a.example', title: 'A' } },
    ],
    ['an empty preview', { type: 'fallback' }, { type: 'fallback', payload: {} }],
    [
      'a reel',
      { type: 'reel' },
      {
        type: 'reel',
        payload: { url: expect.any(String), title: expect.any(String), reel_video_id: expect.any(Number) },
      },
    ],
    [
      'a post',
      { type: 'post' },
      {
        type: 'post',
        payload: { url: expect.any(String), title: expect.any(String), id: expect.any(Number) },
      },
    ],
    [
      'a share',
      { type: 'share', url: 'https://a.example' },
      { type: 'share', payload: { url: 'https://a.example', title: expect.any(String) } },
    ],
    [
      'something new',
      { type: 'raw', raw: { type: 'hologram', payload: { depth: 3 } } },
      { type: 'hologram', payload: { depth: 3 } },
    ],
  ])('sends %s', async (_name, attachment, expected) => {
    await act('messages', { attachments: [attachment] });
    expect(((await heard())['message'] as { attachments: unknown[] }).attachments).toEqual([expected]);
  });

  it('sends a sticker in the form of the day', async () => {
    const forms = async (settings: object) => {
      await stage.control('PATCH /_sim/settings', settings);
      await act('messages', { attachments: [{ type: 'sticker', stickerId: '144884852352448' }] });
      const { attachments } = (await heard())['message'] as {
        attachments: { type: string; payload: { sticker_id: unknown } }[];
      };
      return attachments.map(({ type, payload }) => [type, payload.sticker_id]);
    };
    expect(await forms({ stickerForm: 'both' })).toEqual([
      ['sticker', 144884852352448],
      ['image', 144884852352448],
    ]);
    expect(await forms({ stickerForm: 'image', stickerId: 'string' })).toEqual([
      ['image', '144884852352448'],
    ]);
  });

  it('sends what the API cannot express', async () => {
    const { mid, timestamp } = await act('messages', { unsupported: true });
    expect(await heard()).toEqual({ timestamp, message: { mid, is_unsupported: true } });
  });

  it('reacts, and takes it back', async () => {
    const { mid } = await act('messages', { text: 'Hello' });
    const { timestamp } = await act('reaction', { mid, emoji: '😆' });
    expect(await heard()).toEqual({
      timestamp,
      reaction: { mid, action: 'react', reaction: 'smile', emoji: '😆' },
    });
    await act('reaction', { mid, action: 'unreact' });
    expect(await heard()).toMatchObject({ reaction: { action: 'unreact', reaction: 'smile', emoji: '😆' } });
    await stage.control('PATCH /_sim/settings', { unreactWithEmoji: false });
    await act('reaction', { mid });
    await act('reaction', { mid, action: 'unreact' });
    expect(await heard()).toEqual({ timestamp, reaction: { mid, action: 'unreact' } });
    await expect(act('reaction', { mid, action: 'unreact' })).rejects.toThrow(/409/);
  });

  it('edits a message up to five times, and unsends it', async () => {
    const { mid } = await act('messages', { text: 'Helo' });
    const { timestamp } = await act('edit', { mid, text: 'Hello' });
    expect(await heard()).toEqual({ timestamp, message_edit: { mid, text: 'Hello', num_edit: 1 } });
    await stage.control('PATCH /_sim/settings', { numEdit: 'string' });
    for (let i = 2; i <= 5; i += 1) await act('edit', { mid, text: `Hello ${i}` });
    expect(await heard()).toMatchObject({ message_edit: { num_edit: '5' } });
    await expect(act('edit', { mid, text: 'Hello 6' })).rejects.toThrow(/five times/);
    await act('unsend', { mid });
    expect(await heard()).toEqual({ timestamp, message: { mid, is_deleted: true } });
    const { messages } = await stage.control<{ messages: object[] }>(`GET ${thread}`);
    expect(messages[0]).toMatchObject({ unsent: true, attachments: [] });
    expect(messages[0]).not.toHaveProperty('text');
  });

  it('comes by an m.me link: with the first message in a new thread, as an event of its own in an old one', async () => {
    await act('referral', { ref: 'spring' });
    await stage.settle();
    expect(stage.received).toEqual([]);
    await act('messages', { text: 'Hello' });
    const referral = { source: 'SHORTLINK', type: 'OPEN_THREAD', ref: 'spring' };
    expect(await heard()).toMatchObject({ message: { referral } });
    await act('messages', { text: 'Still there?' });
    expect((await heard())['message']).not.toHaveProperty('referral');
    const ad = {
      ref: 'lund_autumn',
      source: 'ADS',
      adId: '6071',
      adsContextData: { ad_title: 'Autumn desks' },
    };
    const { timestamp } = await act('referral', ad);
    expect(await heard()).toEqual({
      timestamp,
      referral: {
        source: 'ADS',
        type: 'OPEN_THREAD',
        ref: 'lund_autumn',
        ad_id: '6071',
        ads_context_data: { ad_title: 'Autumn desks' },
      },
    });
  });

  it('taps buttons, and Get Started where the page has it', async () => {
    const { mid, timestamp } = await act('postback', { getStarted: true });
    expect(await heard()).toEqual({
      timestamp,
      postback: { mid, title: 'Get Started', payload: 'GET_STARTED' },
    });
    await act('postback', { title: 'Hours', payload: 'HOURS', referral: { ref: 'x' } });
    expect(await heard()).toMatchObject({ postback: { title: 'Hours', referral: { ref: 'x' } } });
    await stage.graph('DELETE /me/messenger_profile?fields=get_started');
    await expect(act('postback', { getStarted: true })).rejects.toThrow(/400/);
  });

  it('receives and reads by watermarks', async () => {
    await act('messages', { text: 'Hello' });
    const mid = await reply({ text: 'Hello Elena' });
    const now = stage.time.nowMs();
    expect(await heard()).toEqual({ delivery: { mids: [mid], watermark: now } });
    await act('read');
    expect(await heard()).toEqual({ timestamp: now, read: { watermark: now } });
    await stage.control('PATCH /_sim/settings', { receiptMids: false, autoRead: true });
    await reply({ text: 'Anything else?' });
    const [delivery, read] = stage.received.slice(-2).map(({ events }) => events[0]);
    expect(delivery?.['delivery']).toEqual({ watermark: now });
    expect(read?.['read']).toEqual({ watermark: now });
  });

  it('is answered with an echo that bears the metadata of the call', async () => {
    await act('messages', { text: 'Hello' });
    await stage.control('PATCH /_sim/settings', { receipts: false });
    const mid = await reply({ text: 'Hello Elena', metadata: 'our-7' });
    expect(stage.received.at(-1)?.events[0]).toMatchObject({
      sender: { id: pageId },
      recipient: { id: psid },
      message: {
        mid,
        is_echo: true,
        app_id: Number(stage.demo.appId),
        metadata: 'our-7',
        text: 'Hello Elena',
      },
    });
  });

  it.each(['before', 'after', 'off'] as const)(
    'can be answered with the echo %s the answer',
    async (echo) => {
      await act('messages', { text: 'Hello' });
      await stage.settle();
      stage.received.length = 0;
      await stage.control('PATCH /_sim/settings', { echo, echoDelayMs: 1_000, receipts: false });
      await stage.graph('POST /me/messages', { recipient: { id: psid }, message: { text: 'Hello Elena' } });
      expect(stage.received).toHaveLength(echo === 'before' ? 1 : 0);
      stage.time.advance(1_000);
      await stage.settle();
      expect(stage.received).toHaveLength(echo === 'off' ? 0 : 1);
    },
  );

  it('is answered from Meta’s own inbox, which the desk hears as an echo of another app', async () => {
    await act('messages', { text: 'Hello' });
    await act('inbox-reply', { text: 'From my phone' });
    await stage.settle();
    expect(stage.received.at(-1)?.events[0]).toMatchObject({
      sender: { id: pageId },
      recipient: { id: psid },
      message: { is_echo: true, app_id: 263902037430900, text: 'From my phone' },
    });
  });

  it('sees the page type, its persona, its templates, and that it has read', async () => {
    await act('messages', { text: 'Hello' });
    const persona = await stage.graph('POST /me/personas', {
      name: 'Maya',
      profile_picture_url: 'https://a.example/m.png',
    });
    const recipient = { id: psid };
    const persona_id = persona.body['id'];
    await stage.graph('POST /me/messages', { recipient, sender_action: 'typing_on', persona_id });
    await stage.graph('POST /me/messages', { recipient, sender_action: 'mark_seen' });
    const seen = await stage.control<{ typing: object; readByPageAt: number }>(`GET ${thread}`);
    expect(seen.typing).toEqual({ page: true, personaName: 'Maya', person: false });
    expect(seen.readByPageAt).toBe(stage.time.nowMs());
    stage.time.advance(21_000);
    expect((await stage.control<{ typing: object }>(`GET ${thread}`)).typing).toEqual({
      page: false,
      person: false,
    });
    const payload = {
      template_type: 'button',
      text: 'Well?',
      buttons: [{ type: 'postback', title: 'Yes', payload: 'YES' }],
    };
    await reply({ attachment: { type: 'template', payload } }, { persona_id });
    const shown = await stage.control<{ messages: object[] }>(`GET ${thread}`);
    expect(shown.messages.at(-1)).toMatchObject({
      persona: { name: 'Maya' },
      attachments: [{ type: 'template', payload }],
    });
  });

  it('has another PSID on another page, and the same on the same after a new start', async () => {
    const other = await stage.control<{ id: string }>('POST /_sim/pages', { name: 'Outlet' });
    const { id } = stage.person('Elena Marković');
    const elsewhere = await stage.control<{ psid: string }>(`POST /_sim/threads/${other.id}/${id}/messages`, {
      text: 'Hi',
    });
    expect(elsewhere.psid).toMatch(/^\d{17}$/);
    expect(elsewhere.psid).not.toBe(psid);
    const { people, pages } = await stage.control<{ people: { psids: object }[]; pages: object[] }>(
      'POST /_sim/reset',
      {},
    );
    expect(pages).toHaveLength(1);
    expect(people).toContainEqual(
      expect.objectContaining({ name: 'Elena Marković', psids: { [pageId]: psid } }),
    );
    await act('messages', { text: 'Still connected' });
    expect(await heard()).toMatchObject({ message: { text: 'Still connected' } });
  });

  it('is not misunderstood: unknown fields and people are refused by name', async () => {
    await expect(act('messages', { txt: 'Hello' })).rejects.toThrow(/txt/);
    await expect(act('messages', {})).rejects.toThrow(/needs text or attachments/);
    await expect(stage.control(`POST /_sim/threads/${pageId}/1/messages`, { text: 'x' })).rejects.toThrow(
      /404.*person 1/,
    );
    await expect(stage.control('PATCH /_sim/settings', { ecco: 'off' })).rejects.toThrow(/ecco/);
    await expect(stage.control('PATCH /_sim/settings', { echo: 'never' })).rejects.toThrow(
      /after, before, race, off/,
    );
    await expect(stage.control('POST /_sim/nothing', {})).rejects.toThrow(/404/);
  });

  it('is not driven by pages from elsewhere', async () => {
    const ask = (origin: string) => fetch(`${stage.sandbox.url}/_sim/health`, { headers: { origin } });
    expect((await ask('https://evil.example')).status).toBe(403);
    const own = await ask('http://localhost:5173');
    expect([own.status, own.headers.get('access-control-allow-origin')]).toEqual([
      200,
      'http://localhost:5173',
    ]);
  });

  it('is watched live', async () => {
    const abort = new AbortController();
    const stream = await fetch(`${stage.sandbox.url}/_sim/live`, { signal: abort.signal });
    const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
    await act('messages', { text: 'Hello' });
    await stage.settle();
    let text = '';
    while (!text.includes('"state":"delivered"')) text += (await reader?.read())?.value ?? '';
    const types = [...text.matchAll(/data: \{"type":"(\w+)"/g)].map(([, type]) => type);
    expect(types.slice(0, 2)).toEqual(['hello', 'delivery']);
    expect(types).toContain('thread');
    abort.abort();
  });
});

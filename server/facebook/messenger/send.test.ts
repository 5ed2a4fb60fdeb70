import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { FakeClock } from '../../kit/clock.ts';
import { answerError, answerJson, stubGraph } from '../../testing/stub-graph.ts';
import { sendAction, type SendInput, sendMessage, uploadAttachment } from './send.ts';

const page = { pageId: '700100200300401', accessToken: 'token', appSecret: 'secret' };
const hello: SendInput = {
  recipient: { psid: '28' },
  content: { kind: 'text', text: 'Hello' },
  ground: { messagingType: 'RESPONSE' },
};
const sent = answerJson({ recipient_id: '28', message_id: 'm_1' });
const picture = (sizeBytes: number) => ({
  name: 'a.png',
  mimeType: 'image/png',
  sizeBytes,
  bytes: Buffer.alloc(Math.min(sizeBytes, 8)),
});

describe('sendMessage', () => {
  test('a text goes as a response, with everything that belongs to it', async () => {
    const { graph, seen } = await stubGraph(sent);
    const result = await sendMessage(graph, page, {
      ...hello,
      quickReplies: [{ title: 'Yes', payload: 'YES' }],
      replyToMid: 'm_0',
      metadata: 'our-id',
      personaId: '9',
    });
    expect(result).toEqual({ ok: true, messageId: 'm_1', recipientId: '28', attachmentId: null });
    expect(seen[0]).toMatchObject({
      method: 'POST',
      url: expect.objectContaining({ pathname: '/v26.0/700100200300401/messages' }),
    });
    expect(JSON.parse(seen[0]?.body ?? '')).toEqual({
      recipient: { id: '28' },
      messaging_type: 'RESPONSE',
      message: {
        text: 'Hello',
        quick_replies: [{ content_type: 'text', title: 'Yes', payload: 'YES' }],
        metadata: 'our-id',
      },
      reply_to: { mid: 'm_0' },
      persona_id: '9',
    });
  });

  test('what is not given stays away', async () => {
    const { graph, seen } = await stubGraph(sent);
    await sendMessage(graph, page, hello);
    expect(JSON.parse(seen[0]?.body ?? '')).toEqual({
      recipient: { id: '28' },
      messaging_type: 'RESPONSE',
      message: { text: 'Hello' },
    });
  });

  test('a human agent answers under the tag (behaviour 61)', async () => {
    const { graph, seen } = await stubGraph(sent);
    await sendMessage(graph, page, {
      ...hello,
      ground: { messagingType: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' },
    });
    expect(JSON.parse(seen[0]?.body ?? '')).toMatchObject({
      messaging_type: 'MESSAGE_TAG',
      tag: 'HUMAN_AGENT',
    });
  });

  test('a comment, a visitor post and a plugin visitor are written to by their own handles', async () => {
    const { graph, seen } = await stubGraph(sent);
    for (const recipient of [{ commentId: '900_901' }, { postId: '700_900' }, { userRef: 'v-7' }]) {
      await sendMessage(graph, page, { ...hello, recipient });
    }
    expect(seen.map(({ body }) => JSON.parse(body).recipient)).toEqual([
      { comment_id: '900_901' },
      { post_id: '700_900' },
      { user_ref: 'v-7' },
    ]);
  });

  test('a file goes as multipart, from memory or as a stream', async () => {
    const { graph, seen } = await stubGraph(sent);
    for (const bytes of [Buffer.from('pic'), Readable.from([Buffer.from('pic')])]) {
      const file = { name: 'Foto ü.png', mimeType: 'image/png', sizeBytes: 3, bytes };
      await sendMessage(graph, page, {
        ...hello,
        metadata: 'id',
        content: { kind: 'attachment', type: 'image', source: { file } },
      });
    }
    for (const { headers, body } of seen) {
      const form = await new Response(body, {
        headers: { 'content-type': headers['content-type'] ?? '' },
      }).formData();
      expect(form.get('recipient')).toBe('{"id":"28"}');
      expect(form.get('messaging_type')).toBe('RESPONSE');
      expect(JSON.parse(String(form.get('message')))).toEqual({
        attachment: { type: 'image', payload: {} },
        metadata: 'id',
      });
      const file = form.get('filedata');
      if (!(file instanceof File)) throw new Error('no file');
      expect([file.name, file.type, await file.text()]).toEqual(['Foto ü.png', 'image/png', 'pic']);
    }
  });

  test('a file that Meta has goes by its id, one on the web by its address', async () => {
    const { graph, seen } = await stubGraph(sent);
    for (const source of [{ attachmentId: '5' }, { url: 'https://desk.example/a.mp4' }]) {
      await sendMessage(graph, page, { ...hello, content: { kind: 'attachment', type: 'video', source } });
    }
    expect(seen.map(({ body }) => JSON.parse(body).message)).toEqual([
      { attachment: { type: 'video', payload: { attachment_id: '5' } } },
      { attachment: { type: 'video', payload: { url: 'https://desk.example/a.mp4' } } },
    ]);
  });

  const buttons = (count: number, more: object = {}) =>
    Array.from({ length: count }, () => ({ title: 'Yes', payload: 'Y', ...more }));
  test.each<[string, Partial<SendInput>]>([
    ['text-empty', { content: { kind: 'text', text: ' \n' } }],
    ['text-too-long', { content: { kind: 'text', text: 'x'.repeat(2001) } }],
    ['too-many-quick-replies', { quickReplies: buttons(14) }],
    ['quick-reply-empty', { quickReplies: buttons(1, { title: ' ' }) }],
    ['quick-reply-empty', { quickReplies: buttons(1, { payload: '' }) }],
    ['quick-reply-title-too-long', { quickReplies: buttons(1, { title: 'x'.repeat(21) }) }],
    ['quick-reply-payload-too-long', { quickReplies: buttons(1, { payload: 'x'.repeat(1001) }) }],
    ['metadata-too-long', { metadata: 'x'.repeat(1000) }],
    [
      'file-too-large',
      { content: { kind: 'attachment', type: 'image', source: { file: picture(8 * 1024 * 1024 + 1) } } },
    ],
    [
      'file-too-large',
      { content: { kind: 'attachment', type: 'file', source: { file: picture(25 * 1024 * 1024 + 1) } } },
    ],
    ['file-empty', { content: { kind: 'attachment', type: 'file', source: { file: picture(0) } } }],
  ])('%s: told, and no call is made (behaviours 51, 58)', async (limit, input) => {
    const { graph, seen } = await stubGraph(sent);
    expect(await sendMessage(graph, page, { ...hello, ...input })).toMatchObject({
      ok: false,
      broken: { limit },
    });
    expect(seen).toHaveLength(0);
  });

  test('what is just within the limits goes', async () => {
    const { graph, seen } = await stubGraph(sent);
    const text = 'x'.repeat(2000);
    const quickReplies = buttons(13, { title: 'x'.repeat(20), payload: 'x'.repeat(1000) });
    expect(
      await sendMessage(graph, page, {
        ...hello,
        content: { kind: 'text', text },
        quickReplies,
        metadata: 'x'.repeat(999),
      }),
    ).toMatchObject({ ok: true });
    expect(seen).toHaveLength(1);
  });

  test('a refusal is thrown as one', async () => {
    const { graph } = await stubGraph(answerError(10, 2018278));
    await expect(sendMessage(graph, page, hello)).rejects.toMatchObject({
      name: 'GraphRefused',
      code: 10,
      subcode: 2018278,
    });
  });

  test('an answer without a message id is no answer: perhaps sent (behaviour 53)', async () => {
    for (const answer of [{}, [], { message_id: null }, { result: 'ok' }]) {
      const { graph } = await stubGraph(answerJson(answer));
      await expect(sendMessage(graph, page, hello)).rejects.toMatchObject({
        name: 'GraphUnreachable',
        phase: 'after-send',
      });
    }
  });

  test("each send counts against the page's limit per second", async () => {
    const clock = new FakeClock();
    const { graph } = await stubGraph(sent, { clock });
    for (let i = 0; i < 10; i++) {
      await sendMessage(graph, page, {
        ...hello,
        content: { kind: 'attachment', type: 'video', source: { attachmentId: '5' } },
      });
    }
    expect(graph.rateLimit.nextAllowedAt(page.pageId, 'media').getTime()).toBeGreaterThan(
      clock.now().getTime(),
    );
    expect(graph.rateLimit.nextAllowedAt(page.pageId, 'text')).toEqual(clock.now());
  });
});

describe('uploadAttachment', () => {
  test('gives the id under which the file may be sent again', async () => {
    const { graph, seen } = await stubGraph(answerJson({ attachment_id: '6877' }));
    expect(await uploadAttachment(graph, page, { type: 'image', file: picture(8) })).toEqual({
      ok: true,
      attachmentId: '6877',
    });
    expect(seen[0]?.url.pathname).toBe('/v26.0/700100200300401/message_attachments');
    expect(seen[0]?.body).toContain('{"attachment":{"type":"image","payload":{"is_reusable":true}}}');
  });

  test('a file over the limit is told and not sent; an answer without an id is none', async () => {
    const { graph, seen } = await stubGraph(answerJson({}));
    expect(
      await uploadAttachment(graph, page, { type: 'image', file: picture(9 * 1024 * 1024) }),
    ).toMatchObject({ ok: false });
    expect(seen).toHaveLength(0);
    await expect(uploadAttachment(graph, page, { type: 'image', file: picture(8) })).rejects.toMatchObject({
      name: 'GraphUnreachable',
    });
  });
});

test('typing, seen and reactions go as sender actions without a message', async () => {
  const { graph, seen } = await stubGraph(answerJson({ recipient_id: '28' }));
  await sendAction(graph, page, '28', { action: 'typing_on' });
  await sendAction(graph, page, '28', { action: 'mark_seen' });
  await sendAction(graph, page, '28', { action: 'react', mid: 'm_1', emoji: '❤️' });
  await sendAction(graph, page, '28', { action: 'unreact', mid: 'm_1' });
  expect(seen.map(({ body }) => JSON.parse(body))).toEqual([
    { recipient: { id: '28' }, sender_action: 'typing_on' },
    { recipient: { id: '28' }, sender_action: 'mark_seen' },
    { recipient: { id: '28' }, sender_action: 'react', payload: { message_id: 'm_1', reaction: '❤️' } },
    { recipient: { id: '28' }, sender_action: 'unreact', payload: { message_id: 'm_1' } },
  ]);
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { setStage, type Stage } from './stage.ts';

describe('the Send API', () => {
  let stage: Stage;
  let psid: string;
  let thread: string;

  beforeAll(async () => {
    stage = await setStage();
    const marco = stage.person('Marco Bianchi');
    psid = marco.psid;
    thread = `/_sim/threads/${stage.demo.pageId}/${marco.id}`;
    await stage.control(`POST ${thread}/messages`, { text: 'Buongiorno' });
    await stage.control('PATCH /_sim/settings', { fetchAttachments: false });
  });
  afterAll(() => stage.close());

  const text = (value: string) => ({ message: { text: value } });
  const template = (payload: object) => ({ message: { attachment: { type: 'template', payload } } });
  const quickReplies = (count: number, more: object = {}) => ({
    message: {
      text: 'Choose',
      quick_replies: Array.from({ length: count }, (_, i) => ({
        content_type: 'text',
        title: `${i}`,
        payload: i,
        ...more,
      })),
    },
  });
  const media = (payload: object, type = 'image') => ({ message: { attachment: { type, payload } } });

  it.each<[string, object, [number, number?] | 'sent']>([
    ['2,000 characters', text('x'.repeat(2_000)), 'sent'],
    ['2,000 emoji', text('😀'.repeat(2_000)), 'sent'],
    ['2,001 characters', text('x'.repeat(2_001)), [100]],
    ['empty text', text(''), [100]],
    ['text of blanks', text('  \n'), [100]],
    ['no content', { message: {} }, [100]],
    ['no message', {}, [100]],
    [
      'text and attachment',
      { message: { text: 'a', attachment: { type: 'image', payload: { url: 'https://a.example' } } } },
      [100],
    ],
    ['message and action', { ...text('a'), sender_action: 'typing_on' }, [100, 2018014]],
    ['an unknown action', { sender_action: 'wave' }, [100]],
    ['an action in capitals', { sender_action: 'TYPING_ON' }, 'sent'],
    ['no recipient', { recipient: undefined, ...text('a') }, [100]],
    ['two recipients', { recipient: { id: '1', user_ref: 'x' }, ...text('a') }, [100]],
    ['an unknown person', { recipient: { id: '20000000000000001' }, ...text('a') }, [100, 2018001]],
    ['an unknown comment', { recipient: { comment_id: '900_901' }, ...text('a') }, [100, 2018292]],
    ['an unknown messaging type', { ...text('a'), messaging_type: 'SPAM' }, [100]],
    ['no messaging type', { ...text('a'), messaging_type: undefined }, 'sent'],
    ['metadata of 999 characters', { message: { text: 'a', metadata: 'm'.repeat(999) } }, 'sent'],
    ['metadata of 1,000 characters', { message: { text: 'a', metadata: 'm'.repeat(1_000) } }, [100]],
    ['13 quick replies, their payloads numbers', quickReplies(13), 'sent'],
    ['14 quick replies', quickReplies(14), [100]],
    ['a quick reply of a removed type', quickReplies(1, { content_type: 'location' }), [100]],
    ['a quick reply without title', quickReplies(1, { title: '' }), [100]],
    [
      'a quick reply with 1,001 characters of payload',
      quickReplies(1, { payload: 'p'.repeat(1_001) }),
      [100],
    ],
    ['a quick reply for the phone number', quickReplies(1, { content_type: 'user_phone_number' }), 'sent'],
    ['an attachment by address', media({ url: 'https://shop.example/a.png' }), 'sent'],
    ['an attachment without address', media({}), [100]],
    ['an attachment of an unknown type', media({ url: 'https://shop.example/a' }, 'hologram'), [100]],
    ['an unknown attachment id', media({ attachment_id: '123' }), [100, 2018074]],
    ['a sticker', { message: { sticker_id: '369239263222822' } }, 'sent'],
    [
      'a button template',
      template({
        template_type: 'button',
        text: 'a',
        buttons: [{ type: 'postback', title: 'b', payload: 'c' }],
      }),
      'sent',
    ],
    [
      'a button template with too long a title',
      template({
        template_type: 'button',
        text: 'a',
        buttons: [{ type: 'postback', title: 'b'.repeat(21), payload: 'c' }],
      }),
      [100],
    ],
    [
      'a button template without buttons',
      template({ template_type: 'button', text: 'a', buttons: [] }),
      [100],
    ],
    [
      'a generic template with nothing but a title',
      template({ template_type: 'generic', elements: [{ title: 'a' }] }),
      [100],
    ],
    ['an unknown template', template({ template_type: 'airline_checkin' }), [100]],
    ['an unknown persona', { ...text('a'), persona_id: '1' }, [100]],
    ['a reply to an unknown message', { ...text('a'), reply_to: { mid: 'm_nothing' } }, [100]],
  ])('answers %s as Meta does', async (_name, about, expected) => {
    const body = { recipient: { id: psid }, messaging_type: 'RESPONSE', ...about };
    const answer = await stage.graph('POST /me/messages', body);
    if (expected === 'sent') expect(answer.body).toMatchObject({ recipient_id: psid });
    else
      expect([answer.status, answer.body.error?.code, answer.body.error?.error_subcode]).toEqual([
        400,
        expected[0],
        expected[1],
      ]);
  });

  it('takes a form, a multipart body, a query string and a bearer token as well as JSON', async () => {
    const { graphUrl, pageAccessToken } = stage.demo;
    const recipient = JSON.stringify({ id: psid });
    const message = JSON.stringify({ text: 'Ciao' });
    const query = new URLSearchParams({ access_token: pageAccessToken, recipient, message });
    const upload = new FormData();
    upload.set('recipient', recipient);
    upload.set('message', JSON.stringify({ attachment: { type: 'image', payload: { is_reusable: true } } }));
    upload.set('filedata', new Blob(['bytes'], { type: 'image/png' }), 'desk.png');
    const authorization = `Bearer ${pageAccessToken}`;
    const answers = await Promise.all([
      fetch(`${graphUrl}/v26.0/me/messages?${query}`, { method: 'POST' }),
      fetch(`${graphUrl}/v26.0/me/messages`, { method: 'POST', body: query }),
      fetch(`${graphUrl}/v26.0/me/messages`, { method: 'POST', body: upload, headers: { authorization } }),
      fetch(`${graphUrl}/me/messages?access_token=${pageAccessToken}`, {
        method: 'POST',
        body: `{"recipient":{"id":${psid}},"message":{"text":"the id as a number"}}`,
      }),
    ]);
    const bodies = (await Promise.all(answers.map((answer) => answer.json()))) as Record<string, unknown>[];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(bodies[2]).toMatchObject({ attachment_id: expect.stringMatching(/^\d+$/) });
    const shown = await stage.control<{ messages: { attachments: { url: string }[] }[] }>(`GET ${thread}`);
    const url = shown.messages
      .flatMap(({ attachments }) => attachments)
      .find((file) => file.url?.includes('/desk.png'));
    expect(await (await fetch(url?.url ?? '')).text()).toBe('bytes');
  });

  it('leaves long digits in a text alone', async () => {
    const long = 'my number: 1234567890123456, "the \\ slash" [12345678901234567]';
    await stage.graph('POST /me/messages', { recipient: { id: psid }, message: { text: long } });
    const { messages } = await stage.control<{ messages: { text: string }[] }>(`GET ${thread}`);
    expect(messages.at(-1)?.text).toBe(long);
  });

  it('refuses an upload whose type is not what the message says', async () => {
    const upload = new FormData();
    upload.set('recipient', JSON.stringify({ id: psid }));
    upload.set('message', JSON.stringify({ attachment: { type: 'audio', payload: {} } }));
    upload.set('filedata', new Blob(['bytes'], { type: 'image/png' }), 'desk.png');
    const url = `${stage.demo.graphUrl}/v26.0/me/messages?access_token=${stage.demo.pageAccessToken}`;
    const answer = await fetch(url, { method: 'POST', body: upload });
    expect(await answer.json()).toMatchObject({ error: { code: 100, error_subcode: 2018047 } });
  });

  it('fetches an attachment from its address, or says why not', async () => {
    await stage.control('PATCH /_sim/settings', { fetchAttachments: true });
    const file = await stage.control<{ url: string }>('POST /_sim/files?name=note.txt', { any: 'bytes' });
    const ask = (type: string, url: string) =>
      stage.graph('POST /me/messages', { recipient: { id: psid }, ...media({ url }, type) });
    expect((await ask('file', file.url)).status).toBe(200);
    expect((await ask('image', file.url)).body.error?.error_subcode).toBe(2018047);
    expect((await ask('image', 'http://127.0.0.1:9/gone.png')).body.error?.error_subcode).toBe(2018008);
    await stage.control('PATCH /_sim/settings', { fetchAttachments: false });
  });

  it('lets an attachment id live 90 days and belong to one page', async () => {
    const uploaded = await stage.graph(
      'POST /me/message_attachments',
      media({ url: 'https://shop.example/a.png' }),
    );
    const attachment_id = String(uploaded.body['attachment_id']);
    const again = () =>
      stage.graph('POST /me/messages', { recipient: { id: psid }, ...media({ attachment_id }) });
    expect((await again()).status).toBe(200);
    stage.time.advance(91 * 24 * 3_600_000);
    await stage.control(`POST ${thread}/messages`, { text: 'Ancora qui' });
    expect((await again()).body.error?.error_subcode).toBe(2018074);
  });

  it('does not reach a person of another page, one who is away, or anybody from a restricted page', async () => {
    const other = await stage.control<{ accessToken: string }>('POST /_sim/pages', { name: 'Another shop' });
    const body = { recipient: { id: psid }, ...text('Hello') };
    const fromOther = await stage.graph('POST /me/messages', body, other.accessToken);
    expect(fromOther.body.error).toMatchObject({ code: 100, error_subcode: 2018001 });
    const { id } = stage.person('Marco Bianchi');
    await stage.control(`PATCH /_sim/people/${id}`, { unavailable: true });
    expect((await stage.graph('POST /me/messages', body)).body.error).toMatchObject({
      code: 551,
      error_subcode: 1545041,
    });
    await stage.control(`PATCH /_sim/people/${id}`, { unavailable: false });
    await stage.control(`PATCH /_sim/pages/${stage.demo.pageId}`, { restricted: true });
    expect((await stage.graph('POST /me/messages', body)).body.error).toMatchObject({
      code: 10,
      error_subcode: 1893063,
    });
    await stage.control(`PATCH /_sim/pages/${stage.demo.pageId}`, { restricted: false });
  });
});

import { MessengerClient } from 'messaging-api-messenger';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { setStage, type Stage } from './stage.ts';

describe('what a page sends besides text, by messaging-api-messenger', () => {
  let stage: Stage;
  let client: MessengerClient;
  let elena: { id: string; psid: string };
  let thread: string;

  beforeEach(async () => {
    stage = await setStage();
    client = new MessengerClient({
      accessToken: stage.demo.pageAccessToken,
      version: '26.0',
      origin: stage.demo.graphUrl,
    });
    elena = stage.person('Elena Marković');
    thread = `/_sim/threads/${stage.demo.pageId}/${elena.id}`;
    await stage.control(`POST ${thread}/messages`, { text: 'Hello' });
    await stage.control('PATCH /_sim/settings', { fetchAttachments: false });
  });
  afterEach(() => stage.close());

  const template = (payload: object) => client.sendTemplate(elena.psid, payload as never);
  const shown = async () => {
    const { messages } = await stage.control<{ messages: Record<string, unknown>[] }>(`GET ${thread}`);
    return messages.at(-1) ?? {};
  };
  const heard = async () => {
    await stage.settle();
    return stage.received.at(-1)?.events.at(-1) ?? {};
  };
  const codeOf = (done: Promise<unknown>) =>
    done.then(
      () => 'done',
      (error: { response?: { data?: { error?: { code?: number } } } }) => error.response?.data?.error?.code,
    );

  const feedback = {
    templateType: 'customer_feedback',
    title: 'How did we do?',
    subtitle: 'It helps us',
    buttonTitle: 'Rate',
    feedbackScreens: [{ questions: [{ id: 'q1', type: 'csat', title: 'How happy are you?' }] }],
    businessPrivacy: { url: 'https://shop.example/privacy' },
    expiresInDays: 2,
  };

  it('generic, button and receipt templates stand on the phone', async () => {
    await client.sendGenericTemplate(elena.psid, [
      {
        title: 'Lund',
        subtitle: 'Oak',
        buttons: [{ type: 'postback', title: 'Order', payload: 'LUND' }],
      } as never,
    ]);
    expect(await shown()).toMatchObject({
      attachments: [
        { type: 'template', payload: { template_type: 'generic', elements: [{ title: 'Lund' }] } },
      ],
    });
    await client.sendButtonTemplate(elena.psid, 'Well?', [
      { type: 'postback', title: 'Yes', payload: 'YES' },
    ] as never);
    await client.sendReceiptTemplate(elena.psid, {
      recipientName: 'Elena Marković',
      orderNumber: '48213',
      currency: 'EUR',
      paymentMethod: 'iDEAL',
      summary: { totalCost: 240 },
    } as never);
    expect(await shown()).toMatchObject({ attachments: [{ payload: { order_number: '48213' } }] });
  });

  it('a media template leads to the file that was uploaded', async () => {
    const { attachmentId } = await client.uploadImage(Buffer.from('a picture'), {
      filename: 'desk.png',
      isReusable: true,
    } as never);
    await client.sendMediaTemplate(elena.psid, [{ mediaType: 'image', attachmentId }] as never);
    const { attachments } = (await shown()) as { attachments: { mediaUrl: string }[] };
    expect(await (await fetch(attachments[0]?.mediaUrl ?? '')).text()).toBe('a picture');
  });

  it('a question is answered once, before it expires', async () => {
    const { messageId: mid } = await template(feedback);
    await stage.control(`POST ${thread}/feedback`, { mid, answer: '4', followUp: 'Quick and kind' });
    expect(await heard()).toEqual({
      sender: { id: elena.psid },
      recipient: { id: stage.demo.pageId },
      messaging_feedback: {
        feedback_screens: [
          {
            screen_id: 0,
            questions: {
              q1: { type: 'csat', payload: '4', follow_up: { type: 'free_form', payload: 'Quick and kind' } },
            },
          },
        ],
      },
    });
    expect(await shown()).toMatchObject({ answer: '4' });
    await expect(stage.control(`POST ${thread}/feedback`, { mid, answer: '5' })).rejects.toThrow(
      /409.*before/,
    );
    const { messageId: second } = await template(feedback);
    stage.time.advance(2 * 24 * 3_600_000 + 1);
    await expect(stage.control(`POST ${thread}/feedback`, { mid: second, answer: '5' })).rejects.toThrow(
      /expired/,
    );
  });

  it('a question may come up to seven days later, with its own tag', async () => {
    stage.time.advance(6 * 24 * 3_600_000);
    expect(await codeOf(template(feedback))).toBe(10);
    const tagged = client.sendTemplate(
      elena.psid,
      feedback as never,
      {
        messagingType: 'MESSAGE_TAG',
        tag: 'CUSTOMER_FEEDBACK',
      } as never,
    );
    expect(await codeOf(tagged)).toBe('done');
  });

  it.each<[string, object]>([
    ['a question without privacy address', { businessPrivacy: {} }],
    ['a question that lasts too long', { expiresInDays: 8 }],
    ['a question of no kind', { feedbackScreens: [{ questions: [{ id: 'q1', type: 'stars' }] }] }],
    [
      'two questions',
      { feedbackScreens: [{ questions: [1, 2].map((id) => ({ id: `q${id}`, type: 'nps' })) }] },
    ],
    ['a title too long', { title: 'x'.repeat(66) }],
  ])('%s is refused', async (_name, change) => {
    expect(await codeOf(template({ ...feedback, ...change }))).toBe(100);
  });

  it('a coupon is taken, which opens the window', async () => {
    const { messageId: mid } = await template({
      templateType: 'coupon',
      title: '10 % off',
      couponCode: 'LUND10',
      payload: 'autumn',
    });
    await stage.control(`POST ${thread}/coupon`, { mid });
    expect(await heard()).toMatchObject({
      template: { type: 'coupon', payload: 'autumn', coupon_code: 'LUND10' },
    });
    expect(await codeOf(template({ templateType: 'coupon', title: '10 % off' }))).toBe(100);
  });

  it('an appointment is asked for by the person, its times in seconds', async () => {
    const startsAt = stage.time.nowMs() + 3_600_000;
    await stage.control(`POST ${thread}/messages`, {
      attachments: [{ type: 'appointment', startsAt, minutes: 45 }],
    });
    const { message } = (await heard()) as { message: { attachments: object[] } };
    expect(message.attachments).toEqual([
      {
        type: 'appointment_booking',
        payload: {
          booking_id: expect.stringMatching(/^\d+$/),
          status: 'requested',
          start_time: startsAt / 1000,
          end_time: startsAt / 1000 + 45 * 60,
          timezone: 'Europe/Amsterdam',
        },
      },
    ]);
  });

  it('a grid of pictures has two to six', async () => {
    const grid = (count: number) => ({
      templateType: 'image_grid',
      elements: [
        { title: 'New', images: Array.from({ length: count }, () => ({ url: 'https://a.example/1.png' })) },
      ],
    });
    expect(await codeOf(template(grid(2)))).toBe('done');
    expect(await codeOf(template(grid(1)))).toBe(100);
  });
});

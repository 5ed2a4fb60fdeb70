import sdk from 'facebook-nodejs-business-sdk';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { setStage, type Stage } from './stage.ts';

const { Comment, FacebookAdsApi, Page, PagePost } = sdk;

const dataOf = ({ _data }: { _data: Record<string, unknown> }) => _data;
const idOf = ({ _data }: { _data: Record<string, unknown> }) => String(_data['id']);

describe('posts and comments by facebook-nodejs-business-sdk', () => {
  let stage: Stage;
  let page: InstanceType<typeof Page>;
  let api: InstanceType<typeof FacebookAdsApi>;
  let elena: { id: string; name: string; psid: string };
  let postId: string;

  beforeEach(async () => {
    stage = await setStage();
    for (const [name, value] of [
      ['GRAPH', stage.demo.graphUrl],
      ['VERSION', 'v26.0'],
    ] as const) {
      Object.defineProperty(FacebookAdsApi, name, { get: () => value, configurable: true });
    }
    api = FacebookAdsApi.init(stage.demo.pageAccessToken, 'en_US', false);
    page = new Page(stage.demo.pageId, {}, undefined, api);
    elena = stage.person('Elena Marković');
    postId = idOf(await page.createFeed([], { message: 'New chairs are in' }));
  });
  afterEach(() => stage.close());

  const post = () => new PagePost(postId, {}, undefined, api);
  const commentNode = (id: string) => new Comment(id, {}, undefined, api);
  const byElena = async (text: string, more: object = {}) => {
    const body = { by: elena.id, text, ...more };
    const { id } = await stage.control<{ id: string }>(`POST /_sim/posts/${postId}/comments`, body);
    return id;
  };
  const changes = async () => {
    await stage.settle();
    return stage.received.flatMap((received) => received.changes.map(({ value }) => value));
  };
  const settled = async () => {
    await stage.settle();
    stage.received.length = 0;
  };

  it('shows who wrote with their picture where that is asked for, and nobody’s for who shows none', async () => {
    const comment = commentNode(await byElena('Do you ship?'));
    const from = async (fields: string) => dataOf(await comment.get([fields]))['from'];
    expect(await from('from')).toEqual({ id: expect.any(String), name: 'Elena Marković' });
    const shown = await from('from{id,name,picture}');
    expect(shown).toMatchObject({
      name: 'Elena Marković',
      picture: { data: { is_silhouette: false, url: expect.stringContaining('http') } },
    });
    await stage.control(`PATCH /_sim/people/${elena.id}`, { profile: 'name-only' });
    expect(await from('from{id,picture}')).toMatchObject({ picture: { data: { is_silhouette: true } } });
  });

  it('posts, reads the post back, changes and deletes it; each comes back as a webhook', async () => {
    expect(postId).toMatch(new RegExp(`^${stage.demo.pageId}_\\d+$`));
    expect(dataOf(await post().get(['message', 'from', 'status_type', 'permalink_url']))).toMatchObject({
      message: 'New chairs are in',
      from: { name: 'Harbour & Pine', id: stage.demo.pageId },
      status_type: 'mobile_status_update',
      permalink_url: expect.stringContaining('/posts/'),
    });
    await post().update([], { message: 'New chairs are here' });
    await post().delete([]);
    expect(await changes()).toMatchObject([
      { item: 'status', verb: 'add', from: { id: stage.demo.pageId } },
      { verb: 'edited', message: 'New chairs are here' },
      { verb: 'remove' },
    ]);
    await expect(post().get(['message'])).rejects.toMatchObject({
      response: { code: 100, error_subcode: 33 },
    });
  });

  it('lists the feed and visitors’ posts', async () => {
    await stage.control(`POST /_sim/pages/${stage.demo.pageId}/posts`, { by: elena.id, text: 'Hello!' });
    stage.time.advance(1_000);
    const feed = await page.getFeed(['message', 'from'], { limit: 2 });
    expect(feed.map(dataOf)).toMatchObject([
      { message: expect.any(String) },
      { message: expect.any(String) },
    ]);
    const visits = await page.getVisitorPosts(['message', 'from', 'can_reply_privately']);
    expect(visits.map(dataOf)).toEqual([
      expect.objectContaining({
        message: 'Hello!',
        from: { id: elena.psid, name: elena.name },
        can_reply_privately: true,
      }),
    ]);
  });

  it('reads comments: top level, the whole stream, by pages, newest first, counted', async () => {
    const first = await byElena('One');
    for (const text of ['Two', 'Three', 'Four']) {
      stage.time.advance(1_000);
      await byElena(text);
    }
    await byElena('One again', { replyTo: first });
    const messages = async (params: object) =>
      (await post().getComments(['message'], { ...params })).map(({ _data }) => _data['message']);
    expect(await messages({})).toEqual(['One', 'Two', 'Three', 'Four']);
    expect(await messages({ filter: 'stream' })).toContain('One again');
    expect(await messages({ order: 'reverse_chronological', limit: 1 })).toEqual(['Four']);
    let cursor = await post().getComments(['message'], { limit: 3 });
    const read = cursor.map(({ _data }) => _data['message']);
    while (cursor.hasNext()) {
      cursor = await cursor.next();
      read.push(...cursor.map(({ _data }) => _data['message']));
    }
    expect(read).toEqual(['One', 'Two', 'Three', 'Four']);
    const { body } = await stage.graph(
      `GET /${postId}?fields=comments.limit(1).filter(stream).summary(true){message,parent{id}}`,
    );
    expect(body['comments']).toMatchObject({
      data: [{ message: 'One' }],
      summary: { total_count: 5 },
      paging: { cursors: { after: expect.any(String) } },
    });
    expect((await commentNode(first).getComments(['message', 'parent'])).map(dataOf)).toMatchObject([
      { message: 'One again', parent: { id: first } },
    ]);
  });

  it('answers a comment, edits the answer, and hears of both as the page', async () => {
    const question = await byElena('Is it in stock?');
    await settled();
    const answer = idOf(await commentNode(question).createComment([], { message: `@[${elena.psid}] yes` }));
    await commentNode(answer).update([], { message: 'Yes, in oak' });
    expect(await changes()).toMatchObject([
      { verb: 'add', comment_id: answer, parent_id: question, message: 'Elena Marković yes' },
      { verb: 'edited', comment_id: answer, message: 'Yes, in oak', from: { id: stage.demo.pageId } },
    ]);
    expect(
      dataOf(await commentNode(answer).get(['message', 'can_hide', 'can_reply_privately', 'application'])),
    ).toMatchObject({
      message: 'Yes, in oak',
      can_hide: false,
      can_reply_privately: false,
      application: { id: stage.demo.appId },
    });
  });

  it('hides, shows, likes, and deletes a comment', async () => {
    const id = await byElena('First!');
    await settled();
    await commentNode(id).update([], { is_hidden: true });
    await commentNode(id).createLike([]);
    await commentNode(id).createLike([]);
    expect(
      dataOf(await commentNode(id).get(['is_hidden', 'user_likes', 'like_count', 'can_hide'])),
    ).toMatchObject({
      is_hidden: true,
      user_likes: true,
      like_count: 1,
      can_hide: true,
    });
    await commentNode(id).update([], { is_hidden: false });
    await commentNode(id).deleteLikes();
    await commentNode(id).delete([]);
    expect((await changes()).map(({ item, verb }) => `${String(item)} ${String(verb)}`)).toEqual([
      'comment hide',
      'reaction add',
      'comment unhide',
      'reaction remove',
      'comment remove',
    ]);
    await expect(commentNode(id).get(['id'])).rejects.toMatchObject({
      response: { code: 100, error_subcode: 33 },
    });
  });

  it('answers with a picture: from an address, or a photo uploaded before and not published', async () => {
    await stage.control('PATCH /_sim/settings', { fetchAttachments: false });
    const url = 'https://shop.example/lund.png';
    const photo = idOf(await page.createPhoto([], { url, published: false }));
    const id = idOf(await post().createComment([], { attachment_id: photo, message: 'Like this' }));
    expect(dataOf(await commentNode(id).get(['attachment']))['attachment']).toMatchObject({
      type: 'photo',
      media: { image: { src: url } },
    });
    const other = idOf(await post().createComment([], { attachment_url: url }));
    expect(dataOf(await commentNode(other).get(['message', 'attachment']))).toMatchObject({ message: '' });
    const gif = idOf(await post().createComment([], { attachment_share_url: 'https://gif.example/a' }));
    expect(dataOf(await commentNode(gif).get(['attachment']))).toMatchObject({
      attachment: { type: 'animated_image_share', url: 'https://gif.example/a' },
    });
  });

  it('bans and forgives', async () => {
    expect(dataOf(await page.createBlocked([], { psid: elena.psid }))).toMatchObject({ [elena.psid]: true });
    expect((await page.getBlocked(['id'])).map(idOf)).toEqual([elena.psid]);
    await page.deleteBlocked({ psid: elena.psid });
    expect(await page.getBlocked(['id'])).toHaveLength(0);
  });

  it('reads recommendations', async () => {
    const rating = { by: elena.id, text: 'Good chairs' };
    await stage.control(`POST /_sim/pages/${stage.demo.pageId}/ratings`, rating);
    expect(
      (await page.getRatings(['recommendation_type', 'review_text', 'reviewer'])).map(dataOf),
    ).toMatchObject([
      { recommendation_type: 'positive', review_text: 'Good chairs', reviewer: { id: elena.psid } },
    ]);
  });

  it.each<[string, (id: string) => [string, object | undefined], number, number | undefined]>([
    ['nothing said', () => [`POST /${'$POST'}/comments`, {}], 100, undefined],
    ['somebody else’s words', (id) => [`POST /${id}`, { message: 'No' }], 200, undefined],
    ['a post that is not there', () => ['GET /1_2', undefined], 100, 33],
    ['a field that does not exist', (id) => [`GET /${id}?fields=colour`, undefined], 100, undefined],
    [
      'a filter that does not exist',
      () => [`GET /${'$POST'}/comments?filter=best`, undefined],
      100,
      undefined,
    ],
    ['an old field', () => [`GET /${'$POST'}?fields=type`, undefined], 12, undefined],
    ['an edge that is not modelled', (id) => [`GET /${id}/insights`, undefined], 100, undefined],
  ])('refuses %s', async (_name, make, code, subcode) => {
    const [call, body] = make(await byElena('Is it in stock?'));
    const { body: answer } = await stage.graph(call.replace('$POST', postId), body);
    expect(answer.error).toMatchObject({ code, ...(subcode && { error_subcode: subcode }) });
  });

  it('refuses the same words again within ten minutes, with 506', async () => {
    await stage.graph(`POST /${postId}/comments`, { message: 'Yes' });
    const again = () => stage.graph(`POST /${postId}/comments`, { message: 'Yes' });
    expect((await again()).body.error).toMatchObject({ code: 506 });
    stage.time.advance(10 * 60_000);
    expect((await again()).body.error).toBeUndefined();
  });

  it('tells which scope is missing: 283 to read, 200 to write, and no names without the one for people', async () => {
    const id = await byElena('Is it in stock?');
    const token = async (scopes: string[]) =>
      (await stage.control<{ accessToken: string }>('POST /_sim/tokens', { kind: 'page', scopes }))
        .accessToken;
    const read = await stage.graph(`GET /${id}`, undefined, await token(['pages_messaging']));
    expect(read).toMatchObject({ status: 403, body: { error: { code: 283 } } });
    const reader = await token(['pages_read_engagement']);
    const nameless = await stage.graph(`GET /${id}?fields=from,message`, undefined, reader);
    expect(nameless.body).toEqual({ message: 'Is it in stock?', id });
    expect((await stage.graph('GET /me/visitor_posts', undefined, reader)).body).toEqual({ data: [] });
    const write = await stage.graph(`POST /${id}/comments`, { message: 'Yes' }, reader);
    expect(write).toMatchObject({ status: 403, body: { error: { code: 200 } } });
  });

  it('knows nothing of it with another page’s token, or a person’s', async () => {
    const id = await byElena('Is it in stock?');
    const other = await stage.control<{ id: string; accessToken: string }>('POST /_sim/pages', {
      name: 'Outlet',
    });
    for (const token of [other.accessToken, stage.demo.userAccessToken]) {
      const { body } = await stage.graph(`GET /${id}`, undefined, token);
      expect(body.error).toMatchObject({ code: 100, error_subcode: 33 });
    }
  });
});

describe('a private reply', () => {
  let stage: Stage;
  let charlotte: { id: string; name: string; psid: string };
  let commentId: string;

  beforeEach(async () => {
    stage = await setStage();
    charlotte = stage.person('Charlotte Bennett');
    const { id } = await stage.control<{ id: string }>(`POST /_sim/pages/${stage.demo.pageId}/posts`, {
      text: 'New chairs',
    });
    const comment = { by: charlotte.id, text: 'My order is late' };
    commentId = (await stage.control<{ id: string }>(`POST /_sim/posts/${id}/comments`, comment)).id;
  });
  afterEach(() => stage.close());

  const reply = (recipient: object = { comment_id: commentId }) =>
    stage.graph('POST /me/messages', { recipient, message: { text: 'Sorry! Which one?' } });

  it('reaches Messenger once, names the person, and opens no window until they answer', async () => {
    const { body } = await reply();
    expect(body).toEqual({ recipient_id: charlotte.psid, message_id: expect.stringMatching(/^m_/) });
    await stage.settle();
    expect(stage.received.flatMap(({ events }) => events)).toContainEqual(
      expect.objectContaining({
        message: expect.objectContaining({ is_echo: true, mid: body['message_id'] }),
      }),
    );
    const read = await stage.graph(`GET /${commentId}?fields=can_reply_privately,private_reply_conversation`);
    expect(read.body).toMatchObject({
      can_reply_privately: false,
      private_reply_conversation: { id: expect.stringMatching(/^t_/) },
    });
    expect((await reply()).body.error).toMatchObject({ code: 10900 });
    expect((await reply({ id: charlotte.psid })).body.error).toMatchObject({
      code: 10,
      error_subcode: 2018278,
    });
    const thread = `/_sim/threads/${stage.demo.pageId}/${charlotte.id}`;
    expect(await stage.control(`GET ${thread}`)).toMatchObject({ messages: [{ answers: commentId }] });
    await stage.control(`POST ${thread}/messages`, { text: 'Order 48213' });
    expect((await reply({ id: charlotte.psid })).body.error).toBeUndefined();
  });

  it('is one, however many ask for it at the same time', async () => {
    const answers = await Promise.all([reply(), reply(), reply()]);
    const codes = answers.map(({ body }) => body.error?.code);
    expect(codes.toSorted()).toEqual([10900, 10900, undefined]);
  });

  it('is open for seven days, the last moment included', async () => {
    stage.time.advance(7 * 24 * 3_600_000);
    const can = () => stage.graph(`GET /${commentId}?fields=can_reply_privately`);
    expect((await can()).body['can_reply_privately']).toBe(true);
    stage.time.advance(1);
    expect((await can()).body['can_reply_privately']).toBe(false);
    expect((await reply()).body.error).toMatchObject({ code: 10902 });
  });

  it('goes to no comment of another page, none that is gone, none of the page, and nobody banned', async () => {
    const own = await stage.graph(`POST /${commentId}/comments`, { message: 'In public, then' });
    expect((await reply({ comment_id: own.body['id'] })).body.error).toMatchObject({ code: 10903 });
    await stage.graph('POST /me/blocked', { psid: charlotte.psid });
    expect((await reply()).body.error).toMatchObject({ code: 10903 });
    await stage.graph('DELETE /me/blocked', { psid: charlotte.psid });
    const other = await stage.control<{ accessToken: string }>('POST /_sim/pages', { name: 'Outlet' });
    const recipient = { comment_id: commentId };
    const elsewhere = await stage.graph(
      'POST /me/messages',
      { recipient, message: { text: 'x' } },
      other.accessToken,
    );
    expect(elsewhere.body.error).toMatchObject({ code: 100, error_subcode: 2018292 });
    await stage.control(`DELETE /_sim/comments/${commentId}`);
    expect((await reply()).body.error).toMatchObject({ code: 100, error_subcode: 2018292 });
  });

  it('answers a visitor’s post as well', async () => {
    const visit = await stage.control<{ id: string }>(`POST /_sim/pages/${stage.demo.pageId}/posts`, {
      by: charlotte.id,
      text: 'Where is my order?',
    });
    expect((await reply({ post_id: visit.id })).body).toMatchObject({ recipient_id: charlotte.psid });
    expect((await reply({ post_id: visit.id })).body.error).toMatchObject({ code: 10900 });
  });
});

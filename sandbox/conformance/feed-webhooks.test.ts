import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { setStage, type Stage } from './stage.ts';

type Written = { id: string; createdAt: number };

describe('what happens on the page', () => {
  let stage: Stage;
  let pageId: string;
  let elena: { id: string; name: string; psid: string };
  let post: Written;

  beforeEach(async () => {
    stage = await setStage();
    pageId = stage.demo.pageId;
    elena = stage.person('Elena Marković');
    post = await stage.control<Written>(`POST /_sim/pages/${pageId}/posts`, {
      text: 'New chairs',
      silent: true,
    });
  });
  afterEach(() => stage.close());

  const comment = (body: object) => stage.control<Written>(`POST /_sim/posts/${post.id}/comments`, body);
  const byElena = (text: string, more: object = {}) => comment({ by: elena.id, text, ...more });
  /** The newest change that came. */
  const heard = async () => {
    await stage.settle();
    const { changes } = stage.received.at(-1) ?? {};
    expect(changes).toHaveLength(1);
    return changes?.[0]?.value ?? {};
  };
  const nowSeconds = () => Math.floor(stage.time.nowMs() / 1000);

  it('tells of a comment in the shape of Meta’s logs, entry time in seconds', async () => {
    const { id } = await byElena('Is it in stock?');
    const number = post.id.split('_')[1];
    expect(id).toMatch(new RegExp(`^${number}_\\d{15}$`));
    expect(await heard()).toEqual({
      from: { id: elena.psid, name: 'Elena Marković' },
      post: {
        id: post.id,
        status_type: 'mobile_status_update',
        is_published: true,
        updated_time: '2026-11-20T12:00:00+0000',
        permalink_url: `https://www.facebook.com/${pageId}/posts/${number}`,
        promotion_status: 'inactive',
      },
      message: 'Is it in stock?',
      post_id: post.id,
      comment_id: id,
      created_time: nowSeconds(),
      item: 'comment',
      parent_id: post.id,
      verb: 'add',
    });
    expect(stage.received.at(-1)?.changes[0]).toMatchObject({ field: 'feed', entryTime: nowSeconds() });
  });

  it('nests replies one level; what a nested reply names as its parent is a switch', async () => {
    const top = await byElena('Is it in stock?');
    const reply = await comment({ text: 'It is.', replyTo: top.id });
    expect(await heard()).toMatchObject({ comment_id: reply.id, parent_id: top.id, from: { id: pageId } });
    await byElena('Thanks!', { replyTo: reply.id });
    expect(await heard()).toMatchObject({ parent_id: top.id });
    await stage.control('PATCH /_sim/settings', { nestedParent: 'reply' });
    await byElena('Really.', { replyTo: reply.id });
    expect(await heard()).toMatchObject({ parent_id: reply.id });
  });

  it('tells of an edit, hiding and removal, with the words and the times that the switches say', async () => {
    const { id, createdAt } = await byElena('Is it in stok?');
    stage.time.advance(60_000);
    await stage.control(`PATCH /_sim/comments/${id}`, { text: 'Is it in stock?' });
    expect(await heard()).toMatchObject({
      verb: 'edited',
      message: 'Is it in stock?',
      created_time: createdAt / 1000,
    });
    await stage.control('PATCH /_sim/settings', { commentEditVerb: 'edit', changeTime: 'change' });
    await stage.control(`PATCH /_sim/comments/${id}`, { text: 'In stock?' });
    expect(await heard()).toMatchObject({ verb: 'edit', created_time: nowSeconds() });
    await stage.control(`PATCH /_sim/comments/${id}`, { hidden: true });
    expect(await heard()).toMatchObject({ verb: 'hide', comment_id: id });
    await stage.control(`PATCH /_sim/comments/${id}`, { hidden: false });
    expect(await heard()).toMatchObject({ verb: 'unhide' });
    await stage.control('PATCH /_sim/settings', { changeTime: 'none' });
    await stage.control(`DELETE /_sim/comments/${id}`);
    const removal = await heard();
    expect(removal).toMatchObject({ verb: 'remove', item: 'comment', comment_id: id, parent_id: post.id });
    expect(removal).not.toHaveProperty('message');
    expect(removal).not.toHaveProperty('created_time');
  });

  it('removes the replies with a comment, and tells of the comment alone', async () => {
    const top = await byElena('Is it in stock?');
    const reply = await comment({ text: 'It is.', replyTo: top.id });
    await stage.settle();
    stage.received.length = 0;
    await stage.control(`DELETE /_sim/comments/${top.id}`);
    await stage.settle();
    expect(stage.received).toHaveLength(1);
    const gone = await stage.graph(`GET /${reply.id}`);
    expect(gone.body.error).toMatchObject({ code: 100, error_subcode: 33 });
  });

  it('keeps the author back without the scope, or when told so; the page is always named', async () => {
    await stage.control('PATCH /_sim/settings', { feedFrom: 'never' });
    await byElena('Is it in stock?');
    expect(await heard()).not.toHaveProperty('from');
    await comment({ text: 'It is.' });
    expect(await heard()).toMatchObject({ from: { id: pageId, name: 'Harbour & Pine' } });
    await stage.control('PATCH /_sim/settings', { feedFrom: 'sender_id' });
    await byElena('Since when?');
    expect(await heard()).toMatchObject({ sender_id: elena.psid, sender_name: 'Elena Marković' });
    await stage.control('PATCH /_sim/settings', { feedFrom: 'granted' });
    await byElena('And until when?');
    expect(await heard()).toMatchObject({ from: { id: elena.psid } });
    stage.sandbox.world.setGrant({
      appId: stage.demo.appId,
      personId: stage.demo.admin.id,
      granted: ['pages_messaging'],
      declined: ['pages_read_user_content'],
      pageIds: null,
      revoked: false,
    });
    await byElena('Nobody knows me');
    expect(await heard()).not.toHaveProperty('from');
  });

  it('can know a commenter by another id than Messenger does', async () => {
    await stage.control('PATCH /_sim/settings', { commenterId: 'own' });
    await byElena('Is it in stock?');
    const { id } = (await heard())['from'] as { id: string };
    expect(id).toMatch(/^2\d{16}$/);
    expect(id).not.toBe(elena.psid);
  });

  it.each<[string, object, object]>([
    [
      'a picture',
      { attachment: { type: 'image', sample: true } },
      { photo: expect.stringContaining('/_cdn/') },
    ],
    ['a film', { attachment: { type: 'video', sample: true } }, { video: expect.stringContaining('/_cdn/') }],
  ])('tells of a comment that is %s alone, without a message', async (_name, body, expected) => {
    await comment({ by: elena.id, ...body });
    const value = await heard();
    expect(value).toMatchObject(expected);
    expect(value).not.toHaveProperty('message');
  });

  it.each<[string, object, object]>([
    ['a text', { text: 'Open on Saturday' }, { item: 'status', message: 'Open on Saturday', published: 1 }],
    [
      'a photo',
      { attachments: [{ type: 'image', sample: true }] },
      { item: 'photo', link: expect.stringContaining('/_cdn/'), photo_id: expect.any(Number) },
    ],
    [
      'two photos',
      { attachments: [1, 2].map(() => ({ type: 'image', sample: true })) },
      { item: 'status', photos: [expect.any(String), expect.any(String)] },
    ],
    [
      'a film',
      { attachments: [{ type: 'video', sample: true }] },
      { item: 'video', video_id: expect.any(Number) },
    ],
    ['a reel', { attachments: [{ type: 'video', sample: true }], reel: true }, { item: 'video' }],
    [
      'a link',
      { link: { url: 'https://shop.example/lund', title: 'Lund' } },
      { item: 'share', link: 'https://shop.example/lund', share_id: expect.any(Number) },
    ],
    ['a draft', { text: 'Soon', published: false }, { item: 'status', published: 0 }],
  ])('tells of %s that the page posts', async (_name, body, expected) => {
    await stage.control(`POST /_sim/pages/${pageId}/posts`, body);
    expect(await heard()).toMatchObject({ verb: 'add', from: { id: pageId }, ...expected });
  });

  it('tells of a visitor’s post, its new wording, and that it is gone', async () => {
    const visit = await stage.control<Written>(`POST /_sim/pages/${pageId}/posts`, {
      by: elena.psid,
      text: 'Lovely shop',
    });
    expect(await heard()).toMatchObject({ item: 'status', from: { id: elena.psid }, post_id: visit.id });
    await stage.control(`PATCH /_sim/posts/${visit.id}`, { text: 'Lovely shop!' });
    expect(await heard()).toMatchObject({ verb: 'edited', message: 'Lovely shop!' });
    await stage.control(`DELETE /_sim/posts/${visit.id}`);
    expect(await heard()).toMatchObject({ verb: 'remove', post_id: visit.id });
  });

  it('tells of reactions on posts and comments', async () => {
    const { id } = await byElena('Is it in stock?');
    const daniel = stage.person('Daniel Osei');
    const on = `POST /_sim/comments/${id}/reaction`;
    await stage.control(on, { by: daniel.id, type: 'care' });
    expect(await heard()).toEqual({
      reaction_type: 'care',
      from: { id: daniel.psid, name: 'Daniel Osei' },
      parent_id: id,
      comment_id: id,
      post_id: post.id,
      created_time: nowSeconds(),
      item: 'reaction',
      verb: 'add',
    });
    await stage.control(on, { by: daniel.id, type: 'love' });
    expect(await heard()).toMatchObject({ verb: 'edit', reaction_type: 'love' });
    await stage.control(on, { by: daniel.id, action: 'unreact' });
    expect(await heard()).toMatchObject({ verb: 'remove', reaction_type: 'love' });
    await stage.control(`POST /_sim/posts/${post.id}/reaction`, { by: daniel.id });
    const value = await heard();
    expect(value).toMatchObject({ parent_id: post.id, reaction_type: 'like' });
    expect(value).not.toHaveProperty('comment_id');
  });

  it('tells of mentions elsewhere, without an author, and of nothing else there', async () => {
    const text = `Sitting well thanks to @[${pageId}]`;
    const mention = await stage.control<Written>(`POST /_sim/pages/${pageId}/mentions`, {
      by: elena.id,
      text,
    });
    await stage.settle();
    expect(stage.received.at(-1)?.changes[0]).toEqual({
      entryTime: nowSeconds(),
      field: 'mention',
      value: {
        message: 'Sitting well thanks to Harbour & Pine',
        post_id: mention.id,
        created_time: nowSeconds(),
        item: 'post',
        verb: 'add',
      },
    });
    const inComment = { by: elena.id, text, item: 'comment' };
    const { id } = await stage.control<Written>(`POST /_sim/pages/${pageId}/mentions`, inComment);
    expect(await heard()).toMatchObject({ item: 'comment', comment_id: id });
    await stage.settle();
    const before = stage.received.length;
    await stage.control(`PATCH /_sim/comments/${id}`, { text: 'Sitting well' });
    await stage.settle();
    expect(stage.received).toHaveLength(before);
  });

  it('tells of recommendations', async () => {
    const rate = (body: object) =>
      stage.control(`POST /_sim/pages/${pageId}/ratings`, { by: elena.id, ...body });
    await rate({ text: 'Good chairs' });
    await stage.settle();
    expect(stage.received.at(-1)?.changes[0]).toMatchObject({
      field: 'ratings',
      value: {
        item: 'rating',
        verb: 'add',
        reviewer_id: elena.psid,
        reviewer_name: 'Elena Marković',
        review_text: 'Good chairs',
        recommendation_type: 'POSITIVE',
        open_graph_story_id: expect.any(Number),
      },
    });
    await rate({ recommends: false, text: 'One broke' });
    expect(await heard()).toMatchObject({ verb: 'edit', recommendation_type: 'NEGATIVE' });
    await rate({ recommends: null });
    expect(await heard()).toMatchObject({ verb: 'remove' });
  });

  it('marks names in a text, so that a comment of friends’ names alone can be told from a question', async () => {
    const daniel = stage.person('Daniel Osei');
    const { id } = await byElena(`@[${daniel.psid}]`);
    expect(await heard()).toMatchObject({ message: 'Daniel Osei' });
    const { body } = await stage.graph(`GET /${id}?fields=message,message_tags`);
    expect(body['message_tags']).toEqual([
      { id: daniel.psid, name: 'Daniel Osei', type: 'user', offset: 0, length: 11 },
    ]);
  });

  it('is said to nobody when it is silent, when the field is not subscribed, or the app reaches only its testers', async () => {
    await byElena('Is it in stock?', { silent: true });
    await stage.control('PATCH /_sim/settings', { access: 'standard' });
    await byElena('Is it?');
    await stage.control('PATCH /_sim/settings', { access: 'advanced' });
    await stage.graph('POST /me/subscribed_apps', { subscribed_fields: ['messages'] });
    await byElena('Hello?');
    await stage.settle();
    expect(stage.received).toEqual([]);
  });

  it('is refused to whom the page has banned', async () => {
    await stage.graph(`POST /me/blocked`, { psid: [elena.psid] });
    await expect(byElena('Is it in stock?')).rejects.toThrow(/409.*banned/);
  });

  it('is shown on the wall, and kept out of other pages', async () => {
    const top = await byElena('Is it in stock?');
    await comment({ text: 'It is.', replyTo: top.id });
    const wall = await stage.control<{ posts: { id: string; comments: object[] }[] }>(
      `GET /_sim/pages/${pageId}/wall`,
    );
    expect(wall.posts.find(({ id }) => id === post.id)?.comments).toMatchObject([
      { byName: 'Elena Marković', message: 'Is it in stock?', replies: [{ byName: 'Harbour & Pine' }] },
    ]);
    const other = await stage.control<{ id: string }>('POST /_sim/pages', { name: 'Outlet' });
    expect(await stage.control(`GET /_sim/pages/${other.id}/wall`)).toMatchObject({ posts: [] });
  });
});

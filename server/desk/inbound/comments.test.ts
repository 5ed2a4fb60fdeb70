import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { ana, ben, commentChange, feedChange } from '../../testing/feed.ts';
import { at, useIntake } from '../../testing/intake.ts';
import { readThread } from '../comments/read-thread.ts';

const intake = useIntake();
let pages = 0;

/** A page with what was told of it. */
async function aPage(more: { reopenHours?: number; comments?: object } = {}) {
  const facebookId = `7001002003${String(++pages).padStart(5, '0')}`;
  const id = await intake.page(facebookId, more);
  if (more.comments) {
    await intake.db
      .updateTable('page')
      .set({ settings: JSON.stringify({ comments: more.comments }) })
      .where('id', '=', id)
      .execute();
  }
  return { id, facebookId, asPage: { id: facebookId, name: 'Harbour & Pine' } };
}

async function tickets(pageId: string) {
  return intake.db
    .selectFrom('conversation')
    .innerJoin('contact', 'contact.id', 'conversation.contactId')
    .innerJoin('commentThread', 'commentThread.id', 'conversation.threadId')
    .select([
      'conversation.id',
      'conversation.kind',
      'conversation.mode',
      'conversation.status',
      'conversation.unreadCount',
      'conversation.waitingSince',
      'conversation.lastMessage',
      'conversation.previousId',
      'conversation.departmentId',
      'conversation.windowAnchorAt',
      'contact.name',
      'contact.identity',
      'commentThread.rootKey',
      'commentThread.postId',
    ])
    .where('conversation.pageId', '=', pageId)
    .orderBy('conversation.openedAt')
    .orderBy('commentThread.rootKey')
    .execute();
}

async function comments(pageId: string) {
  return intake.db
    .selectFrom('message')
    .innerJoin('comment', 'comment.messageId', 'message.id')
    .innerJoin('contact', 'contact.id', 'message.contactId')
    .select([
      'message.id',
      'message.conversationId',
      'message.mid',
      'message.text',
      'message.direction',
      'message.authorKind',
      'message.replyToMid',
      'message.replyToId',
      'message.edits',
      'message.unsentAt',
      'message.status',
      'comment.facebookId',
      'comment.history',
      'comment.isIgnored',
      'comment.origin',
      'contact.name',
      'contact.psid',
    ])
    .where('message.pageId', '=', pageId)
    .orderBy('message.at')
    .orderBy('message.mid')
    .execute();
}

async function jobsOf(pageId: string) {
  const rows = await intake.db
    .selectFrom('job')
    .select(['kind', 'payload'])
    .where('pageId', '=', pageId)
    .execute();
  return rows.map((row) => row.kind).toSorted();
}

test('H-T1 a comment makes a ticket, with its post asked for (behaviour 87)', async () => {
  const page = await aPage();
  await intake.tell(commentChange(page.facebookId, 1, { id: 901, text: 'Is it in stock?' }));
  const [ticket, ...more] = await tickets(page.id);
  expect(more).toEqual([]);
  expect(ticket).toMatchObject({
    kind: 'comment',
    // Also on a page of chats.
    mode: 'ticket',
    status: 'open',
    unreadCount: 1,
    name: 'Ana Lima',
    identity: 'commenter',
    rootKey: 'comment:901',
    windowAnchorAt: null,
    lastMessage: { text: 'Is it in stock?', direction: 'in' },
  });
  expect(ticket?.postId).not.toBeNull();
  expect(await jobsOf(page.id)).toEqual(['fetch-post', 'fetch-profile', 'identify']);
});

test('a comment under a reel, a live video or an ad makes a ticket as any other, and says what it stands under (K33)', async () => {
  const page = await aPage();
  const under = (post: number, status_type: string, is_published: boolean, address: string) =>
    commentChange(page.facebookId, post, {
      id: 1000 + post,
      post,
      text: 'Is it in stock?',
      more: {
        post: {
          id: `${page.facebookId}_${post}`,
          status_type,
          is_published,
          permalink_url: `https://www.facebook.com/${address}/${post}/`,
        },
      },
    });
  await intake.tell(
    under(1, 'added_video', true, 'reel'),
    under(2, 'live_video', true, 'shop/videos'),
    under(3, 'added_photos', false, 'shop/posts'),
    under(4, 'mobile_status_update', true, 'shop/posts'),
  );
  const { db, clock, bell, newId } = intake;
  const ctx = { db, clock, bell, newId, actor: { kind: 'system', name: 'test' } } as const;
  const contexts = await Promise.all((await tickets(page.id)).map(({ id }) => readThread(ctx, id)));
  expect(contexts.map(({ post }) => [post?.kind, post?.isPublished])).toEqual([
    ['reel', true],
    ['live', true],
    ['photo', false],
    [null, true],
  ]);
});

test('a comment told twice is one comment, and counts once (behaviour 119)', async () => {
  const page = await aPage();
  const told = commentChange(page.facebookId, 1, { id: 901, text: 'Hello' });
  await intake.tell(told, told);
  await intake.tell(told);
  expect(await comments(page.id)).toHaveLength(1);
  expect(await tickets(page.id)).toMatchObject([{ unreadCount: 1 }]);
});

test('H-T6 what the page itself says opens nothing, and is there once somebody asks (behaviour 88)', async () => {
  const page = await aPage();
  const own = { id: 901, text: 'New colours!', by: page.asPage };
  await intake.tell(commentChange(page.facebookId, 1, own), commentChange(page.facebookId, 1, own));
  expect(await tickets(page.id)).toEqual([]);
  expect(await comments(page.id)).toEqual([]);
  await intake.tell(
    commentChange(page.facebookId, 5, {
      id: 901,
      verb: 'edited',
      text: 'New colours today!',
      by: page.asPage,
    }),
    commentChange(page.facebookId, 9, { id: 905, parent: 901, text: 'Which?', by: ben }),
  );
  expect(await tickets(page.id)).toMatchObject([
    { status: 'open', name: 'Ben Otto', rootKey: 'comment:901' },
  ]);
  expect(await comments(page.id)).toMatchObject([
    { text: 'New colours today!', direction: 'out', authorKind: 'outside', status: 'sent' },
    { text: 'Which?', direction: 'in', replyToMid: 'comment:901' },
  ]);
});

test('a reply stands in its ticket with its parent, and an answer on Facebook ends the waiting (behaviour 89)', async () => {
  const page = await aPage();
  await intake.tell(
    commentChange(page.facebookId, 1, { id: 901, text: 'Is it in stock?' }),
    commentChange(page.facebookId, 60, { id: 905, parent: 901, text: 'And in blue?', by: ben }),
  );
  const [first, reply] = await comments(page.id);
  expect(reply?.conversationId).toBe(first?.conversationId);
  expect(reply?.replyToId).toBe(first?.id);
  expect(await tickets(page.id)).toMatchObject([{ name: 'Ana Lima', waitingSince: new Date(at(1)) }]);
  await intake.tell(
    commentChange(page.facebookId, 90, { id: 906, parent: 901, text: 'Yes!', by: page.asPage }),
  );
  expect(await tickets(page.id)).toMatchObject([{ waitingSince: null, lastMessage: { direction: 'out' } }]);
});

test('on a photo the parent of a top-level comment has another prefix than the post: numbers are compared (behaviour 115)', async () => {
  const page = await aPage();
  await intake.tell(
    commentChange(page.facebookId, 1, { id: 901, text: 'Nice', prefix: '122100000000000001' }),
    commentChange(page.facebookId, 2, { id: 902, text: 'Very', by: ben, prefix: '122100000000000001' }),
  );
  expect(await tickets(page.id)).toMatchObject([{ rootKey: 'comment:901' }, { rootKey: 'comment:902' }]);
});

test('a post is one post whether its id is composite or bare (behaviour 116)', async () => {
  const page = await aPage();
  await intake.tell(
    commentChange(page.facebookId, 1, { id: 901, text: 'a' }),
    commentChange(page.facebookId, 2, { id: 902, text: 'b', more: { post_id: '900' } }),
  );
  const [first, second] = await tickets(page.id);
  expect(second?.postId).toBe(first?.postId);
  const posts = await intake.db.selectFrom('post').selectAll().where('pageId', '=', page.id).execute();
  expect(posts).toHaveLength(1);
});

test('a comment on a post without text, and of a post nobody knows, is kept (behaviours 90 and 92)', async () => {
  const page = await aPage();
  await intake.tell(
    feedChange(page.facebookId, 0, {
      item: 'photo',
      verb: 'add',
      from: page.asPage,
      post_id: `${page.facebookId}_910`,
      published: 1,
    }),
    commentChange(page.facebookId, 1, { id: 901, post: 910, text: 'Lovely' }),
    commentChange(page.facebookId, 2, { id: 902, text: 'No post told', more: { post_id: undefined } }),
  );
  expect(await comments(page.id)).toMatchObject([{ text: 'Lovely' }, { text: 'No post told' }]);
  expect(await tickets(page.id)).toHaveLength(2);
});

test('H-T4 an edited comment shows its new words and keeps the old (behaviours 91 and 118)', async () => {
  const page = await aPage();
  await intake.tell(
    commentChange(page.facebookId, 1, { id: 901, text: 'Is it in stok?' }),
    commentChange(page.facebookId, 30, { id: 901, verb: 'edited', text: 'Is it in stock?' }),
  );
  expect(await comments(page.id)).toMatchObject([
    { text: 'Is it in stock?', edits: [{ text: 'Is it in stok?' }] },
  ]);
  expect(await tickets(page.id)).toMatchObject([
    { unreadCount: 1, lastMessage: { text: 'Is it in stock?' } },
  ]);
});

test('H-T5 a deleted comment is marked and kept, and nobody waits for it (behaviours 91 and 118)', async () => {
  const page = await aPage();
  await intake.tell(
    commentChange(page.facebookId, 1, { id: 901, text: 'Bad words' }),
    commentChange(page.facebookId, 30, { id: 901, verb: 'hide' }),
    commentChange(page.facebookId, 40, { id: 901, verb: 'unhide' }),
  );
  await intake.tell(commentChange(page.facebookId, 50, { id: 901, verb: 'remove' }));
  expect(await comments(page.id)).toMatchObject([
    {
      text: 'Bad words',
      unsentAt: new Date(at(50)),
      history: [{ verb: 'hide' }, { verb: 'unhide' }, { verb: 'remove' }],
    },
  ]);
  expect(await tickets(page.id)).toMatchObject([{ waitingSince: null, lastMessage: { text: '' } }]);
});

test('H-T7 with comments off nothing is stored, and counted', async () => {
  const page = await aPage({ comments: { enabled: false } });
  await intake.tell(
    commentChange(page.facebookId, 1, { id: 901, text: 'Hello' }),
    commentChange(page.facebookId, 2, { id: 902, text: 'Hello?', by: ben }),
  );
  expect(await tickets(page.id)).toEqual([]);
  for (const table of ['contact', 'post', 'earlyMark', 'setAside'] as const) {
    const column = table === 'setAside' ? 'facebookPageId' : 'pageId';
    const value = table === 'setAside' ? page.facebookId : page.id;
    const rows = await intake.db.selectFrom(table).selectAll().where(sql.ref(column), '=', value).execute();
    expect([table, rows]).toEqual([table, []]);
  }
  const skips = await intake.db.selectFrom('feedSkip').selectAll().where('pageId', '=', page.id).execute();
  expect(skips).toMatchObject([{ reason: 'comments-off', count: 2 }]);
});

test('H-T8 a reply in a ticket closed lately reopens it; closed long ago it is a new ticket that names the old one', async () => {
  const page = await aPage({ reopenHours: 1 });
  await intake.tell(commentChange(page.facebookId, 1, { id: 901, text: 'Is it in stock?' }));
  const close = () =>
    intake.db
      .updateTable('conversation')
      .set({ status: 'closed', closedAt: new Date(at(600)) })
      .where('pageId', '=', page.id)
      .execute();
  await close();
  await intake.tell(commentChange(page.facebookId, 1_800, { id: 902, parent: 901, text: 'Still?' }));
  expect(await tickets(page.id)).toMatchObject([{ status: 'open', previousId: null }]);
  await close();
  await intake.tell(
    commentChange(page.facebookId, 20_000, { id: 903, parent: 901, text: 'Hello?', by: ben }),
  );
  const [old, young] = await tickets(page.id);
  expect(old).toMatchObject({ status: 'closed', name: 'Ana Lima' });
  expect(young).toMatchObject({
    status: 'open',
    previousId: old?.id,
    rootKey: 'comment:901',
    name: 'Ben Otto',
  });
});

test('who is not named is a Facebook user, asked for, and named when Facebook tells', async () => {
  const page = await aPage();
  await intake.tell(commentChange(page.facebookId, 1, { id: 901, text: 'Hi', by: null }));
  expect(await tickets(page.id)).toMatchObject([{ name: null, identity: 'commenter' }]);
  expect(await jobsOf(page.id)).toEqual(['fetch-comment', 'fetch-post', 'identify']);
  await intake.tell(commentChange(page.facebookId, 1, { id: 901, text: 'Hi', by: ana }));
  expect(await tickets(page.id)).toMatchObject([{ name: 'Ana Lima', unreadCount: 1 }]);
  expect(await comments(page.id)).toMatchObject([{ psid: ana.id }]);
});

test.each(['first', 'last'])(
  'a visitor’s post that is told %s makes one ticket of it and what is said under it',
  async (when) => {
    const page = await aPage();
    const post = { item: 'status', verb: 'add', from: ana, post_id: `${page.facebookId}_920`, published: 1 };
    const said = feedChange(page.facebookId, 1, { ...post, message: 'My chair broke' });
    const under = [
      commentChange(page.facebookId, 5, { id: 921, post: 920, text: 'Mine too', by: ben }),
      commentChange(page.facebookId, 9, { id: 922, post: 920, parent: 921, text: 'When?', by: ana }),
    ];
    const told = when === 'first' ? [said, ...under] : [...under, said];
    for (const each of [...told, ...told]) await intake.tell(each);
    await intake.tell(commentChange(page.facebookId, 12, { id: 923, post: 920, text: 'Hello?', by: ben }));
    const rows = await tickets(page.id);
    expect(rows).toMatchObject([{ rootKey: 'post:920', name: 'Ana Lima', status: 'open', unreadCount: 4 }]);
    expect(rows[0]?.waitingSince).toEqual(new Date(at(1)));
    expect(
      (await comments(page.id)).map(({ text, conversationId }) => [text, conversationId === rows[0]?.id]),
    ).toEqual([
      ['My chair broke', true],
      ['Mine too', true],
      ['When?', true],
      ['Hello?', true],
    ]);
  },
);

test('a visitor’s post is a ticket of its own, and what is said under it stands in it', async () => {
  const page = await aPage();
  const post = { item: 'photo', verb: 'add', from: ana, post_id: `${page.facebookId}_910`, published: 1 };
  await intake.tell(
    feedChange(page.facebookId, 1, {
      ...post,
      message: 'Look what I bought',
      link: 'https://cdn.example/v.jpg',
    }),
    commentChange(page.facebookId, 5, { id: 911, post: 910, text: 'Wow', by: ben }),
    commentChange(page.facebookId, 9, { id: 912, post: 910, text: 'Thank you!', by: page.asPage }),
  );
  expect(await tickets(page.id)).toMatchObject([
    { rootKey: 'post:910', name: 'Ana Lima', waitingSince: null },
  ]);
  expect(await comments(page.id)).toMatchObject([
    { text: 'Look what I bought', origin: 'post' },
    { text: 'Wow', name: 'Ben Otto' },
    { text: 'Thank you!', direction: 'out' },
  ]);
});

test('where the page is named elsewhere there is a ticket', async () => {
  const page = await aPage();
  const value = {
    item: 'comment',
    verb: 'add',
    post_id: '800_801',
    comment_id: '801_802',
    message: 'Try them',
  };
  await intake.tell(feedChange(page.facebookId, 1, value, 'mention'));
  expect(await comments(page.id)).toMatchObject([
    { text: 'Try them', origin: 'mention', facebookId: '801_802' },
  ]);
});

test('emoji alone and friends’ names alone are kept, and are nobody’s work until they say something', async () => {
  const page = await aPage();
  await intake.tell(
    commentChange(page.facebookId, 1, { id: 901, text: '😍😍 ❤️' }),
    commentChange(page.facebookId, 2, {
      id: 902,
      text: 'Ben Otto',
      more: { message_tags: [{ id: ben.id, name: 'Ben Otto', offset: 0, length: 8 }] },
    }),
    commentChange(page.facebookId, 3, {
      id: 903,
      text: 'Ben Otto is this yours?',
      more: { message_tags: [{ id: ben.id, name: 'Ben Otto' }] },
    }),
  );
  expect(await tickets(page.id)).toMatchObject([
    { rootKey: 'comment:901', status: 'closed', unreadCount: 0, waitingSince: null },
    { rootKey: 'comment:902', status: 'closed', unreadCount: 0 },
    { rootKey: 'comment:903', status: 'open', unreadCount: 1 },
  ]);
  await intake.tell(
    commentChange(page.facebookId, 30, { id: 901, verb: 'edited', text: '😍 where can I buy it?' }),
  );
  expect((await tickets(page.id))[0]).toMatchObject({
    status: 'open',
    unreadCount: 1,
    waitingSince: new Date(at(1)),
  });
});

test('a comment with one of the page’s words is a ticket, and is to be hidden', async () => {
  const page = await aPage({ comments: { hideWords: ['Half Price'] } });
  await intake.tell(
    commentChange(page.facebookId, 1, { id: 901, text: 'I sell it HALF-PRICE, write me' }),
    commentChange(page.facebookId, 2, { id: 902, text: 'half of it', by: ben }),
  );
  expect((await jobsOf(page.id)).filter((kind) => kind === 'hide-by-rule')).toHaveLength(1);
  expect(await tickets(page.id)).toMatchObject([{ status: 'open' }, { status: 'open' }]);
});

test('reactions stand on their comment, the newest of each person', async () => {
  const page = await aPage();
  const react = (when: number, by: { id: string }, verb: string, reaction: string) =>
    feedChange(page.facebookId, when, {
      item: 'reaction',
      verb,
      reaction_type: reaction,
      from: by,
      post_id: `${page.facebookId}_900`,
      comment_id: '900_901',
      created_time: undefined,
    });
  await intake.tell(
    react(5, ben, 'add', 'love'),
    commentChange(page.facebookId, 1, { id: 901, text: 'Hi' }),
    react(9, ben, 'edit', 'haha'),
    react(7, ana, 'add', 'like'),
    react(8, ana, 'remove', 'like'),
  );
  const rows = await intake.db
    .selectFrom('commentReaction')
    .innerJoin('message', 'message.id', 'commentReaction.messageId')
    .select(['person', 'reaction'])
    .where('message.pageId', '=', page.id)
    .orderBy('person')
    .execute();
  expect(rows).toEqual([
    { person: ana.id, reaction: null },
    { person: ben.id, reaction: 'haha' },
  ]);
});

test('of old shapes the same is told (sender_id, item like, edit)', async () => {
  const page = await aPage();
  const old = { from: undefined, sender_id: ana.id, sender_name: 'Ana Lima' };
  await intake.tell(
    commentChange(page.facebookId, 1, { id: 901, text: 'hello', by: null, more: old }),
    feedChange(page.facebookId, 2, { item: 'like', verb: 'add', sender_id: ben.id, comment_id: '900_901' }),
    commentChange(page.facebookId, 3, { id: 901, verb: 'edit', text: 'hello!', by: null, more: old }),
  );
  expect(await comments(page.id)).toMatchObject([{ text: 'hello!', name: 'Ana Lima' }]);
  expect(intake.failures).toEqual([]);
});

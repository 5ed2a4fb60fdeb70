import { sql } from 'kysely';
import { withKeptPlans, type Db, type Tx } from './db.ts';

/** A message with all that its bubble shows. Times inside the JSON columns are ISO text. */
export interface MessageViewRow {
  id: string;
  conversationId: string;
  version: number;
  kind: 'message' | 'note' | 'activity';
  direction: 'in' | 'out' | null;
  authorKind: 'customer' | 'user' | 'outside' | 'system';
  authorId: string | null;
  userName: string | null;
  contactName: string | null;
  psid: string;
  pageName: string;
  text: string | null;
  at: Date;
  createdAt: Date;
  status: 'received' | 'queued' | 'sending' | 'sent' | 'delivered' | 'read' | 'failed' | 'unknown' | null;
  failure: unknown;
  quickReplies: unknown;
  template: unknown;
  tapped: unknown;
  replyToMid: string | null;
  quotedId: string | null;
  quotedText: string | null;
  quotedAuthorKind: 'customer' | 'user' | 'outside' | 'system' | null;
  quotedUserName: string | null;
  editedAt: Date | null;
  edits: unknown;
  unsentAt: Date | null;
  unsupported: boolean;
  withheld: boolean;
  activity: unknown;
  trigger: { id: string; name: string; sender: string } | null;
  automation: string | null;
  answers: 'survey' | null;
  purpose: unknown;
  hasOriginal: boolean;
  translations: TranslationView[] | null;
  clientId: string | null;
  partIndex: number | null;
  partCount: number | null;
  sentAt: Date | null;
  deliveredAt: Date | null;
  readAt: Date | null;
  attachments: AttachmentView[] | null;
  reactions: { by: 'customer' | 'page'; emoji: string; name: string | null }[] | null;
  comment: CommentView | null;
}

/** The same words in another language. */
export interface TranslationView {
  language: string;
  madeBy: 'service' | 'author';
  state: 'asked' | 'done' | 'same' | 'failed';
  text: string | null;
  otherLanguage: string | null;
  fault: string | null;
}

/** What only a comment has. Times are ISO text. */
export interface CommentView {
  facebookId: string;
  origin: 'comment' | 'post' | 'mention';
  permalink: string | null;
  history: unknown;
  isIgnored: boolean;
  isLiked: boolean;
  isAuthorBanned: boolean | null;
  /** Of a person; null of the page's own. */
  author: { contactId: string; pictureFileId: string } | null;
  reactions: { reaction: string; count: number }[] | null;
  privateReply: (ActView & { text: string; at: string; conversationId: string | null }) | null;
  /** The newest other act. */
  act: (ActView & { kind: 'like' | 'unlike' | 'hide' | 'unhide' | 'delete' | 'ban' | 'unban' }) | null;
}

interface ActView {
  by: string | null;
  status: 'queued' | 'doing' | 'done' | 'failed' | 'unknown';
  failure: unknown;
}

export interface AttachmentView {
  id: string;
  kind: 'image' | 'video' | 'audio' | 'file' | 'sticker' | 'location' | 'link' | 'template' | 'unknown';
  rawType: string;
  name: string | null;
  title: string | null;
  link: string | null;
  /** Of a template alone. */
  payload: unknown;
  latitude: number | null;
  longitude: number | null;
  state: 'pending' | 'stored' | 'failed' | 'none';
  failure: string | null;
  sizeBytes: number | null;
  mimeType: string | null;
  width: number | null;
  height: number | null;
}

/**
 * Messages with attachments, reactions, quoted message and names, in one statement, in no particular order.
 * Every join goes by a primary or unique key, so 200 messages cost 200 short look-ups of each kind.
 * Enforces no visibility: the caller has chosen the ids.
 */
export async function readMessageViews(db: Db | Tx, ids: readonly string[]): Promise<MessageViewRow[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<MessageViewRow>`
    select
      m.id, m.conversation_id, m.version, m.kind, m.direction, m.author_kind, m.author_id,
      u.name as user_name, k.name as contact_name, k.psid, p.name as page_name,
      m.text, m.at, m.created_at, m.status, m.failure, m.quick_replies, m.template, m.tapped, m.reply_to_mid,
      q.id as quoted_id, q.text as quoted_text, q.author_kind as quoted_author_kind, qu.name as quoted_user_name,
      m.edited_at, m.edits, m.unsent_at, m.unsupported, m.withheld, m.activity, m.automation, m.answers, m.purpose, m.client_id, m.part_index, m.part_count,
      (
        select jsonb_build_object('id', t.trigger_id, 'name', t.trigger_name, 'sender', t.sender)
        from trigger_line t where t.message_id = m.id
      ) as trigger,
      m.sent_at, m.delivered_at, m.read_at,
      exists (select from sealed_text s where s.message_id = m.id) as has_original,
      (
        -- Of another wording than the present one is none.
        select jsonb_agg(jsonb_build_object('language', t.language, 'madeBy', t.made_by, 'state', t.state, 'text', t.text,
          'otherLanguage', t.other_language, 'fault', t.fault) order by t.language)
        from message_translation t
        where t.message_id = m.id and (t.made_by = 'author' or t.of_text = md5(m.text))
      ) as translations,
      (
        select jsonb_agg(jsonb_build_object(
            'id', a.id, 'kind', a.kind, 'rawType', a.raw_type, 'name', a.name, 'title', a.title, 'link', a.link,
            'payload', case when a.kind = 'template' then a.payload end,
            'latitude', a.latitude, 'longitude', a.longitude, 'state', a.state,
            'failure', a.failure, 'sizeBytes', coalesce(f.size_bytes, a.told_bytes), 'mimeType', f.mime_type, 'width', f.width, 'height', f.height
          ) order by a.position)
        from attachment a
        left join file f on f.id = a.file_id
        where a.message_id = m.id
      ) as attachments,
      (
        select jsonb_agg(jsonb_build_object('by', r.by, 'emoji', r.emoji, 'name', ru.name) order by r.by)
        from message_reaction r left join desk_user ru on ru.id = r.user_id
        where r.message_id = m.id and r.emoji is not null
      ) as reactions,
      (
        select jsonb_build_object(
          'facebookId', c.facebook_id, 'origin', c.origin, 'permalink', c.permalink, 'history', c.history,
          'isIgnored', c.is_ignored,
          'author', case when m.direction = 'in' and k.picture_file_id is not null
            then jsonb_build_object('contactId', k.id, 'pictureFileId', k.picture_file_id) end,
          'isLiked', exists (select from comment_reaction r
            where r.message_id = m.id and r.person = p.facebook_id and r.reaction is not null),
          'isAuthorBanned', (
            select a.kind = 'ban' from comment_act a join message said on said.id = a.message_id
            where a.page_id = m.page_id and a.kind in ('ban', 'unban') and a.status = 'done'
              and said.contact_id = m.contact_id
            order by a.done_at desc limit 1),
          'reactions', (
            select jsonb_agg(jsonb_build_object('reaction', r.reaction, 'count', r.count) order by r.count desc, r.reaction)
            from (
              select reaction, count(*)::int as count from comment_reaction
              where message_id = m.id and reaction is not null group by reaction
            ) r),
          'privateReply', (
            select jsonb_build_object('text', a.text, 'by', au.name, 'at', a.created_at, 'status', a.status,
              'failure', a.failure, 'conversationId', reply.conversation_id)
            from comment_act a
            left join desk_user au on au.id = a.author_id
            left join message reply on reply.id = a.reply_message_id
            where a.message_id = m.id and a.kind = 'private-reply'
            order by a.created_at desc, a.id desc limit 1),
          'act', (
            select jsonb_build_object('kind', a.kind, 'by', au.name, 'status', a.status, 'failure', a.failure)
            from comment_act a
            left join desk_user au on au.id = a.author_id
            where a.message_id = m.id and a.kind <> 'private-reply'
            order by a.created_at desc, a.id desc limit 1)
        )
        from comment c where c.message_id = m.id
      ) as comment
    from message m
    join contact k on k.id = m.contact_id
    join page p on p.id = m.page_id
    left join desk_user u on u.id = m.author_id
    left join lateral (
      select quoted.id, quoted.text, quoted.author_kind, quoted.author_id
      from message quoted
      where quoted.id = m.reply_to_id
        and (quoted.contact_id = m.contact_id or quoted.conversation_id = m.conversation_id)
      union all
      select quoted.id, quoted.text, quoted.author_kind, quoted.author_id
      from message quoted
      where m.reply_to_id is null and m.reply_to_mid is not null
        and quoted.page_id = m.page_id and quoted.mid = m.reply_to_mid
        and (quoted.contact_id = m.contact_id or quoted.conversation_id = m.conversation_id)
      limit 1
    ) q on true
    left join desk_user qu on qu.id = q.author_id
    where m.id = any(${ids}::uuid[])
  `.execute(withKeptPlans(db));
  return rows;
}

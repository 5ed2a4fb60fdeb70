import { z } from 'zod';
import { conversationId, noticeId } from './ids.ts';
import { instant } from './instant.ts';
import { score } from './score.ts';
import { departmentRef } from './team.ts';

const conversation = z.object({ id: conversationId, number: z.int(), name: z.string() });

/** What somebody of the desk should look at. */
const about = z.discriminatedUnion('kind', [
  /** The last one who was there has gone. */
  z.object({ kind: z.literal('nobody-there'), department: departmentRef }),
  /** Within the hours customers wait, and nobody is there: again every half hour. */
  z.object({ kind: z.literal('customers-wait'), department: departmentRef, waiting: z.int() }),
  /** Nothing came to a page for so many hours of its operating hours. */
  z.object({ kind: z.literal('page-silent'), department: departmentRef, page: z.string(), hours: z.int() }),
  z.object({ kind: z.literal('promise-broken'), conversation, promise: z.enum(['respond', 'resolve']) }),
  /** Nobody who was asked took it. */
  z.object({ kind: z.literal('declined'), conversation, times: z.int() }),
  z.object({ kind: z.literal('low-score'), conversation, score }),
  /** A trigger was set to tell them. */
  z.object({ kind: z.literal('trigger'), conversation, text: z.string(), trigger: z.string() }),
]);

export const notice = z.object({ id: noticeId, at: instant, readAt: instant.nullable(), about });
export type Notice = z.infer<typeof notice>;
export type NoticeKind = Notice['about']['kind'];

/** The newest ones of somebody's own, newest first; `unread` counts all of them. */
export const noticeBox = z.object({ items: z.array(notice), unread: z.int() });
export type NoticeBox = z.infer<typeof noticeBox>;

/** Which were read; absent: all. */
export const readNotices = z.strictObject({ ids: z.array(noticeId).max(200).optional() });

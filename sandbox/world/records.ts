/** Plain records, so that the whole world can be written to a file and read back. Times are sandbox milliseconds. */

export interface AppRecord {
  id: string;
  name: string;
  secret: string;
  /** Empty: any redirect is allowed. */
  redirectUris: string[];
  requireProof: boolean;
  webhook: { callbackUrl: string; verifyToken: string; fields: string[]; active: boolean } | null;
  /** Whether Messenger was added to the app in the dashboard; left out: yes. */
  messengerProduct?: boolean;
  /** In development only people with a role on the app are seen and reached. */
  mode: 'live' | 'development';
  /** Permissions that App Review has not approved: they reach people with a role only. */
  standardScopes: string[];
  /** People with a role on the app, besides all who administer a page. */
  testerIds: string[];
  deauthorizeUrl: string | null;
  dataDeletionUrl: string | null;
}

export interface PageRecord {
  id: string;
  name: string;
  category: string;
  adminIds: string[];
  /** Subscribed fields by app id. */
  subscriptions: Record<string, string[]>;
  restricted: boolean;
  /** Left out: yes. An unpublished page is seen by its administrators alone. */
  published?: boolean;
  /** Whether the page takes messages at all, by its own settings; left out: yes. */
  messaging?: boolean;
  messengerProfile: Record<string, unknown>;
  /** People who may neither comment nor write. */
  bannedIds: string[];
  /** What an administrator may do; who is not named may do everything. */
  tasks: Record<string, string[]>;
  routing: RoutingRecord;
}

/** Conversation Routing: without a default app every app hears and may answer. */
export interface RoutingRecord {
  defaultAppId: string | null;
  /** Whether an app that is not the default may take a thread. */
  othersMayTake: boolean;
  /** Whether a send with the tag HUMAN_AGENT takes the thread from whoever holds it. */
  humanAgentTakes: boolean;
}

export type ProfileKind = 'full' | 'name-only' | 'empty' | 'phone-only' | 'hidden' | 'expired-picture';

export interface PersonRecord {
  id: string;
  name: string;
  firstName: string;
  lastName: string;
  locale: string;
  /** Hours ahead of GMT. */
  timezone: number;
  gender: string;
  profile: ProfileKind;
  unavailable: boolean;
  role: 'customer' | 'staff';
}

export interface PersonaRecord {
  id: string;
  pageId: string;
  name: string;
  pictureUrl: string;
  deleted: boolean;
}

/** A word that a page puts on people. */
export interface LabelRecord {
  id: string;
  pageId: string;
  name: string;
  psids: string[];
}

export interface AttachmentRecord {
  /** Meta's word: image, audio, video, file, sticker, template, location, fallback, reel, post … */
  type: string;
  /** Bytes kept here; the link is signed anew each time it is shown. */
  fileId?: string;
  /** A link that leads elsewhere. */
  url?: string;
  title?: string;
  name?: string;
  mimeType?: string;
  sizeBytes?: number;
  /** For kinds without bytes: what stands under `payload` in the webhook. */
  payload?: unknown;
  /** Put into the webhook as it is. */
  raw?: Record<string, unknown>;
}

export interface QuickReplyRecord {
  title: string;
  payload: string;
  contentType: string;
  imageUrl?: string;
}

export interface ReactionRecord {
  by: 'person' | 'page';
  emoji: string;
  reaction: string;
}

export interface ReferralRecord {
  ref?: string;
  source?: string;
  type?: string;
  ad_id?: string;
  ads_context_data?: Record<string, unknown>;
}

export interface MessageRecord {
  mid: string;
  kind: 'message' | 'postback' | 'referral';
  from: 'person' | 'page';
  sentAt: number;
  text?: string;
  attachments: AttachmentRecord[];
  quickReplies: QuickReplyRecord[];
  quickReplyPayload?: string;
  payload?: string;
  replyTo?: string;
  referral?: ReferralRecord;
  reactions: ReactionRecord[];
  edits: number;
  unsent: boolean;
  unsupported: boolean;
  appId?: string;
  metadata?: string;
  tag?: string;
  messagingType?: string;
  personaId?: string;
  /** What the person answered to a feedback template, or that they took its coupon. */
  answer?: string;
  /** The comment or visitor post that a private reply answers. */
  answers?: string;
}

export interface ThreadRecord {
  /** `t_…`, as the conversations API calls it. */
  id: string;
  pageId: string;
  personId: string;
  psid: string;
  messages: MessageRecord[];
  /** When the person last did something that opens the 24-hour window. */
  lastActionAt: number | null;
  /** A message after an ad may be answered for up to seven days. */
  adWindowEndsAt: number | null;
  /** An m.me or ad referral that waits for the first message of a new thread. */
  waitingReferral: ReferralRecord | null;
  deliveredAt: number | null;
  readByPersonAt: number | null;
  readByPageAt: number | null;
  pageTyping: { sinceMs: number; personaId?: string } | null;
  personTyping: boolean;
  /** The page has blocked the person. */
  isBlocked: boolean;
  /** A menu of the person's own, in place of the page's. */
  userMenu?: unknown[];
  /** The app that took the thread or was given it; its hold may have lapsed. */
  owner: { appId: string; since: number; extendedUntil: number | null } | null;
}

export interface FileRecord {
  id: string;
  name: string;
  mimeType: string;
  bytes: Buffer;
}

/** A file uploaded or fetched for sending, reusable by its page for 90 days. */
export interface UploadRecord {
  id: string;
  pageId: string;
  type: string;
  attachment: AttachmentRecord;
  createdAt: number;
}

/** What a person allowed an app at the last login. */
export interface GrantRecord {
  appId: string;
  personId: string;
  granted: string[];
  declined: string[];
  /** Pages ticked in the dialog; null: all. */
  pageIds: string[] | null;
  revoked: boolean;
}

export interface LoginCodeRecord {
  code: string;
  appId: string;
  personId: string;
  redirectUri: string;
  scopes: string[];
  pageIds: string[] | null;
  createdAt: number;
  used: boolean;
}

/** What stands on a page: its own posts, those of visitors, and posts elsewhere that mention it. */
export interface PostRecord {
  /** `<page>_<number>`; elsewhere `<profile>_<number>`. */
  id: string;
  pageId: string;
  /** The person who wrote it; null: the page. */
  by: string | null;
  kind: 'status' | 'photo' | 'video' | 'link' | 'reel';
  where: 'wall' | 'elsewhere';
  message?: string;
  tags: TagRecord[];
  /** Photos or the film. */
  attachments: AttachmentRecord[];
  link?: { url: string; title: string };
  createdAt: number;
  updatedAt: number;
  isPublished: boolean;
  isHidden: boolean;
  reactions: WallReactionRecord[];
  /** The app that published it for the page. */
  appId?: string;
  /** The message that answered a visitor's post privately. */
  privateReplyMid?: string;
}

export interface CommentRecord {
  /** `<number of the post>_<number>`. */
  id: string;
  postId: string;
  pageId: string;
  by: string | null;
  /** The comment under which it stands; undefined: under the post itself. */
  topId?: string;
  /** The comment that was answered: `topId` or another reply under it. */
  replyTo?: string;
  message?: string;
  tags: TagRecord[];
  attachment?: AttachmentRecord;
  createdAt: number;
  editedAt: number | null;
  isHidden: boolean;
  reactions: WallReactionRecord[];
  appId?: string;
  privateReplyMid?: string;
}

export const reactionTypes = ['like', 'love', 'haha', 'wow', 'sad', 'angry', 'care'] as const;
export type ReactionType = (typeof reactionTypes)[number];

export interface WallReactionRecord {
  by: string | null;
  type: ReactionType;
}

/** A name within a text that leads to a person or the page. */
export interface TagRecord {
  /** Null: the page. */
  personId: string | null;
  name: string;
  offset: number;
  length: number;
}

/** A recommendation of the page. */
export interface RatingRecord {
  /** Also the id of its story. */
  id: string;
  pageId: string;
  by: string;
  isPositive: boolean;
  text?: string;
  createdAt: number;
}

/** A photo that was uploaded by itself: published with a post of its own, or kept for a comment or a post. */
export interface PhotoRecord {
  id: string;
  pageId: string;
  attachment: AttachmentRecord;
  postId?: string;
}

/** Plain records, so that the whole world can be written to a file and read back. Times are sandbox milliseconds. */

export interface AppRecord {
  id: string;
  name: string;
  secret: string;
  /** Empty: any redirect is allowed. */
  redirectUris: string[];
  requireProof: boolean;
  webhook: { callbackUrl: string; verifyToken: string; fields: string[]; active: boolean } | null;
}

export interface PageRecord {
  id: string;
  name: string;
  category: string;
  adminIds: string[];
  /** Subscribed fields by app id. */
  subscriptions: Record<string, string[]>;
  restricted: boolean;
  messengerProfile: Record<string, unknown>;
}

export type ProfileKind = 'full' | 'name-only' | 'empty' | 'phone-only' | 'hidden';

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

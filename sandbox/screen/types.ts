/** What the control API tells, as far as the screens show it (sandbox/README.md). Times are milliseconds. */

export interface Person {
  id: string;
  name: string;
  pictureUrl: string;
  unavailable: boolean;
}

export interface PageInfo {
  id: string;
  name: string;
  category: string;
  restricted: boolean;
}

export interface ThreadSummary {
  pageId: string;
  personId: string;
  lastAt: number;
  unreadByPerson: number;
}

export interface Attachment {
  type: string;
  url?: string;
  name?: string;
  mimeType?: string;
  sizeBytes?: number;
  title?: string;
  payload?: unknown;
  /** Of a media template. */
  mediaUrl?: string;
}

export interface ThreadMessage {
  mid: string;
  kind: 'message' | 'postback' | 'referral';
  from: 'person' | 'page';
  sentAt: number;
  text?: string;
  attachments: Attachment[];
  quickReplies: { title: string; payload: string }[];
  replyTo?: string;
  reactions: { by: 'person' | 'page'; emoji: string }[];
  edits: number;
  unsent: boolean;
  unsupported: boolean;
  persona?: { name: string };
  /** What was answered to a feedback template, or that its coupon was taken. */
  answer?: string;
  /** The comment or post that a private reply answers. */
  answers?: string;
}

export interface Thread {
  messages: ThreadMessage[];
  owner: { appId: string; name: string; endsAt: number } | null;
  typing: { page: boolean; personaName?: string; person: boolean };
  readByPageAt: number | null;
  readByPersonAt: number | null;
  deliveredAt: number | null;
  windowEndsAt: number | null;
  greeting: string | null;
  getStarted: boolean;
  menu: { title: string; payload?: string; url?: string }[];
  iceBreakers: { question: string; payload: string }[];
}

export type ReactionType = 'like' | 'love' | 'haha' | 'wow' | 'sad' | 'angry' | 'care';

/** A post or a comment. `by` is a person's id, or null: the page. */
export interface Written {
  id: string;
  by: string | null;
  byName: string;
  byPictureUrl: string;
  message?: string;
  createdAt: number;
  isHidden: boolean;
  reactions: { by: string | null; type: ReactionType }[];
  privateReplyMid?: string;
}

export interface WallComment extends Written {
  attachment?: Attachment;
  editedAt: number | null;
}

export interface Post extends Written {
  kind: 'status' | 'photo' | 'video' | 'link' | 'reel';
  attachments: Attachment[];
  link?: { url: string; title: string };
  isPublished: boolean;
  comments: (WallComment & { replies: WallComment[] })[];
}

export interface Wall {
  pageId: string;
  posts: Post[];
  ratings: { id: string; byName: string; isPositive: boolean; text?: string }[];
  banned: { id: string; name: string }[];
}

export interface Settings {
  latencyMs: number;
  duplicates: number;
  shuffleWithinMs: number;
  delayMs: number;
  hold: boolean;
  echo: 'after' | 'before' | 'race' | 'off';
  receipts: boolean;
  humanAgent: boolean;
  signature: 'right' | 'wrong' | 'missing' | 'sha1-only';
  conversationsPerSecond: number;
}

export interface Fault {
  id: number;
  title?: string;
  presetId?: string;
  times: number | null;
  code?: number;
}

export interface PresetGroup {
  title: string;
  presets: { id: string; title: string; help: string }[];
}

export interface AppInfo {
  id: string;
  name: string;
  webhook: { callbackUrl: string } | null;
  deauthorizeUrl: string | null;
  dataDeletionUrl: string | null;
}

export interface World {
  seed: number;
  nowMs: number;
  offsetMs: number;
  isPaused: boolean;
  nextTokenExpiryAt: number | null;
  apps: AppInfo[];
  situations: { id: string; title: string; help: string; isOn: boolean }[];
  pages: PageInfo[];
  people: Person[];
  threads: ThreadSummary[];
  settings: Settings;
  faults: Fault[];
  broken: { subcode: number }[];
  deliveries: { pending: number; inFlight: number; held: number; delivered: number; failed: number };
}

export interface Delivery {
  id: number;
  kinds: string[];
  who: string;
  state: string;
  madeAt: number;
  attempts: { at: number; status: number | null; failure?: string; ms: number }[];
}

export interface Call {
  id: number;
  at: number;
  method: string;
  path: string;
  status: number | null;
  code?: number;
  ms: number;
  who: string;
  kind: string;
}

export type LiveNews =
  | { type: 'hello'; nowMs: number; offsetMs: number; isPaused: boolean }
  | { type: 'clock'; nowMs: number; offsetMs: number; isPaused: boolean }
  | { type: 'thread'; pageId: string; personId: string }
  | { type: 'wall'; pageId: string }
  | { type: 'delivery'; delivery: Delivery }
  | { type: 'call'; call: Call }
  | { type: 'world' }
  | { type: 'reset' };

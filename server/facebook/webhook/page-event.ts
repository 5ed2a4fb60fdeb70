import type { JsonValue } from '../json.ts';

/**
 * Everything that Meta's webhooks of a page can tell us: a closed set of kinds, each made by `parseItem`.
 * What is not understood is `unknown` and carries the item as it came; nothing is ever dropped.
 *
 * Source: Meta, Messenger Platform, "Webhook events" (read 2026-11-20), and "Webhooks for Pages".
 */
export type PageEvent =
  | MessageEvent
  | EchoEvent
  | UnsendEvent
  | PostbackEvent
  | ReactionEvent
  | EditEvent
  | DeliveryEvent
  | ReadEvent
  | ReferralEvent
  | OptinEvent
  | AccountLinkingEvent
  | PassThreadControlEvent
  | TakeThreadControlEvent
  | RequestThreadControlEvent
  | AppRolesEvent
  | PolicyEnforcementEvent
  | ResponseFeedbackEvent
  | MessagingFeedbackEvent
  | OrderEvent
  | CouponEvent
  | CommentEvent
  | PostEvent
  | FeedReactionEvent
  | MentionEvent
  | RatingEvent
  | InboxLabelEvent
  | UnknownEvent;

/** The name of one kind of event. */
export type PageEventKind = PageEvent['kind'];

/** What every event has. */
export interface EventBase {
  /** The page that the event belongs to; a string of digits. */
  pageId: string;
  /**
   * The customer: for Messenger the page-scoped id (PSID), whoever sent (in an echo that is the recipient);
   * for comments and posts the id of the author, which may be the page's own. Null when Meta names nobody.
   */
  personId: string | null;
  /** Meta's time of the event, UTC; the time of the notification when the event has none of its own. */
  at: Date | null;
  /** True when another app owns the thread and we only listen. */
  standby: boolean;
  /** The item as Meta sent it (integers of 16 digits and more as strings). */
  raw: JsonValue;
}

/** An event that cannot be without a customer: an item that names none is `unknown`. */
export interface PersonEvent extends EventBase {
  personId: string;
}

/** A person wrote to the page. */
export interface MessageEvent extends PersonEvent, MessageContent {
  kind: 'message';
  /** What the tapped quick reply carries for us; the text then is its title. */
  quickReply: { payload: string } | null;
  /** The ad, link or product that the message came through. */
  referral: Referral | null;
  /** Names of the slash-commands used in the text. */
  commands: string[];
}

/**
 * The page wrote to a person: our own send told back, another app's, or one typed in Meta's own inbox.
 * May come before the answer of the send call.
 */
export interface EchoEvent extends PersonEvent, MessageContent {
  kind: 'echo';
  /** The app that sent; null when Meta names none. Compare as strings. */
  appId: string | null;
  /** What the sending app put into `metadata`; ours carries our own message's id. */
  metadata: string | null;
}

/** What a message and an echo have in common. */
export interface MessageContent {
  /** Meta's message id; equals `message_id` of the send call. */
  mid: string;
  /** Null for a message of attachments alone. */
  text: string | null;
  /** Each address once; a picture with a sticker id is a sticker. */
  attachments: PageAttachment[];
  /** The message that this one answers; `mid` is null for an answer to a story. */
  replyTo: {
    mid: string | null;
    isSelfReply: boolean;
    story: { id: string | null; url: string | null } | null;
  } | null;
  /** True when it holds something that Meta's API cannot express (poll, payment, …): then no text, no attachments. */
  isUnsupported: boolean;
}

/** A message was taken back by its sender. Seen for Instagram; Meta documents none for Messenger. */
export interface UnsendEvent extends PersonEvent {
  kind: 'unsend';
  mid: string;
  /** True when the page took back its own message. */
  isEcho: boolean;
}

/** A button, the persistent menu, an ice breaker or Get Started was tapped. */
export interface PostbackEvent extends PersonEvent {
  kind: 'postback';
  /** Null in old shapes and in some standby items. */
  mid: string | null;
  title: string | null;
  /** Null in standby: only the app that made the button gets it. */
  payload: string | null;
  referral: Referral | null;
}

/** A reaction was put on a message, changed or taken away. */
export interface ReactionEvent extends PersonEvent {
  kind: 'reaction';
  /** The message that it stands on. */
  mid: string;
  action: 'react' | 'unreact';
  /** Meta's word for it; null when an unreact does not say. */
  reaction: ReactionName | null;
  emoji: string | null;
  /** Who reacted. */
  by: 'person' | 'page';
}

/** Meta's words for reactions to messages; words unknown to us are `other`. */
export type ReactionName = 'smile' | 'angry' | 'sad' | 'wow' | 'love' | 'like' | 'dislike' | 'other';

/** A message was rewritten by its sender (at most five times). May come before the message itself. */
export interface EditEvent extends PersonEvent {
  kind: 'edit';
  mid: string;
  text: string | null;
  /** 1 for the first edit; null when Meta does not say. */
  editNumber: number | null;
  by: 'person' | 'page';
}

/** What the page sent has reached the person's device. */
export interface DeliveryEvent extends PersonEvent {
  kind: 'delivery';
  /** Everything sent at or before this time is delivered. */
  watermark: Date | null;
  /** May be empty: the watermark is what counts. */
  mids: string[];
}

/** The person has read what the page sent. */
export interface ReadEvent extends PersonEvent {
  kind: 'read';
  /** Everything sent at or before this time is read. */
  watermark: Date | null;
}

/** A person came back to an existing thread through a link or an ad, without writing. */
export interface ReferralEvent extends PersonEvent {
  kind: 'referral';
  referral: Referral;
}

/** Where a person came from. All of it optional: accounts of some regions get no `source`. */
export interface Referral {
  ref: string | null;
  /** Meta's word: SHORTLINK, ADS, CUSTOMER_CHAT_PLUGIN, … */
  source: string | null;
  type: string | null;
  adId: string | null;
  refererUri: string | null;
  productId: string | null;
  ad: {
    title: string | null;
    photoUrl: string | null;
    videoUrl: string | null;
    postId: string | null;
    productId: string | null;
    flowId: string | null;
  } | null;
}

/** A person agreed to be written to: a website plugin, recurring notifications or one notification. */
export interface OptinEvent extends EventBase {
  kind: 'optin';
  optinType: 'plugin' | 'notification-messages' | 'one-time' | 'unknown';
  ref: string | null;
  /** A plugin's handle of somebody who has no PSID yet. */
  userRef: string | null;
  payload: string | null;
  title: string | null;
  /** The token with which such a person may be written to. A secret of the page. */
  token: string | null;
  tokenExpiresAt: Date | null;
  /** The person stopped or resumed notifications; null when the item is about neither. */
  notifications: 'stop' | 'resume' | null;
  timezone: string | null;
  topic: string | null;
}

/** A person tied their account at the business to Messenger, or untied it. */
export interface AccountLinkingEvent extends PersonEvent {
  kind: 'account-linking';
  status: 'linked' | 'unlinked' | 'unknown';
  authorizationCode: string | null;
}

/** Another app handed the thread on. Sent to the new owner. */
export interface PassThreadControlEvent extends PersonEvent {
  kind: 'pass-thread-control';
  /** Null when the thread was idle. */
  previousOwnerAppId: string | null;
  newOwnerAppId: string | null;
  metadata: string | null;
}

/** Another app took the thread. Sent to the one that lost it. */
export interface TakeThreadControlEvent extends PersonEvent {
  kind: 'take-thread-control';
  previousOwnerAppId: string | null;
  newOwnerAppId: string | null;
  metadata: string | null;
}

/** Another app asks for the thread. */
export interface RequestThreadControlEvent extends PersonEvent {
  kind: 'request-thread-control';
  requestedOwnerAppId: string | null;
  metadata: string | null;
}

/** Which app plays which part in a page's threads (older accounts). */
export interface AppRolesEvent extends EventBase {
  kind: 'app-roles';
  apps: { appId: string; roles: string[] }[];
}

/** Meta warned the page, blocked it from sending, or lifted a block. */
export interface PolicyEnforcementEvent extends EventBase {
  kind: 'policy-enforcement';
  action: 'warning' | 'block' | 'unblock' | 'unknown';
  /** Meta's words; null on an unblock. */
  reason: string | null;
}

/** A person tapped a thumb under one of the page's messages. */
export interface ResponseFeedbackEvent extends PersonEvent {
  kind: 'response-feedback';
  mid: string | null;
  feedback: 'good' | 'bad' | 'unknown';
}

/** A person filled in Meta's customer feedback template. */
export interface MessagingFeedbackEvent extends PersonEvent {
  kind: 'messaging-feedback';
  answers: {
    screenId: string | null;
    questionId: string;
    /** csat, nps, ces, free_form */
    type: string | null;
    payload: string | null;
    followUp: { type: string | null; payload: string | null } | null;
  }[];
}

/** A person sent a shopping cart. */
export interface OrderEvent extends PersonEvent {
  kind: 'order';
  products: {
    id: string | null;
    retailerId: string | null;
    name: string | null;
    /** In the currency's own unit, as Meta writes it. */
    unitPrice: number | null;
    currency: string | null;
    quantity: number | null;
  }[];
  note: string | null;
}

/** A person tapped a coupon that the page sent. */
export interface CouponEvent extends PersonEvent {
  kind: 'coupon';
  /** What the template carries for us. */
  payload: string | null;
  couponCode: string | null;
}

/** What happened to a comment, a post or a rating. Meta's `edit` and `edited` are one; unknown words are `other`. */
export type FeedVerb = 'add' | 'edit' | 'remove' | 'hide' | 'unhide' | 'other';

/** Who wrote something public. Absent as a whole where the page's permissions do not reach. */
export interface FeedAuthor {
  id: string | null;
  name: string | null;
}

/** What comments and posts have in common. */
export interface FeedContent extends EventBase {
  verb: FeedVerb;
  /** Meta's word, for the record. */
  rawVerb: string | null;
  author: FeedAuthor | null;
  /** True when the page itself is the author: our own replies come back this way. */
  byPage: boolean;
  text: string | null;
  /** The names of people and pages that the text tags, as they stand in it. */
  tagNames: string[];
  /** Pictures, videos and links, each address once. The media's addresses expire. */
  media: { type: 'photo' | 'video' | 'link'; url: string }[];
  /** When the comment or post itself was made, UTC; Meta leaves it out of some removals. */
  createdAt: Date | null;
}

/** A comment under one of the page's posts was written, changed, hidden or removed. */
export interface CommentEvent extends FeedContent {
  kind: 'comment';
  /** `<post number>_<comment number>`. */
  commentId: string;
  /** `<page id>_<post number>`, bare for reels; null when the item does not say. */
  postId: string | null;
  /** The comment that this one answers; null at the top level (where Meta repeats the post's id). */
  parentCommentId: string | null;
  /** The address of the post in the browser. */
  postUrl: string | null;
  /** What is told of the post itself: Meta's word for what it is (`added_video`), and whether it is on the page. */
  post: { item: string | null; isPublished: boolean | null };
}

/** A post of the page, or one that a visitor left on it, was made, changed, hidden or removed. */
export interface PostEvent extends FeedContent {
  kind: 'post';
  postId: string;
  /** Meta's word for what it is: status, photo, video, share, post, album, … */
  item: string;
  /** False for a draft or a scheduled post; null when not told. */
  isPublished: boolean | null;
  isHidden: boolean | null;
  postUrl: string | null;
}

/** A reaction (or a like of the old shape) on a post or on a comment. */
export interface FeedReactionEvent extends EventBase {
  kind: 'feed-reaction';
  verb: FeedVerb;
  /** like, love, haha, wow, sad, angry, care; null when not told. */
  reaction: string | null;
  postId: string | null;
  /** Null for a reaction on the post itself. */
  commentId: string | null;
  author: FeedAuthor | null;
  byPage: boolean;
}

/** The page was tagged elsewhere. */
export interface MentionEvent extends FeedContent {
  kind: 'mention';
  item: 'post' | 'comment' | 'other';
  postId: string | null;
  commentId: string | null;
}

/** The page was recommended or rated, or somebody reacted to such a review. */
export interface RatingEvent extends FeedContent {
  kind: 'rating';
  item: 'rating' | 'comment' | 'reaction' | 'other';
  /** The review's own id. */
  storyId: string | null;
  commentId: string | null;
  /** One to five in old reviews; null in those that only recommend. */
  stars: number | null;
  recommends: boolean | null;
}

/** A label was put on a person, or taken away, in Meta's inbox. */
export interface InboxLabelEvent extends EventBase {
  kind: 'inbox-label';
  action: 'add' | 'remove' | 'other';
  labelId: string | null;
  labelName: string | null;
}

/** An item that is not understood, kept whole. */
export interface UnknownEvent extends EventBase {
  kind: 'unknown';
  /** The property or field that it seems to be about, for diagnostics: `form`, `feed:event`, …; null when there is none. */
  rawKind: string | null;
  /**
   * `new-kind`: nothing that we know · `malformed`: no object, or no object where one must be ·
   * `no-person`: a kind that needs a customer, and none is named · `no-id`: nothing that tells it from its twin.
   */
  reason: 'new-kind' | 'malformed' | 'no-person' | 'no-id';
}

/** Attachment types that we know; `ig_reel` is a reel, `ig_post` a post, anything new is `unknown`. */
export type AttachmentType =
  | 'image'
  | 'sticker'
  | 'audio'
  | 'video'
  | 'file'
  | 'location'
  | 'fallback'
  | 'template'
  | 'reel'
  | 'post'
  | 'share'
  | 'story-mention'
  | 'ephemeral'
  | 'appointment'
  | 'unknown';

/** One attachment of a message or an echo. Every part but the type may be missing. */
export interface PageAttachment {
  type: AttachmentType;
  /** Meta's own word; null when the attachment has none. */
  rawType: string | null;
  /**
   * http or https. For image, sticker, audio, video and file: the media itself, at an address that expires.
   * For fallback, share, post and reel: a page to look at, never media to download.
   */
  url: string | null;
  title: string | null;
  stickerId: string | null;
  coordinates: { lat: number; long: number } | null;
  /** The file's name as the address tells it, decoded; null when it tells none. */
  name: string | null;
  /** The payload as it came; null when there is none. */
  payload: JsonValue;
}

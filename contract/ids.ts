import { z } from 'zod';

/** A UUID made by the server (version 7, time-ordered) that names one thing of kind `Kind`. */
const id = <Kind extends string>() => z.uuid().brand<Kind>();

export const conversationId = id<'conversation'>();
export const messageId = id<'message'>();
export const attachmentId = id<'attachment'>();
export const uploadId = id<'upload'>();
export const savedReplyId = id<'saved-reply'>();
export const contactId = id<'contact'>();
export const pageId = id<'page'>();
export const metaAppId = id<'meta-app'>();
export const facebookLoginId = id<'facebook-login'>();
export const departmentId = id<'department'>();
export const tagId = id<'tag'>();
export const userId = id<'user'>();
export const tokenId = id<'token'>();
export const mailId = id<'mail'>();
export const chatChannelId = id<'chat-channel'>();
export const backfillId = id<'backfill'>();
export const workStreamId = id<'work-stream'>();
export const skillId = id<'skill'>();
export const offerId = id<'offer'>();
export const routingRuleId = id<'routing-rule'>();
export const operatingHoursId = id<'operating-hours'>();

export type ConversationId = z.infer<typeof conversationId>;
export type MessageId = z.infer<typeof messageId>;
export type AttachmentId = z.infer<typeof attachmentId>;
export type UploadId = z.infer<typeof uploadId>;
export type SavedReplyId = z.infer<typeof savedReplyId>;
export type ContactId = z.infer<typeof contactId>;
export type PageId = z.infer<typeof pageId>;
export type MetaAppId = z.infer<typeof metaAppId>;
export type FacebookLoginId = z.infer<typeof facebookLoginId>;
export type DepartmentId = z.infer<typeof departmentId>;
export type TagId = z.infer<typeof tagId>;
export type UserId = z.infer<typeof userId>;
export type TokenId = z.infer<typeof tokenId>;
export type MailId = z.infer<typeof mailId>;
export type ChatChannelId = z.infer<typeof chatChannelId>;
export type BackfillId = z.infer<typeof backfillId>;
export type WorkStreamId = z.infer<typeof workStreamId>;
export type SkillId = z.infer<typeof skillId>;
export type OfferId = z.infer<typeof offerId>;
export type RoutingRuleId = z.infer<typeof routingRuleId>;
export type OperatingHoursId = z.infer<typeof operatingHoursId>;

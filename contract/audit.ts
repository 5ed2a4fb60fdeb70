import { z } from 'zod';
import { userId } from './ids.ts';
import { instant } from './instant.ts';
import { userRef } from './team.ts';

/** What is written into the audit log: subject and verb. One that is new here needs its words on the screen. */
export const auditAction = z.enum([
  'agent-notice.accepted',
  'api-token.created',
  'api-token.deleted',
  'app-review.noted',
  'automated-text.changed',
  'backfill.cancelled',
  'backfill.paused',
  'backfill.resumed',
  'backfill.started',
  'chat-channel.changed',
  'chat-channel.created',
  'chat-channel.deleted',
  'comment.ban',
  'comment.delete',
  'comment.hide',
  'comment.unban',
  'comment.unhide',
  'contact.linked',
  'contact.unlinked',
  'conversation.advised',
  'conversation.joined',
  'conversation.left',
  'conversation.looked-into',
  'conversation.monitored',
  'customer.banned',
  'customer.unbanned',
  'customer.changed',
  'customer.created',
  'customer.deleted',
  'customer.linked',
  'customer.merged',
  'customer.unlinked',
  'customer.unmerged',
  'customer-field.changed',
  'customer-field.created',
  'customer-field.deleted',
  'customer-settings.changed',
  'department.changed',
  'department.created',
  'department.deleted',
  'extension.acknowledged',
  'extension.switched-off',
  'extension.switched-on',
  'extension.uninstalled',
  'facebook-login.begun',
  'facebook-login.cancelled',
  'facebook-login.denied',
  'facebook-login.failed',
  'facebook-login.granted',
  'facebook-login.refused',
  'facebook-person.deleted',
  'macro.changed',
  'macro.created',
  'macro.deleted',
  'mail.sent-again',
  'mail.tested',
  'masking-rule.changed',
  'masking-rule.created',
  'masking-rule.deleted',
  'meta-app.changed',
  'meta-app.created',
  'meta-app.removed',
  'meta-app.unauthorized',
  'operating-hours.changed',
  'operating-hours.created',
  'operating-hours.deleted',
  'page.changed',
  'page.connected',
  'page.deauthorized',
  'page.mended',
  'page.moved',
  'page.removed',
  'page.settings-changed',
  'page.subscribed',
  'page.token-renewed',
  'page.unsubscribed',
  'person.erased',
  'person.erasure-requested',
  'person.exported',
  'person.held',
  'person.hold-lifted',
  'presences.changed',
  'privacy-page.changed',
  'privacy.policy-changed',
  'routing.changed',
  'routing.re-routed',
  'promise.changed',
  'promise.created',
  'promise.deleted',
  'saved-reply.changed',
  'saved-reply.created',
  'saved-reply.deleted',
  'session.opened',
  'session.refused',
  'set-aside.replayed',
  'setup.ticked',
  'setup.unticked',
  'skill.created',
  'skill.deleted',
  'skill.renamed',
  'survey.changed',
  'survey.created',
  'survey.deleted',
  'tag.changed',
  'tag.created',
  'tag.deleted',
  'unit.changed',
  'unit.created',
  'unit.deleted',
  'user.changed',
  'user.created',
  'webhook.changed',
  'webhook.created',
  'webhook.deleted',
  'webhook.secret-renewed',
  'webhook.sent-again',
  'webhook.tested',
  'user.presence-reset',
  'work-stream.changed',
  'work-stream.copied',
  'work-stream.created',
  'work-stream.deleted',
]);
export type AuditAction = z.infer<typeof auditAction>;

/** One act, as the audit log keeps it for good. It holds no secret and no customer's word. */
export const auditEntry = z.object({
  /** Grows with time. */
  id: z.number().int(),
  at: instant,
  /** Null: the desk itself. */
  actor: userRef.nullable(),
  /** An `auditAction`, or one that an earlier version wrote. */
  action: z.string(),
  /** What it was done to; the name as it is now, null when the thing is gone or has none. */
  subject: z.object({ id: z.string(), name: z.string().nullable() }).nullable(),
  detail: z.record(z.string(), z.unknown()),
});
export type AuditEntry = z.infer<typeof auditEntry>;

export const auditList = z.object({ items: z.array(auditEntry), nextCursor: z.string().nullable() });
export type AuditList = z.infer<typeof auditList>;

export const listAudit = z.strictObject({
  actor: userId.optional(),
  /** An action (`page.connected`), or all of a subject's (`page.`). */
  action: z.string().trim().min(1).max(80).optional(),
  subject: z.uuid().optional(),
  cursor: z
    .string()
    .regex(/^\d{1,15}$/, 'This is not a cursor from an answer of this list.')
    .optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type ListAudit = z.infer<typeof listAudit>;

/** Actions that ever happened, to choose from. */
export const auditActions = z.object({ items: z.array(z.string()) });
export type AuditActions = z.infer<typeof auditActions>;

import { auditAction, type AuditAction, type AuditEntry } from '../../../contract/audit.ts';

/** Every action as a sentence, behind the name of who did it. */
const words: Readonly<Record<AuditAction, string>> = {
  'agent-notice.accepted': 'read and accepted the notice to agents',
  'api-token.created': 'added a key for programs',
  'api-token.deleted': 'deleted a key for programs',
  'app-review.noted': 'noted a step of App Review',
  'automated-text.changed': 'changed a text that all pages send by themselves',
  'backfill.cancelled': 'ended the reading of earlier conversations',
  'backfill.paused': 'stopped the reading of earlier conversations for a while',
  'backfill.resumed': 'let the reading of earlier conversations go on',
  'backfill.started': 'had earlier conversations read',
  'capacity.changed': 'set how much agents may have in hand',
  'capacity-profile.changed': 'changed a capacity profile',
  'capacity-profile.created': 'added a capacity profile',
  'capacity-profile.deleted': 'removed a capacity profile',
  'chat-channel.changed': 'changed a chat channel',
  'chat-channel.created': 'added a chat channel',
  'chat-channel.deleted': 'deleted a chat channel',
  'comment.ban': 'banned the author of a comment',
  'comment.delete': 'deleted a comment on Facebook',
  'comment.hide': 'hid a comment',
  'comment.unban': 'lifted the ban of a comment’s author',
  'comment.unhide': 'showed a hidden comment again',
  'contact.linked': 'said that two records are the same person',
  'contact.unlinked': 'said that two records are different people',
  'conversation.advised': 'came to advise in a colleague’s conversation',
  'conversation.joined': 'joined a colleague’s conversation',
  'conversation.left': 'left a colleague’s conversation',
  'conversation.monitored': 'looked at a colleague’s conversation as a supervisor',
  'conversation.transcript-sent': 'sent a transcript by e-mail',
  'conversation.transcript-downloaded': 'downloaded a transcript as PDF',
  'conversation.looked-into': 'looked into a conversation of a department they are no member of',
  'customer.banned': 'shut a customer out',
  'customer.unbanned': 'let a customer in again',
  'customer.changed': 'changed a customer’s card',
  'customer.created': 'added a customer',
  'customer.deleted': 'deleted a customer’s card',
  'customer.linked': 'said who a conversation’s customer is',
  'customer.merged': 'merged two customers',
  'customer.unlinked': 'took a conversation from a customer',
  'customer.unmerged': 'took two merged customers apart again',
  'customer-field.changed': 'changed a field of customers’ cards',
  'customer-field.created': 'added a field to customers’ cards',
  'customer-field.deleted': 'deleted a field of customers’ cards',
  'customer-settings.changed': 'changed how customers are found again',
  'department.changed': 'changed a department',
  'department.created': 'added a department',
  'department.deleted': 'deleted a department',
  'extension.acknowledged': 'accepted what an extension means',
  'extension.switched-off': 'switched an extension off',
  'extension.switched-on': 'switched an extension on',
  'extension.uninstalled': 'uninstalled an extension',
  'facebook-login.begun': 'began to log in with Facebook',
  'facebook-login.cancelled': 'left a login with Facebook',
  'facebook-login.denied': 'pressed Cancel in a login with Facebook',
  'facebook-login.failed': 'had a login with Facebook fail',
  'facebook-login.granted': 'logged in with Facebook',
  'facebook-login.refused': 'came back from Facebook without a login that fits',
  'facebook-person.deleted': 'deleted a person’s Facebook data',
  'macro.changed': 'changed a macro',
  'macro.created': 'added a macro',
  'macro.deleted': 'removed a macro',
  'macro.ordered': 'put the macros into another order',
  'mail.sent-again': 'had a mail sent again',
  'message.original-read': 'read what is masked in a message',
  'mail.tested': 'sent a test mail',
  'masking-rule.changed': 'changed a masking rule',
  'masking-rule.created': 'added a masking rule',
  'masking-rule.deleted': 'deleted a masking rule',
  'meta-app.changed': 'changed a Meta app',
  'meta-app.created': 'added a Meta app',
  'meta-app.removed': 'removed a Meta app',
  'meta-app.unauthorized': 'took an app’s authorisation back',
  'offer-template.changed': 'changed a template of requests',
  'offer-template.copied': 'copied a template of requests',
  'offer-template.created': 'added a template of requests',
  'offer-template.deleted': 'removed a template of requests',
  'operating-hours.changed': 'changed operating hours',
  'operating-hours.created': 'added operating hours',
  'operating-hours.deleted': 'deleted operating hours',
  'page.changed': 'changed a page',
  'page.connected': 'connected a page',
  'page.deauthorized': 'gave up a page’s access key: the authorisation was taken back at Facebook',
  'page.mended': 'had the doctor mend a page',
  'page.moved': 'moved a page to another app',
  'page.removed': 'removed a page',
  'page.settings-changed': 'changed the settings of a page',
  'page.subscribed': 'subscribed a page',
  'page.token-renewed': 'renewed a page’s access key',
  'page.unsubscribed': 'unsubscribed a page',
  'person.erased': 'erased a person’s data',
  'person.erasure-requested': 'asked for a person’s data to be erased',
  'person.exported': 'exported a person’s data',
  'person.held': 'put a person under legal hold',
  'person.hold-lifted': 'took a person’s legal hold away',
  'presences.changed': 'set which presences there are',
  'privacy-page.changed': 'changed the public privacy page',
  'privacy.policy-changed': 'changed the privacy settings',
  'routing.changed': 'saved the routing rules of a work stream',
  'routing.re-routed': 'had the waiting conversations of a work stream routed anew',
  'promise.changed': 'changed what is promised to customers',
  'promise.created': 'added a promise to customers',
  'promise.deleted': 'deleted a promise to customers',
  'saved-reply.changed': 'changed a saved reply',
  'saved-reply.created': 'added a saved reply',
  'saved-reply.deleted': 'deleted a saved reply',
  'session.opened': 'signed in',
  'session.refused': 'refused a sign-in with a wrong password',
  'set-aside.replayed': 'put an event that was set aside back into the queue',
  'setup.ticked': 'ticked an item of the checklist',
  'setup.unticked': 'took the tick back from an item of the checklist',
  'skill.created': 'added a skill',
  'skill.deleted': 'deleted a skill',
  'skill.renamed': 'renamed a skill',
  'survey.changed': 'changed a survey',
  'survey.created': 'added a survey',
  'survey.deleted': 'removed a survey',
  'tag.changed': 'changed a tag',
  'tag.created': 'added a tag',
  'tag.deleted': 'deleted a tag',
  'unit.changed': 'changed a unit, or who is set for it',
  'unit.created': 'added a unit',
  'unit.deleted': 'deleted a unit',
  'user.changed': 'changed a user',
  'user.created': 'added a user',
  'webhook.changed': 'changed an outgoing webhook',
  'webhook.created': 'added an outgoing webhook',
  'webhook.deleted': 'removed an outgoing webhook',
  'webhook.secret-renewed': 'gave an outgoing webhook another secret',
  'webhook.sent-again': 'sent an outgoing webhook again',
  'webhook.tested': 'tested an outgoing webhook',
  'user.presence-reset': 'made a colleague active again',
  'work-stream.changed': 'changed a work stream',
  'trigger.changed': 'changed a trigger',
  'trigger.created': 'added a trigger',
  'trigger.deleted': 'removed a trigger',
  'trigger.ordered': 'put the triggers into another order',
  'translation.acknowledged': 'accepted what is sent to the translation service',
  'translation.changed': 'changed the translation service',
  'translation.switched-off': 'switched translation off',
  'translation.switched-on': 'switched translation on',
  'translation.tried': 'tried the translation service',
  'trigger.sender-named': 'named the bot that triggers act as',
  'work-stream.copied': 'copied a work stream',
  'work-stream.created': 'added a work stream',
  'work-stream.deleted': 'deleted a work stream',
};

/** An action as a sentence without its subject: `changed a department`. What is not known is shown as it is stored. */
export function auditWords(action: string): string {
  const known = auditAction.safeParse(action);
  return known.success ? words[known.data] : action;
}

/**
 * What an entry tells beside its action, one fact each. Our own ids say nothing to a reader: one alone is left out, of
 * several their number is told. What has no value is left out too. Each change tells what it was before.
 */
export function auditFacts(detail: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(detail).flatMap(([name, value]) => {
    if (value === null || isOurId(value)) return [];
    if (isRecord(value) && Object.values(value).some(isStep)) return auditFacts(value);
    return `${spaced(name)}: ${factOf(value)}`;
  });
}

/** What an entry is about, by name: as it is called now, else as it was called then; null when nobody knows. */
export function nameOfSubject(entry: Pick<AuditEntry, 'subject' | 'detail'>): string | null {
  const { name, title, host } = entry.detail;
  const then = [name, title, host].find((one) => typeof one === 'string');
  return entry.subject?.name ?? then ?? null;
}

const isOurId = (value: unknown) =>
  typeof value === 'string' && /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(value);

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** From one value to another. */
const isStep = (value: unknown): value is { from: unknown; to: unknown } =>
  isRecord(value) && Object.keys(value).toSorted().join() === 'from,to';

/** `general.rulesFirst` as `general, rules first`; of ids those whose they are. */
const spaced = (name: string) =>
  name
    .replaceAll('.', ', ')
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/ ids$/, 's');

function factOf(value: unknown): string {
  if (value === null) return 'nothing';
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (isStep(value)) return `${factOf(value.from)} → ${factOf(value.to)}`;
  if (isRecord(value))
    return Object.entries(value)
      .map(([name, one]) => `${spaced(name)} ${factOf(one)}`)
      .join(', ');
  if (!Array.isArray(value)) return JSON.stringify(value);
  if (value.length === 0) return 'none';
  if (value.every(isOurId)) return String(value.length);
  return value.map(factOf).join(', ');
}

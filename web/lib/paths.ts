import type { ListConversations } from '../../contract/conversations.ts';
import type { ExtensionId } from '../../contract/extensions.ts';
import type {
  ChatChannelId,
  ContactId,
  ConversationId,
  CustomerFieldId,
  CustomerId,
  CustomerMergeId,
  CustomerNoteId,
  DepartmentId,
  FacebookLoginId,
  MailId,
  MessageId,
  MetaAppId,
  OfferId,
  CapacityProfileId,
  OfferTemplateId,
  OperatingHoursId,
  PromiseId,
  PageId,
  SurveyId,
  SkillId,
  TagId,
  UnitId,
  TriggerId,
  UserId,
  WorkStreamId,
  SavedReplyId,
  BackfillId,
  BanId,
  MacroId,
  WebhookDeliveryId,
  WebhookEndpointId,
} from '../../contract/ids.ts';
import type { ReadReport } from '../../contract/reports.ts';
import type { ReadSurveyResults } from '../../contract/surveys.ts';
import type { ChecklistItemId } from '../../contract/setup-room.ts';

/** What a list is asked for; `limit` is a number here, where the schema takes it from a URL. */
export type ListQuery = Omit<ListConversations, 'limit'> & { limit?: number };

/** Every path of the server that the desk asks, in one place. */
export const apiPaths = {
  channelTexts: '/api/automated-texts',
  channelText: (key: string) => `/api/automated-texts/${key}`,
  operatingHours: '/api/operating-hours',
  operatingHoursPreview: '/api/operating-hours/preview',
  oneOperatingHours: (id: OperatingHoursId) => `/api/operating-hours/${id}`,
  session: '/api/session',
  me: '/api/me',
  presence: '/api/me/presence',
  taking: '/api/me/taking',
  presences: '/api/presences',
  load: '/api/me/load',
  capacity: '/api/capacity',
  capacityProfiles: '/api/capacity/profiles',
  capacityProfile: (id: CapacityProfileId) => `/api/capacity/profiles/${id}`,
  offerTemplates: '/api/offer-templates',
  offerTemplate: (id: OfferTemplateId) => `/api/offer-templates/${id}`,
  copyOfferTemplate: (id: OfferTemplateId) => `/api/offer-templates/${id}/copies`,
  firstRun: '/api/first-run',
  conversations: (query: ListQuery = {}) => `/api/conversations${toSearch(query)}`,
  counters: '/api/conversations/counters',
  ticket: (id: ConversationId) => `/api/conversations/${id}/ticket`,
  conversation: (id: ConversationId) => `/api/conversations/${id}`,
  messages: (id: ConversationId, query: { before?: string; limit?: number } = {}) =>
    `/api/conversations/${id}/messages${toSearch(query)}`,
  act: (
    id: ConversationId,
    act:
      | 'take'
      | 'typing'
      | 'assign'
      | 'transfer'
      | 'park'
      | 'snooze'
      | 'resume'
      | 'end'
      | 'handled'
      | 'close'
      | 'reopen'
      | 'seen'
      | 'thread/take-over'
      | 'thread/hand-over'
      | 'monitor'
      | 'join'
      | 'leave'
      | 'consults',
  ) => `/api/conversations/${id}/${act}`,
  consult: (id: ConversationId, user: UserId) => `/api/conversations/${id}/consults/${user}`,
  transcripts: (id: ConversationId) => `/api/conversations/${id}/transcripts`,
  transcriptPdf: (id: ConversationId) => `/api/conversations/${id}/transcript.pdf`,
  followUp: (id: ConversationId) => `/api/conversations/${id}/follow-up`,
  thread: (id: ConversationId) => `/api/conversations/${id}/thread`,
  likeness: (id: ConversationId) => `/api/conversations/${id}/likeness`,
  commentActs: (id: MessageId) => `/api/comments/${id}/acts`,
  privateReply: (id: MessageId) => `/api/comments/${id}/private-reply`,
  feedSkips: (id: PageId) => `/api/facebook/pages/${id}/feed-skips`,
  message: (id: MessageId) => `/api/messages/${id}`,
  link: (id: MessageId) => `/api/messages/${id}/link`,
  original: (id: MessageId) => `/api/messages/${id}/original`,
  reaction: (id: MessageId) => `/api/messages/${id}/reaction`,
  retry: (id: MessageId) => `/api/messages/${id}/retry`,
  /** `id`: the conversation that the file shall be sent in. */
  uploads: (id: ConversationId | null) => `/api/uploads${toSearch({ conversation: id ?? undefined })}`,
  file: (id: string) => `/api/files/${id}`,
  backfills: (id: PageId) => `/api/facebook/pages/${id}/backfills`,
  steerBackfill: (id: BackfillId, steer: 'pause' | 'resume' | 'cancel') =>
    `/api/facebook/backfills/${id}/${steer}`,
  savedReplies: '/api/saved-replies',
  savedReply: (id: SavedReplyId) => `/api/saved-replies/${id}`,
  useSavedReply: (id: SavedReplyId) => `/api/saved-replies/${id}/use`,
  maskingRules: '/api/privacy/masking-rules',
  maskingRule: (id: string) => `/api/privacy/masking-rules/${id}`,
  testMaskingRule: '/api/privacy/masking-rules/test',
  privacyPolicy: '/api/privacy/policy',
  consents: (query: { page?: string; cursor?: string }) => `/api/privacy/consents${toSearch(query)}`,
  agentNotice: '/api/me/notice',
  contactPrivacy: (id: ContactId) => `/api/contacts/${id}/privacy`,
  contactHold: (id: ContactId) => `/api/contacts/${id}/hold`,
  contactErasure: (id: ContactId) => `/api/contacts/${id}/erasure`,
  contactExport: (id: ContactId, originals: boolean) =>
    `/api/contacts/${id}/export${originals ? '?originals=yes' : ''}`,
  floor: (scope: { department?: string | undefined; page?: string | undefined }) =>
    `/api/floor${toSearch(scope)}`,
  floorFilter: '/api/floor/filter',
  promises: '/api/promises',
  promise: (id: PromiseId) => `/api/promises/${id}`,
  report: (asked: ReadReport) => `/api/reports${toSearch(asked as Record<string, string | undefined>)}`,
  reportTable: (asked: ReadReport) =>
    `/api/reports/table.csv${toSearch(asked as Record<string, string | undefined>)}`,
  resetPresence: (id: UserId) => `/api/users/${id}/reset-presence`,
  helpers: (id: ConversationId) => `/api/conversations/${id}/helpers`,
  helper: (id: ConversationId, userId: UserId) => `/api/conversations/${id}/helpers/${userId}`,
  units: '/api/units',
  unit: (id: UnitId, search = '') => `/api/units/${id}${search}`,
  users: '/api/users',
  user: (id: UserId) => `/api/users/${id}`,
  colleagues: '/api/colleagues',
  offers: '/api/offers',
  acceptOffer: (id: OfferId) => `/api/offers/${id}/accept`,
  rejectOffer: (id: OfferId) => `/api/offers/${id}/reject`,
  why: (id: ConversationId) => `/api/conversations/${id}/why`,
  skills: '/api/skills',
  departments: '/api/departments',
  department: (id: DepartmentId) => `/api/departments/${id}`,
  pages: '/api/facebook/pages',
  page: (id: PageId) => `/api/facebook/pages/${id}`,
  pageSettings: (id: PageId) => `/api/facebook/pages/${id}/settings`,
  removePage: (id: PageId, erases: boolean) => `/api/facebook/pages/${id}${toSearch({ erases })}`,
  pagePicture: (id: PageId) => `/api/facebook/pages/${id}/picture`,
  pageConnection: (id: PageId) => `/api/facebook/pages/${id}/connection`,
  pageAct: (id: PageId, act: 'refresh' | 'subscribe' | 'unsubscribe') => `/api/facebook/pages/${id}/${act}`,
  ban: (id: ConversationId) => `/api/conversations/${id}/ban`,
  bans: (id: BanId) => `/api/bans/${id}`,
  banList: (cursor: string | null) => `/api/bans${toSearch({ cursor: cursor ?? undefined })}`,
  surveys: '/api/surveys',
  survey: (id: SurveyId) => `/api/surveys/${id}`,
  surveyPreview: (id: SurveyId, language: string) => `/api/surveys/${id}/preview${toSearch({ language })}`,
  surveyResults: (id: SurveyId, filter: ReadSurveyResults) => `/api/surveys/${id}/results${toSearch(filter)}`,
  surveyTable: (id: SurveyId, filter: ReadSurveyResults) =>
    `/api/surveys/${id}/results.csv${toSearch(filter)}`,
  workStreams: '/api/work-streams',
  workStream: (id: WorkStreamId) => `/api/work-streams/${id}`,
  agentService: (id: WorkStreamId) => `/api/work-streams/${id}/service`,
  copyWorkStream: (id: WorkStreamId) => `/api/work-streams/${id}/copies`,
  routingRules: (id: WorkStreamId) => `/api/work-streams/${id}/rules`,
  whatIf: (id: WorkStreamId) => `/api/work-streams/${id}/what-if`,
  reRoute: (id: WorkStreamId) => `/api/work-streams/${id}/re-route`,
  skill: (id: SkillId) => `/api/skills/${id}`,
  macros: '/api/macros',
  macroOrder: '/api/macros/order',
  triggers: '/api/triggers',
  trigger: (id: TriggerId) => `/api/triggers/${id}`,
  triggerOrder: '/api/triggers/order',
  triggerSender: '/api/triggers/sender',
  tryTrigger: '/api/triggers/try',
  triggerRuns: (id: TriggerId, before: string | null) =>
    `/api/triggers/${id}/runs${toSearch({ before: before ?? undefined })}`,
  notices: '/api/me/notices',
  readNotices: '/api/me/notices/read',
  macro: (id: MacroId) => `/api/macros/${id}`,
  macroOn: (id: ConversationId, macro: MacroId) => `/api/conversations/${id}/macros/${macro}`,
  translation: '/api/translation',
  translationService: '/api/translation/service',
  tryTranslation: '/api/translation/service/try',
  switchTranslation: '/api/translation/service/switch',
  translationUsage: (month: string | null) =>
    `/api/translation/usage${toSearch({ month: month ?? undefined })}`,
  conversationTranslation: (id: ConversationId) => `/api/conversations/${id}/translation`,
  translationPreview: (id: ConversationId) => `/api/conversations/${id}/translation/preview`,
  messageTranslation: (id: MessageId) => `/api/messages/${id}/translation`,
  webhooks: '/api/webhooks',
  webhook: (id: WebhookEndpointId) => `/api/webhooks/${id}`,
  webhookSecret: (id: WebhookEndpointId) => `/api/webhooks/${id}/secret`,
  webhookTest: (id: WebhookEndpointId) => `/api/webhooks/${id}/test`,
  webhookDeliveries: (id: WebhookEndpointId, cursor: string | null) =>
    `/api/webhooks/${id}/deliveries${toSearch({ cursor: cursor ?? undefined })}`,
  webhookAgain: (id: WebhookEndpointId, delivery: WebhookDeliveryId) =>
    `/api/webhooks/${id}/deliveries/${delivery}/send`,
  customers: (query: { q?: string; kind?: string; manager?: string; cursor?: string; limit?: number } = {}) =>
    `/api/customers${toSearch(query)}`,
  customer: (id: CustomerId) => `/api/customers/${id}`,
  customerConversations: (id: CustomerId, query: { cursor?: string } = {}) =>
    `/api/customers/${id}/conversations${toSearch(query)}`,
  customerStory: (id: CustomerId, query: { cursor?: string; profile?: string; show?: string } = {}) =>
    `/api/customers/${id}/story${toSearch(query)}`,
  customerErasure: (id: CustomerId) => `/api/customers/${id}/erasure`,
  customerMerges: (id: CustomerId) => `/api/customers/${id}/merges`,
  customerMerge: (id: CustomerId, merge: CustomerMergeId) => `/api/customers/${id}/merges/${merge}`,
  customerNotes: (id: CustomerId) => `/api/customers/${id}/notes`,
  customerNote: (id: CustomerNoteId) => `/api/customer-notes/${id}`,
  customerOf: (id: ConversationId) => `/api/conversations/${id}/customer`,
  unlinkCustomer: (id: ConversationId, scope: 'profile' | 'conversation') =>
    `/api/conversations/${id}/customer?scope=${scope}`,
  notesOf: (id: ConversationId) => `/api/conversations/${id}/customer/notes`,
  customerFields: '/api/customer-fields',
  customerField: (id: CustomerFieldId) => `/api/customer-fields/${id}`,
  customerSettings: '/api/customer-settings',
  tags: '/api/tags',
  tag: (id: TagId) => `/api/tags/${id}`,
  tagOf: (id: ConversationId, tag: TagId) => `/api/conversations/${id}/tags/${tag}`,
  metaApps: '/api/facebook/apps',
  metaApp: (id: MetaAppId) => `/api/facebook/apps/${id}`,
  unauthorizeApp: (id: MetaAppId) => `/api/facebook/apps/${id}/unauthorize`,
  facebookLogins: '/api/facebook/logins',
  completeFacebookLogin: '/api/facebook/logins/complete',
  facebookLogin: (id: FacebookLoginId) => `/api/facebook/logins/${id}`,
  loginPages: (id: FacebookLoginId) => `/api/facebook/logins/${id}/pages`,
  loginUpdate: (id: FacebookLoginId) => `/api/facebook/logins/${id}/update`,
  pageHealth: (id: PageId) => `/api/facebook/pages/${id}/health`,
  doctor: (id: PageId) => `/api/facebook/pages/${id}/doctor`,
  mend: (id: PageId) => `/api/facebook/pages/${id}/doctor/mend`,
  connectionTest: (id: PageId, startedAt: string | null) =>
    `/api/facebook/pages/${id}/test${toSearch({ startedAt: startedAt ?? undefined })}`,
  mails: (cursor: string | null) => `/api/mails${toSearch({ cursor: cursor ?? undefined })}`,
  testMail: '/api/mails/test',
  sendMail: (id: MailId) => `/api/mails/${id}/send`,
  setAside: (cursor: string | null) =>
    `/api/diagnostics/set-aside${toSearch({ cursor: cursor ?? undefined })}`,
  wrongSignatures: '/api/diagnostics/wrong-signatures',
  replay: (id: string) => `/api/diagnostics/set-aside/${id}/replay`,
  extensions: '/api/extensions',
  extension: (id: ExtensionId) => `/api/extensions/${id}`,
  uninstallFacebook: '/api/extensions/facebook/uninstall',
  unauthorizeFacebook: '/api/facebook/unauthorize',
  chatChannels: '/api/chat-channels',
  chatChannel: (id: ChatChannelId) => `/api/chat-channels/${id}`,
  setupRoom: (before: string | null) => `/api/setup/messages${toSearch({ before: before ?? undefined })}`,
  checklist: '/api/setup/checklist',
  checklistLook: '/api/setup/checklist/look',
  checklistItem: (id: ChecklistItemId) => `/api/setup/checklist/${id}`,
  commands: '/api/commands',
  appReview: '/api/app-review',
  reviewItem: (permission: string) => `/api/app-review/${encodeURIComponent(permission)}`,
  privacyPage: '/api/privacy-page',
  audit: (query: { actor?: string; action?: string; subject?: string; cursor?: string }) =>
    `/api/audit${toSearch(query)}`,
  auditActions: '/api/audit/actions',
  live: (cursor: string | null) => `/api/live${toSearch({ cursor: cursor ?? undefined })}`,
} as const;

/** `?view=mine&limit=50`, or nothing; what is undefined or empty is left out. */
function toSearch(query: Record<string, string | number | boolean | undefined>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') search.set(name, String(value));
  }
  const words = search.toString();
  return words === '' ? '' : `?${words}`;
}

import type {
  ContactId,
  ConversationId,
  CustomerId,
  FacebookLoginId,
  PageId,
  SurveyId,
  WebhookEndpointId,
  TriggerId,
  WorkStreamId,
} from '../../contract/ids.ts';
import type { StoryShown } from '../../contract/customers.ts';
import type { ReadSurveyResults } from '../../contract/surveys.ts';
import type { ListQuery } from './paths.ts';

/** Under what name each answer of the server is kept. Live events find what they change by these. */
export const queryKeys = {
  me: ['me'],
  /** All lists at once; one list is `conversationList(query)`. */
  conversationLists: ['conversations', 'list'],
  conversationList: (query: ListQuery) => ['conversations', 'list', query],
  counters: ['conversations', 'counters'],
  /** All opened conversations at once; one is `conversation(id)`. */
  conversations: ['conversation'],
  conversation: (id: ConversationId) => ['conversation', id],
  /** What stands beside a conversation, by its version. */
  thread: (id: ConversationId) => ['thread', id],
  /** `InfiniteData<MessageList>`: page 0 is the newest, each page has its oldest message first. */
  messages: (id: ConversationId) => ['messages', id],
  /** `Record<ConversationId, UserRef[]>`: who else has a conversation open, as live events told it. */
  viewers: ['viewers'],
  colleagues: ['colleagues'],
  offers: ['offers'],
  /** Why a conversation is with whom it is, by its version. */
  why: (id: ConversationId) => ['why', id],
  departments: ['departments'],
  pages: ['pages'],
  pageSettings: (id: PageId) => ['page-settings', id],
  workStreams: ['work-streams'],
  workStream: (id: WorkStreamId) => ['work-streams', id],
  /** All sets at once; one is `routingRulesOf(id)`. */
  routingRules: ['routing-rules'],
  routingRulesOf: (id: WorkStreamId) => ['routing-rules', id],
  /** By what is asked: it is never fetched twice for the same rules. */
  whatIf: (id: WorkStreamId, asked: unknown) => ['what-if', id, asked],
  tags: ['tags'],
  skills: ['skills'],
  bans: ['bans'],
  macros: ['macros'],
  presences: ['presences'],
  capacity: ['capacity'],
  load: ['load'],
  offerTemplates: ['offer-templates'],
  triggers: ['triggers'],
  triggerRuns: (id: TriggerId) => ['triggers', id],
  triggerTrial: (conditions: object) => ['trigger-trial', conditions],
  notices: ['notices'],
  webhooks: ['webhooks'],
  webhookDeliveries: (id: WebhookEndpointId) => ['webhooks', id],
  /** All that tells of the service and its use. */
  translation: ['translation'],
  translationOffer: ['translation', 'offer'],
  translationService: ['translation', 'service'],
  translationUsage: (month: string | null) => ['translation', 'usage', month],
  operatingHours: ['operating-hours'],
  surveys: ['surveys'],
  /** The last customer who was not happy, as a live event told it. */
  lowScore: ['low-score'],
  /** All results at once; one is `surveyResult`. */
  surveyResults: ['survey-results'],
  surveyResult: (id: SurveyId, filter: ReadSurveyResults) => ['survey-results', id, filter],
  channelTexts: ['channel-texts'],
  feedSkips: (id: PageId) => ['feed-skips', id],
  /** All that tells of customers. */
  customers: ['customers'],
  /** `InfiniteData<CustomerList>`, by what is looked for. */
  customerList: (filter: { q?: string; kind?: string; manager?: string }) => ['customers', 'list', filter],
  customer: (id: CustomerId) => ['customers', 'one', id],
  /** Those of all customers. */
  customersConversations: ['customers', 'conversations'],
  customerConversations: (id: CustomerId) => ['customers', 'conversations', id],
  /** All stories of all customers; each is `InfiniteData<CustomerStory>`. */
  customerStories: ['customers', 'story'],
  customerStory: (id: CustomerId, profile: ContactId | null, show: StoryShown) => [
    'customers',
    'story',
    id,
    profile,
    show,
  ],
  /** Who a conversation's customer is. */
  customerOf: (id: ConversationId) => ['customers', 'of', id],
  customerFields: ['customer-fields'],
  customerSettings: ['customer-settings'],
  metaApps: ['meta-apps'],
  pageConnection: (id: PageId) => ['page-connection', id],
  pageConnections: ['page-connection'],
  facebookLogins: ['facebook-logins'],
  facebookLogin: (id: FacebookLoginId) => ['facebook-logins', id],
  promises: ['promises'],
  report: (asked: object) => ['report', asked],
  /** All that shows how the work stands at once. */
  floors: ['floor'],
  floor: (scope: { department?: string | undefined; page?: string | undefined }) => ['floor', 'now', scope],
  underWay: (filter: object) => ['floor', 'under-way', filter],
  floorFilter: ['floor-filter'],
  /** Grows when something happened that the floor counts. */
  floorNews: ['floor-news'],
  units: ['units'],
  users: ['users'],
  pageHealth: (id: PageId) => ['page-health', id],
  doctor: (id: PageId) => ['doctor', id],
  mails: ['mails'],
  savedReplies: ['saved-replies'],
  backfills: (id: PageId) => ['backfills', id],
  setAside: ['set-aside'],
  wrongSignatures: ['wrong-signatures'],
  maskingRules: ['masking-rules'],
  privacyPolicy: ['privacy-policy'],
  consents: (page: string | null) => ['consents', page],
  agentNotice: ['agent-notice'],
  contactPrivacy: (id: ContactId) => ['contact-privacy', id],
  extensions: ['extensions'],
  appReview: ['app-review'],
  privacyPage: ['privacy-page'],
  /** `InfiniteData<AuditList>`, by filter. */
  audit: (filter: { actor?: string; action?: string }) => ['audit', filter],
  auditActions: ['audit-actions'],
  chatChannels: ['chat-channels'],
  checklist: ['checklist'],
  /** `InfiniteData<RoomMessages>`: page 0 is the newest, each page has its oldest message first. */
  setupRoom: ['setup-room'],
} as const;

import type { ConversationSort, ConversationView } from '../../contract/conversations.ts';
import type {
  ConversationId,
  CustomerId,
  FacebookLoginId,
  OfferTemplateId,
  PageId,
  SurveyId,
  WorkStreamId,
} from '../../contract/ids.ts';

/** How a list is looked at, as it stands in the URL. */
export type ListSearch = {
  sort?: ConversationSort;
  q?: string;
  department?: string;
  page?: string;
  kind?: 'messenger' | 'comment';
  unread?: boolean;
};

/** How the customers are narrowed, as it stands in the URL. */
export type CustomerSearch = { q?: string; kind?: 'person' | 'company' };

/** How the tickets are narrowed, as it stands in the URL. */
export type TicketSearch = {
  status?: string;
  q?: string;
  assignee?: string;
  department?: string;
  page?: string;
};

/** Addresses of the desk's own screens. */
export const screenPaths = {
  signIn: (to?: string) => (to && to !== '/' ? `/sign-in?to=${encodeURIComponent(to)}` : '/sign-in'),
  /** Wherever who sits here begins. */
  home: '/',
  inbox: (view: ConversationView, search: ListSearch = {}) => `/inbox/${view}${toSearch(search)}`,
  conversation: (id: ConversationId, view: ConversationView = 'all', search: ListSearch = {}) =>
    `/inbox/${view}/c/${id}${toSearch(search)}`,
  floor: '/floor',
  reports: '/reports',
  /** The contact centre; with an id, that customer's card beside the list. */
  customers: (search: CustomerSearch = {}) => `/customers${toSearch(search)}`,
  customer: (id: CustomerId, search: CustomerSearch = {}) => `/customers/${id}${toSearch(search)}`,
  tickets: (search: TicketSearch = {}) => `/tickets${toSearch(search)}`,
  settings: (section: SettingsSection) => `/settings/${section}`,
  /** What a survey told. */
  survey: (id: SurveyId) => `/settings/surveys?survey=${id}`,
  /** One page's settings, at one of its tabs. */
  page: (id: PageId, tab: PageTab = 'general') => `/settings/pages/${id}/${tab}`,
  /** The rules of one work stream. */
  routing: (stream?: WorkStreamId) => `/settings/routing${stream ? `?stream=${stream}` : ''}`,
  /** All work streams, or the settings of one. */
  workStreams: (stream?: WorkStreamId) => `/settings/work-streams${stream ? `?stream=${stream}` : ''}`,
  /** All templates of requests, or one of them. */
  offerTemplates: (template?: OfferTemplateId) =>
    `/settings/offer-templates${template ? `?template=${template}` : ''}`,
  /** Connecting pages; with a login, where it goes on from what that brought. */
  connectPages: (login?: FacebookLoginId) => `/settings/connect-pages${login ? `?login=${login}` : ''}`,
} as const;

export type PageTab =
  | 'connection'
  | 'general'
  | 'life'
  | 'messages'
  | 'comments'
  | 'attachments'
  | 'texts'
  | 'questions'
  | 'survey'
  | 'health'
  | 'past'
  | 'translation'
  | 'privacy';
export type SettingsSection =
  | 'extensions'
  | 'setup-room'
  | 'app-review'
  | 'chat-channels'
  | 'audit'
  | 'privacy'
  | 'consents'
  | 'pages'
  | 'promises'
  | 'tags'
  | 'bans'
  | 'macros'
  | 'triggers'
  | 'automated-messages'
  | 'hours'
  | 'surveys'
  | 'webhooks'
  | 'translation'
  | 'customers'
  | 'connect-pages'
  | 'meta-apps'
  | 'saved-replies'
  | 'departments'
  | 'routing'
  | 'work-streams'
  | 'units'
  | 'users'
  | 'presences'
  | 'capacity'
  | 'offer-templates'
  | 'mail'
  | 'diagnostics';

function toSearch(search: ListSearch | TicketSearch | CustomerSearch): string {
  const words = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    if (value !== undefined && value !== '' && value !== false) words.set(name, String(value));
  }
  return words.size === 0 ? '' : `?${words.toString()}`;
}

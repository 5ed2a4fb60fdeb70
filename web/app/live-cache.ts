import type { FloorNeed } from '../../contract/floor.ts';
import { needWords } from '../features/floor/needs-words.ts';
import { nowMs } from '../lib/clock.ts';
import { showToast } from '../ui/toast-store.ts';
import { notifyManager, type QueryClient } from '@tanstack/react-query';
import type {
  ConversationCounters,
  ConversationDetails,
  ConversationSummary,
} from '../../contract/conversations.ts';
import type { ConversationId, UserId } from '../../contract/ids.ts';
import type { LiveEvent, LiveEventKind } from '../../contract/live-events.ts';
import type { Message } from '../../contract/messages.ts';
import type { NoticeBox } from '../../contract/notices.ts';
import type { Offer } from '../../contract/offers.ts';
import type { Page } from '../../contract/pages.ts';
import type { Colleague, Department, DepartmentRef, Me, UserRef } from '../../contract/team.ts';
import { countChange, findRow, placeRow, removeRow, type LoadedList } from '../features/inbox/list-order.ts';
import { putMessage, takeMessage, type MessagePages } from '../lib/message-pages.ts';
import { putRoomMessage, type RoomPages } from '../lib/room-pages.ts';
import type { ListQuery } from '../lib/paths.ts';
import { queryKeys } from '../lib/query-keys.ts';
import { tellStories } from './tell-stories.ts';

type Handlers = {
  [Kind in LiveEventKind]: (
    cache: QueryClient,
    event: Extract<LiveEvent, { kind: Kind }>,
    meId: UserId,
  ) => void;
};

/** What each live event does to what was fetched: the one place where they enter. */
const onLive = {
  'conversation.changed': (cache, { conversation }, meId) => {
    changeConversation(cache, conversation, meId);
    tellFloor(cache);
  },
  'conversation.removed': (cache, { conversationId }) => {
    removeConversation(cache, conversationId);
    // What was told of it is told no more.
    void cache.invalidateQueries({ queryKey: queryKeys.notices });
    tellFloor(cache);
  },
  'message.added': (cache, { conversationId, message }) => changeMessages(cache, conversationId, message),
  'message.changed': (cache, { conversationId, message }) => changeMessages(cache, conversationId, message),
  'message.removed': (cache, { conversationId, messageId }) => {
    cache.setQueryData<MessagePages>(
      queryKeys.messages(conversationId),
      (pages) => pages && takeMessage(pages, messageId),
    );
  },
  'viewers.changed': (cache, { conversationId, viewers }) => changeViewers(cache, conversationId, viewers),
  'conversation.details-changed': (cache, { conversationId }) => {
    void cache.invalidateQueries({ queryKey: queryKeys.conversation(conversationId) });
    void cache.invalidateQueries({ queryKey: queryKeys.customerOf(conversationId) });
  },
  'survey.answered': (cache, event) => {
    void cache.invalidateQueries({ queryKey: queryKeys.surveyResults });
    // The score stands beside the customer's other conversations.
    void cache.invalidateQueries({ queryKey: queryKeys.conversations });
    if (event.isLow) cache.setQueryData(queryKeys.lowScore, event);
    tellFloor(cache);
  },
  'colleague.changed': (cache, { colleague }, meId) => {
    cache.setQueryData<Colleague[]>(queryKeys.colleagues, (all) => all && withItem(all, colleague));
    if (colleague.id === meId) changeOwnPresence(cache, colleague);
    tellFloor(cache);
  },
  'department.changed': (cache, { department }) => changeDepartment(cache, department),
  'page.changed': (cache, { page }) => {
    changePage(cache, page);
    void cache.invalidateQueries({ queryKey: queryKeys.pageHealth(page.id) });
    void cache.invalidateQueries({ queryKey: queryKeys.workStreams });
    void cache.invalidateQueries({ queryKey: queryKeys.checklist });
  },
  'room.message-added': (cache, { message }) => {
    cache.setQueryData<RoomPages>(queryKeys.setupRoom, (pages) => pages && putRoomMessage(pages, message));
  },
  'checklist.changed': (cache) => {
    void cache.invalidateQueries({ queryKey: queryKeys.checklist });
    void cache.invalidateQueries({ queryKey: queryKeys.extensions });
  },
  'units.changed': (cache) => {
    void cache.invalidateQueries({ queryKey: queryKeys.units });
    void cache.invalidateQueries({ queryKey: queryKeys.users });
  },
  'operating-hours.changed': (cache) => {
    void cache.invalidateQueries({ queryKey: queryKeys.operatingHours });
    void cache.invalidateQueries({ queryKey: queryKeys.departments });
  },
  'offers.changed': (cache, { offers }) => {
    cache.setQueryData<Offer[]>(queryKeys.offers, offers);
  },
  'bans.changed': (cache) => {
    void cache.invalidateQueries({ queryKey: queryKeys.bans });
  },
  'privacy-policy.changed': (cache) => {
    void cache.invalidateQueries({ queryKey: queryKeys.privacyPolicy });
  },
  'automated-texts.changed': (cache) => {
    void cache.invalidateQueries({ queryKey: queryKeys.channelTexts });
  },
  'customer.changed': (cache) => {
    void cache.invalidateQueries({ queryKey: queryKeys.customers });
  },
  'customer-fields.changed': (cache) => {
    void cache.invalidateQueries({ queryKey: queryKeys.customerFields });
    void cache.invalidateQueries({ queryKey: queryKeys.customerSettings });
    void cache.invalidateQueries({ queryKey: queryKeys.customers });
  },
  'work-stream.changed': (cache) => {
    void cache.invalidateQueries({ queryKey: queryKeys.workStreams });
    void cache.invalidateQueries({ queryKey: queryKeys.routingRules });
    void cache.invalidateQueries({ queryKey: queryKeys.offerTemplates });
    void cache.invalidateQueries({ queryKey: queryKeys.capacity });
  },
  'presences.changed': (cache) => {
    void cache.invalidateQueries({ queryKey: queryKeys.presences });
    void cache.invalidateQueries({ queryKey: queryKeys.me });
  },
  'alert.raised': (cache, { need }) => {
    tellFloor(cache);
    showAlert(need);
  },
  'triggers.changed': (cache) => {
    void cache.invalidateQueries({ queryKey: queryKeys.triggers });
  },
  'translation.changed': (cache) => {
    void cache.invalidateQueries({ queryKey: queryKeys.translation });
  },
  'notices.changed': (cache, { box }) => {
    cache.setQueryData<NoticeBox>(queryKeys.notices, box);
  },
  'me.changed': (cache) => {
    void cache.invalidateQueries();
  },
} satisfies Handlers;

/** What followed my load, or was chosen in another window, stands in this one too. */
function changeOwnPresence(cache: QueryClient, { presence, presenceName }: Colleague): void {
  const me = cache.getQueryData<Me>(queryKeys.me);
  if (!me) return;
  if (presenceName !== (me.user.customPresence?.name ?? null)) {
    // Its id is not told.
    void cache.invalidateQueries({ queryKey: queryKeys.me });
  } else if (presence !== 'inactive' && presence !== 'offline' && presence !== me.user.presenceChoice) {
    cache.setQueryData<Me>(queryKeys.me, { ...me, user: { ...me.user, presenceChoice: presence } });
  }
}

/** Those who lead are told wherever they are on the desk. */
function showAlert(need: FloorNeed): void {
  const { title, text } = needWords(need, nowMs());
  showToast({ tone: 'info', title, text });
}

/** Whoever looks at the floor asks for it anew, in their own time. */
function tellFloor(cache: QueryClient): void {
  cache.setQueryData<number>(queryKeys.floorNews, (before) => (before !== undefined ? before + 1 : before));
}

/** Applies events in their order. Applying one twice changes nothing. */
export function applyLiveEvents(cache: QueryClient, events: readonly LiveEvent[], meId: UserId): void {
  // One drawing for all that one frame of events changes.
  notifyManager.batch(() => {
    for (const event of events) apply(cache, event, meId);
    tellStories(cache, events);
  });
}

function apply<Kind extends LiveEventKind>(
  cache: QueryClient,
  event: Extract<LiveEvent, { kind: Kind }>,
  meId: UserId,
): void {
  const handlers: Handlers = onLive;
  // The table's type says that each handler takes the events of its own kind.
  const handler = handlers[event.kind as Kind] as (
    cache: QueryClient,
    event: Extract<LiveEvent, { kind: Kind }>,
    meId: UserId,
  ) => void;
  handler(cache, event, meId);
}

function changeConversation(cache: QueryClient, row: ConversationSummary, meId: UserId): void {
  const before = knownRow(cache, row.id);
  changeLists(cache, (list, query) => placeRow(list, row, query, meId));
  changeCounters(cache, before, row, meId);
  cache.setQueryData<Offer[]>(
    queryKeys.offers,
    (offers) =>
      offers &&
      offers.map((offer) =>
        offer.conversation.id === row.id && offer.conversation.version < row.version
          ? { ...offer, conversation: row }
          : offer,
      ),
  );
  const key = queryKeys.conversation(row.id);
  const details = cache.getQueryData<ConversationDetails>(key);
  if (!details || details.version >= row.version) return;
  changeDetails(cache, row.id, (known) => ({
    ...known,
    ...row,
    // Absent where the page asks no longer.
    consent: row.consent,
    due: row.due,
    // Absent when the last one has left.
    participants: row.participants,
    contact: { ...known.contact, ...row.contact },
  }));
  if (changesPermissions(details, row)) void cache.invalidateQueries({ queryKey: key });
}

/** Changes one conversation as it is known; one that has to be asked for anew still has to be. */
function changeDetails(
  cache: QueryClient,
  id: ConversationId,
  change: (details: ConversationDetails) => ConversationDetails,
): void {
  const queryKey = queryKeys.conversation(id);
  const isStale = cache.getQueryState(queryKey)?.isInvalidated ?? false;
  cache.setQueryData<ConversationDetails>(queryKey, (details) => details && change(details));
  if (isStale) void cache.invalidateQueries({ queryKey, exact: true }, { cancelRefetch: false });
}

/** What the caller may do is computed by the server from these. */
function changesPermissions(before: ConversationSummary, after: ConversationSummary): boolean {
  return (
    before.status !== after.status ||
    before.assignee?.id !== after.assignee?.id ||
    JSON.stringify(before.participants) !== JSON.stringify(after.participants) ||
    before.department.id !== after.department.id ||
    before.window.state !== after.window.state ||
    before.page.canSend !== after.page.canSend ||
    before.consent?.state !== after.consent?.state ||
    before.consent?.isRequired !== after.consent?.isRequired ||
    before.threadOwner?.appId !== after.threadOwner?.appId ||
    (before.threadOwner === null) !== (after.threadOwner === null)
  );
}

function changeCounters(
  cache: QueryClient,
  before: ConversationSummary | null,
  after: ConversationSummary,
  meId: UserId,
): void {
  if (before && before.version >= after.version) return;
  const counters = cache.getQueryData<ConversationCounters>(queryKeys.counters);
  if (!counters) return;
  const next = before ? countChange(counters, before, after, meId) : null;
  if (next) cache.setQueryData(queryKeys.counters, next);
  else void cache.invalidateQueries({ queryKey: queryKeys.counters }, { cancelRefetch: false });
}

/** The newest copy of a conversation that any answer holds. */
function knownRow(cache: QueryClient, id: ConversationId): ConversationSummary | null {
  let newest: ConversationSummary | null =
    cache.getQueryData<ConversationDetails>(queryKeys.conversation(id)) ?? null;
  for (const [, list] of cache.getQueriesData<LoadedList>({ queryKey: queryKeys.conversationLists })) {
    const row = list ? findRow(list, id)?.row : undefined;
    if (row && (!newest || row.version > newest.version)) newest = row;
  }
  return newest;
}

function removeConversation(cache: QueryClient, id: ConversationId): void {
  changeLists(cache, (list) => removeRow(list, id));
  cache.removeQueries({ queryKey: queryKeys.messages(id), type: 'inactive' });
  void cache.invalidateQueries({ queryKey: queryKeys.messages(id) });
  void cache.invalidateQueries({ queryKey: queryKeys.conversation(id) });
  void cache.invalidateQueries({ queryKey: queryKeys.counters }, { cancelRefetch: false });
}

function changeMessages(cache: QueryClient, id: ConversationId, message: Message): void {
  cache.setQueryData<MessagePages>(queryKeys.messages(id), (pages) => pages && putMessage(pages, message));
}

function changeViewers(cache: QueryClient, id: ConversationId, viewers: UserRef[]): void {
  cache.setQueryData<Record<string, UserRef[]>>(queryKeys.viewers, (all) => ({ ...all, [id]: viewers }));
  changeDetails(cache, id, (details) => ({ ...details, viewers }));
}

function changeDepartment(cache: QueryClient, ref: DepartmentRef): void {
  cache.setQueryData<Department[]>(
    queryKeys.departments,
    (all) => all && all.map((one) => (one.id === ref.id ? { ...one, ...ref } : one)),
  );
  cache.setQueryData<Me>(
    queryKeys.me,
    (me) => me && { ...me, departments: withKnownItem(me.departments, ref) },
  );
  changeRows(cache, (row) => (row.department.id === ref.id ? { ...row, department: ref } : row));
}

function changePage(cache: QueryClient, page: Page): void {
  cache.setQueryData<Page[]>(queryKeys.pages, (all) => all && withItem(all, page));
  const { id, name, canSend, reason, isRemoved, color } = page;
  const ref = { id, name, canSend, reason, isRemoved, color };
  changeRows(cache, (row) => (row.page.id === id ? { ...row, page: ref } : row));
  for (const queryKey of [queryKeys.pageSettings(page.id), queryKeys.pageConnection(page.id)]) {
    void cache.invalidateQueries({ queryKey }, { cancelRefetch: false });
  }
  // What is set for the page and matters while one writes.
  void cache.invalidateQueries(
    {
      queryKey: queryKeys.conversations,
      predicate: ({ state }) => (state.data as ConversationDetails | undefined)?.page.id === page.id,
    },
    { cancelRefetch: false },
  );
}

/** Changes every copy of the conversations for which `change` answers another object. */
function changeRows(cache: QueryClient, change: <Row extends ConversationSummary>(row: Row) => Row): void {
  changeLists(cache, (list) => {
    if (list.pages.every((page) => page.items.every((row) => change(row) === row))) return list;
    return { ...list, pages: list.pages.map((page) => ({ ...page, items: page.items.map(change) })) };
  });
  for (const [queryKey, details] of cache.getQueriesData<ConversationDetails>({
    queryKey: queryKeys.conversations,
  })) {
    const next = details && change(details);
    if (!next || next === details) continue;
    changeDetails(cache, next.id, () => next);
    if (changesPermissions(details, next)) void cache.invalidateQueries({ queryKey });
  }
}

function changeLists(cache: QueryClient, change: (list: LoadedList, query: ListQuery) => LoadedList): void {
  for (const [key, list] of cache.getQueriesData<LoadedList>({ queryKey: queryKeys.conversationLists })) {
    if (!list) continue;
    // The last part of a list's key is its query: `queryKeys.conversationList`.
    const next = change(list, key.at(-1) as ListQuery);
    if (next !== list) cache.setQueryData(key, next);
  }
}

function withItem<Item extends { id: string }>(all: Item[], item: Item): Item[] {
  return all.some((one) => one.id === item.id) ? withKnownItem(all, item) : [...all, item];
}

function withKnownItem<Item extends { id: string }>(all: Item[], item: Item): Item[] {
  return all.map((one) => (one.id === item.id ? item : one));
}

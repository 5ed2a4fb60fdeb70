import { passControl, requestControl, takeControl } from '../routing/control.ts';
import { hold, holdEndsAt, holderOf, ownerOf, pageInboxAppId } from '../routing/holder.ts';
import type { PageRecord, ThreadRecord } from '../world/records.ts';
import type { Edges, GraphCall } from './graph-call.ts';
import { GraphError, invalidParameter } from './graph-error.ts';
import { requirePageToken } from './require-page-token.ts';
import { requireScope } from './scopes.ts';

const longestHoldSeconds = 7 * 24 * 3_600;

/** Conversation Routing: who of several apps answers a person. */
export const threadControlEdges: Edges<PageRecord> = {
  pass_thread_control: {
    POST(call, page) {
      const thread = threadOf(call, page);
      requireHold(call, thread);
      const toAppId = knownApp(call, page, call.params.required('target_app_id'));
      passTo(call, thread, toAppId);
      return { success: true };
    },
  },
  take_thread_control: {
    POST(call, page) {
      const thread = threadOf(call, page);
      const appId = call.caller.app.id;
      const isAllowed =
        page.routing.defaultAppId === appId ||
        page.routing.othersMayTake ||
        ownerOf(call.simulation, thread) === appId;
      if (!isAllowed) {
        const message = '(#10) Only the default app of this Page can take thread control.';
        throw new GraphError({ code: 10, status: 403, message });
      }
      call.afterwards.push(takeControl(call.simulation, thread, { appId, metadata: metadataOf(call) }));
      return { success: true };
    },
  },
  request_thread_control: {
    POST(call, page) {
      const thread = threadOf(call, page);
      const handover = { appId: call.caller.app.id, metadata: metadataOf(call) };
      call.afterwards.push(requestControl(call.simulation, thread, handover));
      return { success: true };
    },
  },
  release_thread_control: {
    POST(call, page) {
      const thread = threadOf(call, page);
      requireHold(call, thread);
      hold(call.simulation, thread, null);
      return { success: true };
    },
  },
  extend_thread_control: {
    POST(call, page) {
      const thread = threadOf(call, page);
      requireHold(call, thread);
      const duration = call.params.integer('duration') ?? 0;
      if (duration < 1 || duration > longestHoldSeconds)
        throw invalidParameter(`Param duration must be between 1 and ${longestHoldSeconds}`);
      if (ownerOf(call.simulation, thread) === null) hold(call.simulation, thread, call.caller.app.id);
      if (thread.owner) thread.owner.extendedUntil = call.simulation.clock.nowMs() + duration * 1000;
      call.simulation.live.thread(thread);
      return { success: true };
    },
  },
  thread_owner: {
    GET(call, page) {
      const thread = threadOf(call, page);
      const appId = ownerOf(call.simulation, thread);
      if (appId === null) return { data: [] };
      const expiration = Math.floor(holdEndsAt(thread) / 1000);
      return { data: [{ thread_owner: { app_id: appId, expiration } }] };
    },
  },
  /** Of the retired handover protocol, which routing still understands: the page's other apps. */
  secondary_receivers: {
    GET(call, page) {
      requirePageToken(call, page);
      const others = Object.keys(page.subscriptions).filter((id) => id !== call.caller.app.id);
      const data = others.map((id) => ({ id, name: call.simulation.world.apps.get(id)?.name }));
      return { data: [...data, { id: pageInboxAppId, name: 'Page Inbox' }] };
    },
  },
};

/** Throws 2018300 when another app holds the thread. */
export function requireHold(call: GraphCall, thread: ThreadRecord): void {
  const holder = holderOf(call.simulation, thread);
  if (holder === null || holder === call.caller.app.id) return;
  const words = 'Another app is controlling this thread now.';
  const isCode = call.simulation.settings.threadControlError === 'code';
  throw isCode
    ? new GraphError({ code: 2018300, message: `(#2018300) ${words}` })
    : new GraphError({ code: 10, subcode: 2018300, status: 403, message: `(#10) ${words}` });
}

/** `thread_control` of a send: what becomes of the thread once the message is out. Read and checked before. */
export function afterSending(call: GraphCall, page: PageRecord): ((thread: ThreadRecord) => void) | null {
  const control = call.params.object('thread_control');
  if (!control) return null;
  const type = control['control_type'];
  if (type === 'release') return (thread) => hold(call.simulation, thread, null);
  if (type !== 'pass')
    throw invalidParameter('Param thread_control[control_type] must be one of {PASS, RELEASE}');
  const toAppId = knownApp(call, page, String(control['app_id'] ?? ''));
  return (thread) => passTo(call, thread, toAppId);
}

function passTo(call: GraphCall, thread: ThreadRecord, toAppId: string): void {
  const handover = { appId: call.caller.app.id, toAppId, metadata: metadataOf(call) };
  call.afterwards.push(passControl(call.simulation, thread, handover));
}

function knownApp(call: GraphCall, page: PageRecord, appId: string): string {
  const isConnected = call.simulation.world.apps.has(appId) && page.subscriptions[appId] !== undefined;
  if (isConnected || appId === pageInboxAppId) return appId;
  throw invalidParameter('Invalid app id: it is not connected to this Page', 2018164);
}

function threadOf(call: GraphCall, page: PageRecord): ThreadRecord {
  requirePageToken(call, page);
  requireScope(call.caller, 'pages_messaging');
  call.note.kind = call.request.path[1] ?? '';
  const psid = call.params.recipientId() ?? '';
  const thread = call.simulation.world.threadByPsid(psid);
  if (!thread || thread.pageId !== page.id) throw invalidParameter('No matching user found', 2018001);
  call.note.who = call.simulation.world.people.get(thread.personId)?.name ?? psid;
  return thread;
}

function metadataOf({ params }: GraphCall): string | undefined {
  const metadata = params.text('metadata');
  if (metadata !== undefined && metadata.length >= 1_000)
    throw invalidParameter('Length of param metadata must be less than 1000');
  return metadata;
}

import type { Simulation } from '../simulation.ts';
import { linkOf, stickerIdOf } from '../webhooks/attachment-shapes.ts';
import type {
  AppRecord,
  AttachmentRecord,
  MessageRecord,
  PageRecord,
  PersonRecord,
  ThreadRecord,
} from '../world/records.ts';
import { holdEndsAt, ownerOf, pageInboxAppId } from '../routing/holder.ts';
import { tasksOf } from '../world/tasks.ts';
import { standardWindowEndsAt } from '../world/window.ts';
import { placeOf, situations } from '../scenarios/situations.ts';
import { pageAccessToken } from '../scenarios/access.ts';

/** What the control API shows: `State`, `Thread` and their parts as the README describes them. */

export function viewApp(app: AppRecord) {
  return app;
}

export function viewPage(simulation: Simulation, page: PageRecord) {
  const { world, links } = simulation;
  return {
    id: page.id,
    name: page.name,
    category: page.category,
    pictureUrl: links.picture('page', page.id),
    accessToken: pageAccessToken(simulation, page),
    restricted: page.restricted,
    published: page.published ?? true,
    messaging: page.messaging ?? true,
    routing: page.routing,
    admins: page.adminIds.map((id) => ({
      id,
      name: world.people.get(id)?.name ?? id,
      tasks: tasksOf(page, id),
    })),
    subscriptions: Object.entries(page.subscriptions).map(([appId, fields]) => ({ appId, fields })),
  };
}

export function viewPerson(simulation: Simulation, person: PersonRecord) {
  const pictureUrl = simulation.links.picture('person', person.id);
  return { ...person, pictureUrl, psids: simulation.world.psidsOf(person.id) };
}

export function viewState(simulation: Simulation, pageId?: string) {
  const { world, clock, mint, engine, settings, faults, tokens } = simulation;
  return {
    seed: mint.seed,
    nowMs: clock.nowMs(),
    offsetMs: clock.offsetMs,
    isPaused: clock.isPaused,
    nextTokenExpiryAt: tokens.nextExpiryAfter(clock.nowMs()),
    apps: [...world.apps.values()].map(viewApp),
    pages: [...world.pages.values()].map((page) => viewPage(simulation, page)),
    people: [...world.people.values()].map((person) => viewPerson(simulation, person)),
    threads: viewThreads(simulation),
    settings,
    faults: faults.all(),
    situations: viewSituations(simulation, pageId),
    broken: tokens.breaks.map(({ serial: _serial, ...fault }) => fault),
    deliveries: {
      pending: engine.pendingCount,
      inFlight: engine.counts.inFlight,
      held: engine.heldCount,
      delivered: engine.counts.delivered,
      failed: engine.counts.failed,
    },
  };
}

/** Of the first app and the named or the first page; empty in an empty world. */
export function viewSituations(simulation: Simulation, pageId?: string) {
  const place = placeOf(simulation, pageId);
  if (!place) return [];
  return situations.map(({ id, title, help, isOn }) => ({ id, title, help, isOn: isOn(place) }));
}

const mostThreads = 500;

export function viewThreads(simulation: Simulation, pageId?: string) {
  return [...simulation.world.threads]
    .filter((thread) => pageId === undefined || thread.pageId === pageId)
    .map((thread) => viewSummary(simulation, thread))
    .toSorted((a, b) => b.lastAt - a.lastAt)
    .slice(0, mostThreads);
}

function viewSummary(simulation: Simulation, thread: ThreadRecord) {
  const { world, links } = simulation;
  const last = thread.messages.at(-1);
  return {
    pageId: thread.pageId,
    personId: thread.personId,
    psid: thread.psid,
    personName: world.people.get(thread.personId)?.name ?? '',
    pageName: world.pages.get(thread.pageId)?.name ?? '',
    pictureUrl: links.picture('person', thread.personId),
    lastText: last ? (last.text ?? last.attachments[0]?.type ?? '') : '',
    lastAt: last?.sentAt ?? 0,
    lastFrom: last?.from ?? 'person',
    unreadByPerson: thread.messages.filter(
      ({ from, sentAt }) => from === 'page' && sentAt > (thread.readByPersonAt ?? 0),
    ).length,
    windowEndsAt: standardWindowEndsAt(thread),
  };
}

/** Messenger shows the dots for about 20 seconds after the last sign of typing. */
const typingLastsMs = 20_000;

export function viewThread(simulation: Simulation, thread: ThreadRecord) {
  const { world, clock } = simulation;
  const typing = thread.pageTyping;
  const isTyping = typing !== null && clock.nowMs() - typing.sinceMs < typingLastsMs;
  const persona = isTyping && typing.personaId ? world.personas.get(typing.personaId) : undefined;
  const profile = world.pages.get(thread.pageId)?.messengerProfile ?? {};
  return {
    ...viewSummary(simulation, thread),
    messages: thread.messages.map((message) => viewMessage(simulation, message)),
    typing: { page: isTyping, ...(persona && { personaName: persona.name }), person: thread.personTyping },
    owner: viewOwner(simulation, thread),
    readByPageAt: thread.readByPageAt,
    readByPersonAt: thread.readByPersonAt,
    deliveredAt: thread.deliveredAt,
    greeting: greetingOf(profile['greeting']),
    getStarted: profile['get_started'] !== undefined,
    menu: actionsOf(thread.userMenu ?? profile['persistent_menu']),
    iceBreakers: actionsOf(profile['ice_breakers']),
  };
}

function viewOwner(simulation: Simulation, thread: ThreadRecord) {
  const appId = ownerOf(simulation, thread);
  if (appId === null) return null;
  const name = appId === pageInboxAppId ? 'Page Inbox' : simulation.world.apps.get(appId)?.name;
  return { appId, name: name ?? appId, endsAt: holdEndsAt(thread) };
}

function viewMessage(simulation: Simulation, message: MessageRecord) {
  const { personaId, attachments, ...rest } = message;
  const persona = personaId === undefined ? undefined : simulation.world.personas.get(personaId);
  return {
    ...rest,
    attachments: attachments.map(({ fileId, raw, ...attachment }) => {
      const url =
        attachment.type === 'sticker'
          ? simulation.links.picture('sticker', stickerIdOf(attachment))
          : linkOf(simulation, { ...attachment, ...(fileId !== undefined && { fileId }) });
      const mediaUrl = mediaOfTemplate(simulation, attachment);
      return {
        ...attachment,
        ...(url !== undefined && { url }),
        ...(raw && { payload: raw }),
        ...(mediaUrl !== undefined && { mediaUrl }),
      };
    }),
    ...(persona && { persona: { id: persona.id, name: persona.name, pictureUrl: persona.pictureUrl } }),
  };
}

/** Where the picture or film of a media template is, which it names by the id of an upload. */
function mediaOfTemplate(simulation: Simulation, { type, payload }: AttachmentRecord): string | undefined {
  if (type !== 'template' || typeof payload !== 'object' || payload === null) return undefined;
  const elements: unknown[] =
    'elements' in payload && Array.isArray(payload.elements) ? payload.elements : [];
  const [element] = elements;
  if (typeof element !== 'object' || element === null || !('attachment_id' in element)) return undefined;
  const upload = simulation.world.uploads.get(String(element.attachment_id));
  return upload && linkOf(simulation, upload.attachment);
}

/** What the welcome screen says, of the first (default) locale. */
function greetingOf(value: unknown): string | null {
  const greetings: unknown[] = Array.isArray(value) ? value : [];
  const [first] = greetings;
  return typeof first === 'object' && first !== null && 'text' in first ? String(first.text) : null;
}

/** The buttons of a menu or the questions of ice breakers, of the first (default) locale. */
function actionsOf(value: unknown): unknown[] {
  if (!Array.isArray(value)) return [];
  const [first] = value as unknown[];
  if (typeof first !== 'object' || first === null) return [];
  if ('call_to_actions' in first && Array.isArray(first.call_to_actions)) return first.call_to_actions;
  return value;
}

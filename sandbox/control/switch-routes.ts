import { z } from 'zod';
import { Refusal } from '../people/refusal.ts';
import { firstApp } from '../scenarios/access.ts';
import { findPreset, presetGroups } from '../graph/fault-presets.ts';
import { placeOf, situations } from '../scenarios/situations.ts';
import { knownScopes } from '../graph/scopes.ts';
import { summaryOfCall } from '../log/call-record.ts';
import { faultOfPatch, settingChoices } from '../world/settings.ts';
import { found, given } from './found.ts';
import { bare, route, type ControlCall } from './router.ts';
import { instant } from './schemas.ts';
import { viewSituations } from './views.ts';
import { limitOf } from './webhook-routes.ts';

/** Beyond these years nobody understands a time of Facebook's; a clock there would stop the desk that goes along. */
const isTimeOfFacebook = (ms: number) => ms >= Date.UTC(2004) && ms < Date.UTC(2100);

const whichTokens = {
  pageId: z.string().optional(),
  personId: z.string().optional(),
  accessToken: z.string().optional(),
};

export const switchRoutes = [
  bare('GET /_sim/clock', clockOf),
  route(
    'POST /_sim/clock',
    z.strictObject({
      advanceMs: z.number().optional(),
      setTo: instant.optional(),
      offsetMs: z.number().optional(),
      paused: z.boolean().optional(),
    }),
    (call, { advanceMs, setTo, offsetMs, paused }) => {
      const { clock } = call.simulation;
      if (paused === true) clock.pause();
      if (paused === false || offsetMs === 0) clock.resume();
      const realMs = clock.nowMs() - clock.offsetMs;
      const setOffsetMs = setTo === undefined ? clock.offsetMs : setTo - realMs;
      const wanted = (offsetMs ?? setOffsetMs) + (advanceMs ?? 0);
      if (!isTimeOfFacebook(realMs + wanted)) throw new Refusal(400, 'The clock can show 2004 to 2099.');
      clock.shiftTo(wanted);
      return clockOf(call);
    },
  ),

  bare('GET /_sim/calls', ({ simulation, query }) => ({
    calls: simulation.calls.newest(limitOf(query), Number(query.get('afterId') ?? 0)).map(summaryOfCall),
  })),
  bare('GET /_sim/calls/{id}', ({ simulation, path }) =>
    found(simulation.calls.get(Number(path['id'])), `call ${path['id']}`),
  ),
  bare('DELETE /_sim/log', ({ simulation }) => {
    simulation.calls.clear();
    simulation.deliveries.clear();
    return { ok: true };
  }),

  bare('GET /_sim/faults', ({ simulation }) => ({ faults: simulation.faults.all() })),
  route(
    'POST /_sim/faults',
    z.strictObject({
      title: z.string().optional(),
      match: z
        .strictObject({
          method: z.string().optional(),
          path: z.string().optional(),
          pageId: z.string().optional(),
          psid: z.string().optional(),
          personId: z.string().optional(),
          kind: z.enum(['message', 'action']).optional(),
        })
        .default({}),
      times: z.number().int().min(1).nullable().default(1),
      status: z.number().int().optional(),
      code: z.number().int().optional(),
      subcode: z.number().int().optional(),
      type: z.string().optional(),
      message: z.string().optional(),
      isTransient: z.boolean().optional(),
      delayMs: z.number().min(0).optional(),
      applyThenError: z.boolean().optional(),
      dropConnection: z.boolean().optional(),
      htmlBody: z.string().optional(),
      retryAfterMinutes: z.number().optional(),
    }),
    (call, { match, times, ...fault }) =>
      changed(call, call.simulation.faults.add({ ...given(fault), match: given(match), times })),
  ),
  bare('DELETE /_sim/faults', (call) => {
    call.simulation.faults.clear();
    return changed(call, { ok: true });
  }),
  bare('DELETE /_sim/faults/{id}', (call) => {
    if (!call.simulation.faults.remove(Number(call.path['id'])))
      throw new Refusal(404, 'There is no such fault.');
    return changed(call, { ok: true });
  }),

  bare('GET /_sim/presets', () => ({ groups: presetGroups })),
  route(
    'POST /_sim/presets/{id}',
    z.strictObject({ times: z.number().int().min(1).nullable().optional() }),
    (call, { times }) => {
      const preset = found(findPreset(call.path['id'] ?? ''), `preset ${call.path['id']}`);
      const { id, title, fault } = preset;
      const hits = times === undefined ? (preset.times ?? 1) : times;
      return changed(call, call.simulation.faults.add({ ...fault, title, presetId: id, times: hits }));
    },
  ),
  route(
    'POST /_sim/situations/{id}',
    z.strictObject({ on: z.boolean(), pageId: z.string().optional() }),
    (call, { on, pageId }) => {
      const situation = found(
        situations.find(({ id }) => id === call.path['id']),
        `situation ${call.path['id']}`,
      );
      const place = found(placeOf(call.simulation, pageId), 'such page with an app');
      if (situation.isOn(place) !== on) situation.set(place, on);
      return changed(call, { situations: viewSituations(call.simulation, pageId) });
    },
  ),

  bare('GET /_sim/settings/choices', () => settingChoices),
  bare('GET /_sim/settings', ({ simulation }) => simulation.settings),
  route('PATCH /_sim/settings', z.record(z.string(), z.unknown()), (call, patch) => {
    const fault = faultOfPatch(patch);
    if (fault) throw new Refusal(400, fault);
    return changed(call, Object.assign(call.simulation.settings, patch));
  }),

  route(
    'POST /_sim/tokens',
    z.strictObject({
      kind: z.enum(['user', 'page']),
      appId: z.string().optional(),
      personId: z.string().optional(),
      pageId: z.string().optional(),
      scopes: z.array(z.string()).optional(),
      longLived: z.boolean().default(true),
    }),
    (call, body) => ({ accessToken: issueToken(call, body) }),
  ),
  route(
    'POST /_sim/tokens/break',
    z.strictObject({ ...whichTokens, subcode: z.number().int() }),
    (call, { subcode, ...which }) => {
      call.simulation.tokens.break({ subcode, ...given(which) });
      return changed(call, brokenTokens(call));
    },
  ),
  route('POST /_sim/tokens/mend', z.strictObject(whichTokens), (call, which) => {
    const { tokens } = call.simulation;
    const wanted = Object.entries(given(which));
    tokens.breaks = tokens.breaks.filter((fault) => {
      const same = new Map(Object.entries(fault));
      return !wanted.every(([name, value]) => same.get(name) === value);
    });
    return changed(call, brokenTokens(call));
  }),
  route(
    'POST /_sim/logins/next',
    z.strictObject({
      personId: z.string().optional(),
      pageIds: z.array(z.string()).optional(),
      declinedScopes: z.array(z.string()).optional(),
      deny: z.boolean().optional(),
    }),
    ({ simulation }, next) => {
      simulation.nextLogin = given(next);
      return { ok: true };
    },
  ),
];

function issueToken(
  call: ControlCall,
  about: {
    kind: 'user' | 'page';
    appId?: string | undefined;
    personId?: string | undefined;
    pageId?: string | undefined;
    scopes?: string[] | undefined;
    longLived: boolean;
  },
): string {
  const { world, tokens, clock } = call.simulation;
  const app = about.appId === undefined ? firstApp(call.simulation) : world.apps.get(about.appId);
  const page = about.pageId === undefined ? world.pages.values().next().value : world.pages.get(about.pageId);
  const personId = about.personId ?? page?.adminIds[0];
  const issuedAt = clock.nowMs();
  const isPage = about.kind === 'page';
  const lifetimeMs = about.longLived ? 5_183_944_000 : 5_100_000;
  return tokens.issue({
    kind: about.kind,
    appId: found(app, 'such app').id,
    personId: found(personId, 'such person'),
    ...(isPage && { pageId: found(page, 'such page').id }),
    scopes: about.scopes ?? [...knownScopes],
    pageIds: null,
    issuedAt,
    longLived: about.longLived,
    expiresAt: isPage && about.longLived ? null : issuedAt + lifetimeMs,
  });
}

function brokenTokens({ simulation }: ControlCall) {
  return { broken: simulation.tokens.breaks.map(({ serial: _serial, ...fault }) => fault) };
}

function clockOf({ simulation }: ControlCall) {
  const { clock } = simulation;
  return { nowMs: clock.nowMs(), offsetMs: clock.offsetMs, isPaused: clock.isPaused };
}

function changed<Answer>(call: ControlCall, answer: Answer): Answer {
  call.simulation.live.world();
  return answer;
}

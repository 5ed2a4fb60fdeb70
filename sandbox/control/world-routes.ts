import { z } from 'zod';
import { verifyCallback } from '../graph/app.ts';
import { knownScopes } from '../graph/scopes.ts';
import { callBack } from '../login/call-back.ts';
import { Refusal } from '../people/refusal.ts';
import { firstApp } from '../scenarios/access.ts';
import { describeDemo } from '../scenarios/demo.ts';
import { resetWorld } from '../scenarios/build-world.ts';
import { enforcePolicy } from '../webhooks/policy.ts';
import { playedFields } from '../webhooks/fields.ts';
import { allTasks } from '../world/tasks.ts';
import { found, given } from './found.ts';
import { bare, route, type ControlCall } from './router.ts';
import { viewApp, viewPage, viewPerson, viewState } from './views.ts';

const id = z.string().regex(/^\d+$/, 'an id is a text of digits');
const appFields = {
  name: z.string().min(1).optional(),
  secret: z.string().min(1).optional(),
  redirectUris: z.array(z.string()).optional(),
  requireProof: z.boolean().optional(),
  messengerProduct: z.boolean().optional(),
  mode: z.enum(['live', 'development']).optional(),
  standardScopes: z.array(z.enum(knownScopes)).optional(),
  testerIds: z.array(z.string()).optional(),
  deauthorizeUrl: z.url().nullable().optional(),
  dataDeletionUrl: z.url().nullable().optional(),
};
const personFields = {
  name: z.string().min(1).optional(),
  firstName: z.string().optional(),
  lastName: z.string().optional(),
  locale: z.string().optional(),
  timezone: z.number().optional(),
  gender: z.string().optional(),
  profile: z.enum(['full', 'name-only', 'empty', 'phone-only', 'hidden', 'expired-picture']).optional(),
  unavailable: z.boolean().optional(),
  role: z.enum(['customer', 'staff']).optional(),
};
const person = z.strictObject({
  ...personFields,
  name: z.string().min(1),
  id: id.optional(),
  pageId: id.optional(),
});

export const worldRoutes = [
  bare('GET /_sim/health', () => ({ ok: true })),
  bare('GET /_sim/state', ({ simulation, query }) => viewState(simulation, query.get('pageId') ?? undefined)),
  bare('GET /_sim/demo', ({ simulation }) => found(describeDemo(simulation), 'demo page in this world')),
  route(
    'POST /_sim/reset',
    z.strictObject({
      world: z.enum(['demo', 'empty']).optional(),
      seed: z.number().int().optional(),
      keepConnections: z.boolean().optional(),
    }),
    ({ simulation }, { world = 'demo', seed = simulation.mint.seed, keepConnections = true }) => {
      resetWorld(simulation, { world, seed, keepConnections });
      return viewState(simulation);
    },
  ),

  route(
    'POST /_sim/apps',
    z.strictObject({ ...appFields, name: z.string().min(1).default('App'), id: id.optional() }),
    (call, body) => changed(call, viewApp(call.simulation.world.addApp({ ...given(body), name: body.name }))),
  ),
  route(
    'PATCH /_sim/apps/{appId}',
    z.strictObject({ ...appFields, webhookActive: z.boolean().optional() }),
    (call, { webhookActive, ...body }) => {
      const app = Object.assign(appOf(call), given(body));
      if (webhookActive !== undefined) found(app.webhook, 'webhook of this app').active = webhookActive;
      return changed(call, viewApp(app));
    },
  ),
  route(
    'POST /_sim/apps/{appId}/callbacks',
    z.strictObject({
      kind: z.enum(['deauthorize', 'data-deletion']),
      personId: z.string().optional(),
      url: z.url().optional(),
      signature: z.enum(['right', 'wrong']).default('right'),
    }),
    async (call, { kind, personId, url, signature }) => {
      const app = appOf(call);
      const staff = [...call.simulation.world.people.values()].find(({ role }) => role === 'staff');
      const who = found(
        personId === undefined ? staff : call.simulation.world.people.get(personId),
        'such person',
      );
      const answer = await callBack(call.simulation, app, { kind, person: who, url, signature });
      return changed(call, answer);
    },
  ),
  route(
    'POST /_sim/grants',
    z.strictObject({
      appId: z.string().optional(),
      personId: z.string(),
      pageIds: z.array(z.string()).nullable().optional(),
      granted: z.array(z.enum(knownScopes)).optional(),
      declined: z.array(z.enum(knownScopes)).optional(),
      revoked: z.boolean().optional(),
    }),
    (call, { appId, personId, ...body }) => {
      const { world } = call.simulation;
      const app = found(appId === undefined ? firstApp(call.simulation) : world.apps.get(appId), 'such app');
      found(world.people.get(personId), `person ${personId}`);
      const before = world.grantOf(app.id, personId);
      const standard = { granted: [...knownScopes], declined: [], pageIds: null, revoked: false };
      const grant = { ...standard, ...before, ...given(body), appId: app.id, personId };
      world.setGrant(grant);
      return changed(call, grant);
    },
  ),
  route(
    'POST /_sim/apps/{appId}/webhook',
    z.strictObject({
      callbackUrl: z.url(),
      verifyToken: z.string().default(''),
      fields: z.array(z.string()).optional(),
      pageIds: z.array(z.string()).optional(),
      verify: z.boolean().default(true),
    }),
    async (call, { callbackUrl, verifyToken, fields = [...playedFields], pageIds, verify }) => {
      const { world, mint } = call.simulation;
      const app = appOf(call);
      const fault = verify ? await verifyCallback(callbackUrl, verifyToken, mint.id()) : null;
      if (fault) throw new Refusal(400, `The callback was not verified: ${fault}`);
      app.webhook = { callbackUrl, verifyToken, fields, active: true };
      for (const page of world.pages.values()) {
        if (!pageIds || pageIds.includes(page.id)) page.subscriptions[app.id] = fields;
      }
      return changed(call, viewApp(app));
    },
  ),

  route(
    'POST /_sim/pages',
    z.strictObject({
      name: z.string().min(1),
      id: id.optional(),
      category: z.string().optional(),
      adminIds: z.array(z.string()).optional(),
    }),
    (call, body) => {
      const { world } = call.simulation;
      const staff = [...world.people.values()].find(({ role }) => role === 'staff');
      const adminIds = body.adminIds ?? [
        (staff ?? world.addPerson({ name: 'Nora Vermeer', role: 'staff' })).id,
      ];
      for (const adminId of adminIds) found(world.people.get(adminId), `person ${adminId}`).role = 'staff';
      return changed(
        call,
        viewPage(call.simulation, world.addPage({ ...given(body), name: body.name, adminIds })),
      );
    },
  ),
  route(
    'PATCH /_sim/pages/{pageId}',
    z.strictObject({
      name: z.string().min(1).optional(),
      category: z.string().optional(),
      restricted: z.boolean().optional(),
      published: z.boolean().optional(),
      messaging: z.boolean().optional(),
      adminIds: z.array(z.string()).optional(),
      tasks: z.record(z.string(), z.array(z.enum(allTasks))).optional(),
      routing: z
        .strictObject({
          defaultAppId: z.string().nullable().optional(),
          othersMayTake: z.boolean().optional(),
          humanAgentTakes: z.boolean().optional(),
        })
        .optional(),
    }),
    (call, { routing, ...body }) => {
      const page = found(call.simulation.world.pages.get(call.path['pageId'] ?? ''), 'such page');
      if (routing) Object.assign(page.routing, given(routing));
      return changed(call, viewPage(call.simulation, Object.assign(page, given(body))));
    },
  ),

  route(
    'POST /_sim/pages/{pageId}/policy',
    z.strictObject({ action: z.enum(['warning', 'block', 'unblock']), reason: z.string().optional() }),
    (call, { action, reason }) => {
      const page = found(call.simulation.world.pages.get(call.path['pageId'] ?? ''), 'such page');
      enforcePolicy(call.simulation, page, action, reason);
      return changed(call, viewPage(call.simulation, page));
    },
  ),

  route('POST /_sim/people', person, (call, body) => changed(call, addPerson(call, body))),
  route(
    'POST /_sim/people/bulk',
    z.strictObject({ people: z.array(person).max(10_000) }),
    (call, { people }) => ({
      people: people.map((one) => addPerson(call, one)),
    }),
  ),
  route('PATCH /_sim/people/{personId}', z.strictObject(personFields), (call, body) => {
    const known = found(call.simulation.world.people.get(call.path['personId'] ?? ''), 'such person');
    return changed(call, viewPerson(call.simulation, Object.assign(known, given(body))));
  }),
];

function addPerson(call: ControlCall, { pageId, ...about }: z.infer<typeof person>) {
  const { world } = call.simulation;
  if (pageId !== undefined) found(world.pages.get(pageId), `page ${pageId}`);
  const added = world.addPerson({ ...given(about), name: about.name });
  if (pageId !== undefined) world.openThread(pageId, added.id);
  return viewPerson(call.simulation, added);
}

function appOf(call: ControlCall) {
  return found(call.simulation.world.apps.get(call.path['appId'] ?? ''), 'such app');
}

function changed<Answer>(call: ControlCall, answer: Answer): Answer {
  call.simulation.live.world();
  return answer;
}

import type { Simulation } from '../simulation.ts';
import { appEdges } from './app.ts';
import { authenticate } from './authenticate.ts';
import { commentEdges } from './comments.ts';
import { conversationEdges, messageEdges } from './conversations.ts';
import { debugToken } from './debug-token.ts';
import type { Edges, GraphCall, GraphRequest } from './graph-call.ts';
import { invalidParameter, objectMissing, unmodelled } from './graph-error.ts';
import { labelEdges } from './labels.ts';
import { exchangeToken } from './oauth.ts';
import { pageEdges } from './page.ts';
import { personaEdges } from './personas.ts';
import { photoEdges, postEdges } from './posts.ts';
import { profileEdges } from './profile.ts';
import { noCurrentUser, userEdges } from './user.ts';

export interface Dispatched {
  body: unknown;
  /** To be run once the answer is out. */
  afterwards: (() => void)[];
}

/** Finds the object and the edge of a request and runs the endpoint. The token is checked before the path. */
export async function dispatch(
  simulation: Simulation,
  request: GraphRequest,
  note: GraphCall['note'],
): Promise<Dispatched> {
  if (request.path.join('/') === 'oauth/access_token') {
    return { body: exchangeToken(simulation, request), afterwards: [] };
  }
  const caller = authenticate(simulation, request);
  const call: GraphCall = { simulation, request, params: request.params, caller, afterwards: [], note };
  return { body: await answer(call), afterwards: call.afterwards };
}

async function answer(call: GraphCall): Promise<unknown> {
  const [id] = call.request.path;
  if (id === 'debug_token') return debugToken(call);
  if (id === undefined) return readMany(call);
  return runEdge(call, id);
}

/** `GET /?ids=1,2`: an object keyed by id. */
async function readMany(call: GraphCall): Promise<unknown> {
  const ids = call.params.words('ids');
  if (!ids?.length || call.request.method !== 'GET') throw invalidParameter('The parameter ids is required');
  const found: Record<string, unknown> = {};
  for (const id of ids) found[id] = await runEdge({ ...call, request: { ...call.request, path: [id] } }, id);
  return found;
}

function runEdge(call: GraphCall, id: string): unknown {
  const { world } = call.simulation;
  const { caller } = call;
  if (id === 'me') {
    if (caller.kind === 'app') throw noCurrentUser();
    return caller.kind === 'page' ? run(pageEdges, call, caller.page) : run(userEdges, call, caller.person);
  }
  const page = world.pages.get(id);
  if (page) return run(pageEdges, call, page);
  const app = id === 'app' ? caller.app : world.apps.get(id);
  if (app) return run(appEdges, call, app);
  const thread = world.threadByPsid(id);
  if (thread) return run(profileEdges, call, thread);
  const conversation = world.threadById(id);
  if (conversation) return run(conversationEdges, call, conversation);
  const threadOfMessage = world.threadByMid(id);
  if (threadOfMessage) return run(messageEdges, call, threadOfMessage);
  const post = world.wall.findPost(id);
  if (post) return run(postEdges, call, post);
  const comment = world.wall.comment(id);
  if (comment) return run(commentEdges, call, comment);
  const photo = world.wall.photos.get(id);
  if (photo) return run(photoEdges, call, photo);
  const label = world.labels.get(id);
  if (label) return run(labelEdges, call, label);
  const persona = world.personas.get(id);
  if (persona) return run(personaEdges, call, persona);
  const person = world.people.get(id);
  if (person && caller.kind === 'user' && caller.person === person) return run(userEdges, call, person);
  throw objectMissing(call.request.method, id);
}

function run<Subject>(edges: Edges<Subject>, call: GraphCall, subject: Subject): unknown {
  const [id = '', edgeName = ''] = call.request.path;
  const edge = edges[edgeName];
  const { method } = call.request;
  if (!edge) throw unmodelled(`Tried accessing nonexisting field (${edgeName}) on node ${id}`);
  const endpoint = method === 'GET' || method === 'POST' || method === 'DELETE' ? edge[method] : undefined;
  if (endpoint) return endpoint(call, subject);
  throw unmodelled(`Unsupported ${method.toLowerCase()} request of ${edgeName || 'this node'}`);
}

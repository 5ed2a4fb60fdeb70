import type { Graph } from '../../../facebook/graph/client.ts';
import { probeAddress, type AddressAnswer } from '../../../kit/probe-address.ts';
import { randomToken } from '../../../kit/random.ts';
import type { Secrets } from '../../../kit/secrets.ts';
import { countServing } from '../../../store/departments.ts';
import { countHeldElsewhere, countHeldReplies, type PageHealthRow } from '../../../store/page-health.ts';
import { countWrongSignatures } from '../../../store/wrong-signatures.ts';
import type { Context } from '../../context.ts';
import { askFacebook, type Answers } from '../health/ask-facebook.ts';
import { callbackUrlOf } from '../health/probe-page.ts';

/** What examining a page needs besides the database. */
export interface DoctorDeps {
  graph: Graph;
  secrets: Secrets;
  /** The desk's own address, without a slash at the end. */
  publicUrl: string;
}

/** Everything that the doctor judges by, gathered at one moment. */
export interface DoctorFacts {
  now: Date;
  row: PageHealthRow;
  /** Where Meta delivers to, and whether our own door answered there with the word that was sent. */
  callbackUrl: string;
  address: AddressAnswer;
  isEchoed: boolean;
  /** How far our clock is ahead of Meta's, in milliseconds; null when Meta's is not known. */
  clockAheadMs: number | null;
  /** The Graph API is a stand-in on this machine, which reaches addresses that Meta could not. */
  isStandIn: boolean;
  answers: Answers;
  /** Of the last 24 hours, at the address of the page's app. */
  wrongSignatures: number;
  heldReplies: number;
  /** Messages of the last 24 hours that another app held. */
  heldElsewhere: number;
  /** The department that answers the page, and how many people may. */
  team: { name: string; people: number };
}

const dayMs = 24 * 3_600_000;

/** Looks at everything at once: our own address from outside, Facebook's answers, and what the database knows. */
export async function gatherFacts(ctx: Context, deps: DoctorDeps, row: PageHealthRow): Promise<DoctorFacts> {
  const callbackUrl = callbackUrlOf(deps.publicUrl, row.appKey);
  const nonce = randomToken(12);
  const since = new Date(ctx.clock.now().getTime() - dayMs);
  const [address, graphAnswer, answers, wrong, heldReplies, heldElsewhere, team] = await Promise.all([
    probeAddress(verification(callbackUrl, row.verifyToken, nonce)),
    // Refused without a token, with the time in its headers.
    probeAddress(`${deps.graph.graphUrl}/me`),
    askFacebook(deps, row, [
      'app',
      'appAccess',
      'appSubscriptions',
      'token',
      'subscribedApps',
      'page',
      'conversations',
    ]),
    countWrongSignatures(ctx.db, since),
    countHeldReplies(ctx.db, row.id),
    countHeldElsewhere(ctx.db, row.id, since),
    countServing(ctx.db, row.departmentId),
  ]);
  const now = ctx.clock.now();
  return {
    now,
    row,
    callbackUrl,
    address,
    isEchoed: address.answered && address.status === 200 && address.body === nonce,
    clockAheadMs:
      graphAnswer.answered && graphAnswer.date ? now.getTime() - graphAnswer.date.getTime() : null,
    isStandIn: isLocalHost(new URL(deps.graph.graphUrl).hostname),
    answers,
    wrongSignatures: wrong.find(({ id }) => id === row.metaAppId)?.count ?? 0,
    heldReplies,
    heldElsewhere,
    team,
  };
}

/** The question by which Meta makes sure of an address. */
function verification(callbackUrl: string, verifyToken: string, nonce: string): string {
  const url = new URL(callbackUrl);
  url.searchParams.set('hub.mode', 'subscribe');
  url.searchParams.set('hub.verify_token', verifyToken);
  url.searchParams.set('hub.challenge', nonce);
  return url.href;
}

/** Names of this machine and of its own network, which nobody outside can reach. */
export function isLocalHost(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '');
  return (
    /^(localhost|.+\.localhost|.+\.local|::1|f[cd].*|fe80:.*)$/i.test(host) ||
    /^(127|10|192\.168|169\.254|172\.(1[6-9]|2\d|3[01]))\./.test(host)
  );
}

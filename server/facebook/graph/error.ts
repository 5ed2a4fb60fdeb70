import { asId, asNumber, asObject, asText, type JsonValue } from '../json.ts';

/** What Meta said when it said no. */
export interface Refusal {
  /** HTTP status of the answer. Meta's statuses vary for one and the same error: decide by code and subcode. */
  status: number;
  /** Meta's error code; null when the answer bears none (a proxy's page, an empty 404). */
  code: number | null;
  subcode: number | null;
  /** `OAuthException`, `GraphMethodException`, … */
  type: string | null;
  /** Meta's sentence in English or the app's language; for diagnostics, never to match on. Secrets are blanked. */
  metaMessage: string | null;
  /** What Meta would show to a person. */
  userTitle: string | null;
  userMessage: string | null;
  /** What Meta's support asks for. */
  traceId: string | null;
  /** Meta's own hint that the same call may work later. */
  isTransient: boolean;
  /** When Meta tells how long to wait (`Retry-After`, `estimated_time_to_regain_access`). */
  retryAfterSeconds: number | null;
}

/** Meta answered no: what was asked for was not done. `classifyGraphError` tells what to make of it. */
export class GraphRefused extends Error implements Refusal {
  override readonly name = 'GraphRefused';
  readonly status: number;
  readonly code: number | null;
  readonly subcode: number | null;
  readonly type: string | null;
  readonly metaMessage: string | null;
  readonly userTitle: string | null;
  readonly userMessage: string | null;
  readonly traceId: string | null;
  readonly isTransient: boolean;
  readonly retryAfterSeconds: number | null;

  constructor(refusal: Refusal) {
    const subcode = refusal.subcode === null ? '' : `/${refusal.subcode}`;
    super(
      `Graph refused: ${refusal.code ?? 'no code'}${subcode}, HTTP ${refusal.status}, trace ${refusal.traceId ?? 'none'}.`,
    );
    this.status = refusal.status;
    this.code = refusal.code;
    this.subcode = refusal.subcode;
    this.type = refusal.type;
    this.metaMessage = refusal.metaMessage;
    this.userTitle = refusal.userTitle;
    this.userMessage = refusal.userMessage;
    this.traceId = refusal.traceId;
    this.isTransient = refusal.isTransient;
    this.retryAfterSeconds = refusal.retryAfterSeconds;
  }
}

/**
 * How far a call came that has no answer. `before-send`: no byte of it left, it was surely not done.
 * `after-send`: it may have been done or not.
 */
export type UnreachablePhase = 'before-send' | 'after-send';

/** There is no answer of Meta's: no connection, a time-out, a broken connection, or a body that is no answer. */
export class GraphUnreachable extends Error {
  override readonly name = 'GraphUnreachable';
  readonly phase: UnreachablePhase;
  /** `timeout`, `not-json`, or the network's code: ECONNREFUSED, ENOTFOUND, UND_ERR_SOCKET, … */
  readonly reason: string;
  /** HTTP status of a body that is no answer (a gateway's 502 page); null when there was none. */
  readonly status: number | null;

  constructor({
    phase,
    reason,
    status = null,
  }: {
    phase: UnreachablePhase;
    reason: string;
    status?: number | null;
  }) {
    super(`Graph gave no answer: ${reason}, ${phase}${status === null ? '' : `, HTTP ${status}`}.`);
    this.phase = phase;
    this.reason = reason;
    this.status = status;
  }
}

/**
 * Reads Meta's error envelope. Null when the body holds none.
 *
 * @param blank  blanks the secrets of the call: Meta quotes malformed tokens.
 */
export function readRefusal(
  body: JsonValue,
  status: number,
  retryAfterSeconds: number | null,
  blank: (text: string) => string,
): GraphRefused | null {
  const error = asObject(asObject(body)?.['error']);
  if (error === null) return null;
  const say = (value: JsonValue | undefined) => {
    const text = asText(value);
    return text === null ? null : blank(text);
  };
  return new GraphRefused({
    status,
    code: asNumber(error['code']),
    subcode: asNumber(error['error_subcode']),
    type: asText(error['type']),
    metaMessage: say(error['message']),
    userTitle: say(error['error_user_title']),
    userMessage: say(error['error_user_msg']),
    traceId: asId(error['fbtrace_id']),
    isTransient: error['is_transient'] === true,
    retryAfterSeconds,
  });
}

/** What a failed call means to us: a closed set. */
export type GraphErrorKind =
  /** The page's (or person's) token is dead: reconnect. Messages keep coming in. */
  | 'token'
  /** A permission or feature is missing, or the app is in development mode. */
  | 'permission'
  /** Too long since the customer's last message. */
  | 'window'
  /** The customer blocked the page, left, or cannot receive now. */
  | 'person-unavailable'
  /** Meta does not know this person for this page. */
  | 'no-such-person'
  /** Too many calls. */
  | 'rate'
  /** Meta stopped the page from sending. */
  | 'page-restricted'
  /** We asked for something that Meta does not accept. */
  | 'payload'
  /** Meta could not take the file. */
  | 'attachment'
  /** A fault of Meta's that passes; surely not done. */
  | 'transient'
  /** Another app or a flow of Meta's holds the thread. */
  | 'thread-owned-elsewhere'
  /** It may have been done or not: only the echo can tell. */
  | 'ambiguous'
  /** The thing asked for does not exist, or no longer. */
  | 'gone'
  /** The comment or post cannot be answered privately (again). */
  | 'not-replyable'
  /** Our app or its settings are wrong. */
  | 'config'
  /** A code that we do not know. */
  | 'unknown';

/** What to make of a failed call. */
export interface GraphErrorClass {
  kind: GraphErrorKind;
  /** What is stopped: this message alone, everything that the page sends, or everything of the app. */
  scope: 'message' | 'page' | 'app';
  /** `after-echo`: only once it is settled that the first try was not done. */
  retry: 'never' | 'later' | 'after-echo';
  /** Wait at least so long; absent when nothing is told and the caller's own back-off serves. */
  retryAfterSeconds?: number;
  /** What happened, for the agent: one or two plain sentences. */
  explanation: string;
  /** What to do now, for the agent. */
  advice: string;
}

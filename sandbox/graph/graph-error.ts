/** An answer of the Graph API that says no. Status and wording are Meta's; clients should go by code and subcode. */
export class GraphError extends Error {
  readonly status: number;
  readonly code: number;
  readonly subcode: number | undefined;
  readonly type: string;
  readonly isTransient: boolean;
  readonly userTitle: string | undefined;
  readonly userMessage: string | undefined;
  /** Nothing here models what was asked for. */
  readonly unmodelled: boolean;

  constructor(error: {
    code: number;
    message: string;
    subcode?: number | undefined;
    status?: number | undefined;
    type?: string | undefined;
    isTransient?: boolean | undefined;
    userTitle?: string;
    userMessage?: string;
    unmodelled?: boolean;
  }) {
    super(error.message);
    this.code = error.code;
    this.subcode = error.subcode;
    this.status = error.status ?? 400;
    this.type = error.type ?? 'OAuthException';
    this.isTransient = error.isTransient ?? false;
    this.userTitle = error.userTitle;
    this.userMessage = error.userMessage;
    this.unmodelled = error.unmodelled ?? false;
  }
}

export function envelopeOf(error: GraphError, traceId: string): Record<string, unknown> {
  return {
    error: {
      message: error.message,
      type: error.type,
      code: error.code,
      error_subcode: error.subcode,
      is_transient: error.isTransient,
      error_user_title: error.userTitle,
      error_user_msg: error.userMessage,
      fbtrace_id: traceId,
    },
  };
}

export function invalidParameter(message: string, subcode?: number): GraphError {
  return new GraphError({ code: 100, subcode, message: `(#100) ${message}` });
}

/** Meta does not tell "is not there" from "not for you". */
export function objectMissing(method: string, id: string): GraphError {
  const message =
    `Unsupported ${method.toLowerCase()} request. Object with ID '${id}' does not exist, cannot be loaded due to ` +
    'missing permissions, or does not support this operation. Please read the Graph API documentation at ' +
    'https://developers.facebook.com/docs/graph-api';
  return new GraphError({ code: 100, subcode: 33, type: 'GraphMethodException', message });
}

/** What Meta knows and the sandbox does not: the same kind of answer, marked in the call log. */
export function unmodelled(what: string): GraphError {
  const message = `(#100) ${what} (not modelled by the sandbox)`;
  return new GraphError({ code: 100, message, unmodelled: true });
}

export function permissionMissing(message: string): GraphError {
  return new GraphError({ code: 200, status: 403, message: `(#200) ${message}` });
}

/** Of reads and acts on a page's content; the scope stands in the words. */
export function scopeRequired(scope: string): GraphError {
  const message = `(#283) Requires ${scope} permission to manage the object`;
  return new GraphError({ code: 283, status: 403, message });
}

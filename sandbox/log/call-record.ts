/** One call of the Graph API as the control room shows it. */
export interface CallRecord {
  id: number;
  at: number;
  method: string;
  path: string;
  /** Null: the connection was closed without an answer. */
  status: number | null;
  code?: number;
  subcode?: number;
  ms: number;
  who: string;
  kind: string;
  faultId?: number;
  unmodelled?: true;
  query: string;
  body: string;
  answer: string;
}

export function summaryOfCall(call: CallRecord): Omit<CallRecord, 'query' | 'body' | 'answer'> {
  const { query: _query, body: _body, answer: _answer, ...summary } = call;
  return summary;
}

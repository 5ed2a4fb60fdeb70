export interface Attempt {
  at: number;
  status: number | null;
  failure?: 'timeout' | 'refused' | 'reset';
  ms: number;
}

export type DeliveryState = 'held' | 'pending' | 'in-flight' | 'delivered' | 'retrying' | 'failed';

/** One body on its way to one app. Bytes and headers are fixed when it is made: retries are identical. */
export interface Delivery {
  id: number;
  appId: string;
  pageIds: string[];
  kinds: string[];
  who: string;
  signature: string;
  state: DeliveryState;
  madeAt: number;
  attempts: Attempt[];
  /** Deliveries with the same key go one after another. */
  orderKey: string;
  body: Buffer;
  headers: Record<string, string>;
}

/** What the log shows: everything but the bytes. */
export function summaryOf(delivery: Delivery): Omit<Delivery, 'body' | 'headers' | 'orderKey'> {
  const { body: _body, headers: _headers, orderKey: _orderKey, ...summary } = delivery;
  return summary;
}

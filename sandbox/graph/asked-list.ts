import type { GraphCall } from './graph-call.ts';

/** How a list on the wall is asked for, by parameters of the call or by arguments of a field. */
export interface AskedList {
  limit?: string | undefined;
  after?: string | undefined;
  before?: string | undefined;
  filter?: string | undefined;
  order?: string | undefined;
  summary?: string | undefined;
}

export function askedOf({ params }: GraphCall): AskedList {
  return {
    limit: params.text('limit'),
    after: params.text('after'),
    before: params.text('before'),
    filter: params.text('filter'),
    order: params.text('order'),
    summary: params.text('summary'),
  };
}

export function isWanted(summary: string | undefined): boolean {
  return summary !== undefined && !['0', 'false', ''].includes(summary);
}

export interface FaultMatch {
  method?: string;
  path?: string;
  pageId?: string;
  psid?: string;
  personId?: string;
  kind?: 'message' | 'action';
}

export interface Fault {
  id: number;
  title?: string;
  /** The preset it was made from. */
  presetId?: string;
  match: FaultMatch;
  /** How many more calls it hits; null: until it is removed. */
  times: number | null;
  status?: number;
  code?: number;
  subcode?: number;
  type?: string;
  message?: string;
  isTransient?: boolean;
  delayMs?: number;
  applyThenError?: boolean;
  dropConnection?: boolean;
  htmlBody?: string;
  retryAfterMinutes?: number;
}

/** What a call is compared by. */
export interface CallFacts {
  method: string;
  path: string;
  pageId?: string;
  psid?: string;
  personId?: string;
  kind?: 'message' | 'action';
}

export class FaultList {
  #faults: Fault[] = [];
  #lastId = 0;

  add(fault: Omit<Fault, 'id'>): Fault {
    this.#lastId += 1;
    const added = { ...fault, id: this.#lastId };
    this.#faults.push(added);
    return added;
  }

  all(): readonly Fault[] {
    return this.#faults;
  }

  remove(id: number): boolean {
    const before = this.#faults.length;
    this.#faults = this.#faults.filter((fault) => fault.id !== id);
    return this.#faults.length < before;
  }

  clear(): void {
    this.#faults = [];
  }

  /** The oldest fault that hits this call; it is used up by one. */
  take(call: CallFacts): Fault | null {
    const fault = this.#faults.find(({ match }) => hits(match, call));
    if (!fault) return null;
    if (fault.times !== null) {
      fault.times -= 1;
      if (fault.times <= 0) this.remove(fault.id);
    }
    return fault;
  }
}

function hits(match: FaultMatch, call: CallFacts): boolean {
  return (
    (match.method === undefined || match.method.toUpperCase() === call.method) &&
    (match.path === undefined || call.path.includes(match.path)) &&
    (match.pageId === undefined || match.pageId === call.pageId) &&
    (match.psid === undefined || match.psid === call.psid) &&
    (match.personId === undefined || match.personId === call.personId) &&
    (match.kind === undefined || match.kind === call.kind)
  );
}

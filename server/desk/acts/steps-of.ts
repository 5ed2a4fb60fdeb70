import type { Act } from '../../../contract/acts.ts';

/** One thing to do; `comment`: what was to be noted right before an end is its closing comment. */
export interface Step<A extends Act> {
  act: A;
  comment?: string;
}

/** Acts as they are carried out, in their order. Pure. */
export function stepsOf<A extends Act>(acts: readonly A[]): Step<A>[] {
  return acts.flatMap((act, index) => {
    const next = acts[index + 1];
    if (act.kind === 'note' && next && isEnd(next)) return [];
    const before = acts[index - 1];
    return isEnd(act) && before?.kind === 'note' ? [{ act, comment: before.text }] : [{ act }];
  });
}

/** Spam asks for no comment. */
function isEnd(act: Act): boolean {
  return (
    act.kind === 'end' || (act.kind === 'status' && (act.status === 'solved' || act.status === 'closed'))
  );
}

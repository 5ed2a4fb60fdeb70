import type { NewRoutingDecision } from '../../store/routing-rules.ts';
import type { Decision } from './decide.ts';

/** A decision as it is kept: what was asked and what came of it, without a word of the customer's. */
export function keptDecision(
  decision: Decision,
  about: { id: string; conversationId: string; at: Date; workStreamId: string; departmentName: string },
): NewRoutingDecision {
  const { id, conversationId, at, workStreamId, departmentName } = about;
  const { departmentId, ruleId, because, full } = decision;
  const tried = decision.tried
    .filter(({ outcome }) => outcome !== 'not-asked' && outcome !== 'off')
    .map(({ ruleId: triedId, name, outcome, because: why }) => ({
      ruleId: triedId,
      name,
      outcome,
      because: why,
    }));
  const detail = { workStreamId, departmentId, departmentName, ruleId, because, tried, full };
  return { id, conversationId, at, detail };
}

import { z } from 'zod';
import { triggerAct, type TriggerAct } from '../../../contract/acts.ts';
import { conditionGroup, type ConditionGroup } from '../../../contract/conditions.ts';
import { clockEvents, triggerEvent, type TriggerEvent } from '../../../contract/triggers.ts';
import type { ClockEvent, TriggerRow } from '../../store/triggers.ts';

/** What a trigger asks and does. */
export interface TriggerContent {
  conditions: ConditionGroup;
  acts: TriggerAct[];
  stopsHere: boolean;
  oncePerConversation: boolean;
}

const shape = z.object({
  conditions: conditionGroup,
  acts: z.array(z.unknown()),
  stopsHere: z.boolean(),
  oncePerConversation: z.boolean(),
});

/** What holds for nothing. */
const never: ConditionGroup = { match: 'any', items: [] };

/** As it is stored; an act that this version does not know is left out, and conditions that it cannot read never hold. */
export function readContent({ content }: Pick<TriggerRow, 'content'>): TriggerContent {
  const read = shape.safeParse(content);
  if (!read.success) return { conditions: never, acts: [], stopsHere: false, oncePerConversation: true };
  return { ...read.data, acts: read.data.acts.flatMap((act) => triggerAct.safeParse(act).data ?? []) };
}

/** @returns null for what a newer version wrote. */
export function eventOf({ event }: Pick<TriggerRow, 'event'>): TriggerEvent | null {
  return triggerEvent.safeParse(event).data ?? null;
}

export function isClockEvent(event: string): event is ClockEvent {
  const all: ReadonlySet<string> = clockEvents;
  return all.has(event);
}

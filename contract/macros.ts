import { z } from 'zod';
import { departmentId, macroId, tagId } from './ids.ts';
import { ticketStatus } from './tickets.ts';

/** What becomes of the conversation in the end. */
const end = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('status'), status: ticketStatus }),
  z.strictObject({ kind: z.literal('department'), departmentId }),
  z.strictObject({
    kind: z.literal('snooze'),
    hours: z.int('A whole number of hours.').min(1, 'At least 1 hour.').max(2160, 'At most 90 days.'),
  }),
]);

/** What a macro does, in this order: all of it, or nothing where something is refused. */
export const macroActs = z.strictObject({
  /** Whoever uses it takes the conversation. */
  takes: z.boolean(),
  /** Put on it, beside those that it bears; one that is deleted is put on none. */
  tagIds: z.array(tagId).max(20, 'At most 20 tags.'),
  /** Left for the team, also as the closing comment; empty: none. */
  note: z.string().trim().max(2000, 'A note has at most 2,000 characters.'),
  /** Null: it stays as it is. */
  finally: end.nullable(),
});
export type MacroActs = z.infer<typeof macroActs>;

export const macro = z.object({ id: macroId, name: z.string(), acts: macroActs });
export type Macro = z.infer<typeof macro>;

const acts = macroActs.refine(
  (all) => all.takes || all.tagIds.length > 0 || all.note !== '' || all.finally !== null,
  'Say what it does.',
);
const name = z.string().trim().min(1, 'Give it a name.').max(80, 'At most 80 characters.');

export const saveMacro = z.strictObject({ name, acts });
export type SaveMacro = z.infer<typeof saveMacro>;

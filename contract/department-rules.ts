import { z } from 'zod';
import { mostConversations } from './capacity.ts';
import { departmentId, skillId } from './ids.ts';

/** What happens to what waits in a full department, or waits there for too long. */
export const overflowAction = z.enum(['none', 'department', 'text', 'end']);
export type OverflowAction = z.infer<typeof overflowAction>;

const minutes = z.int('A whole number.').min(1, 'At least 1.').max(10_080, 'At most 10,080.');

/** How much may wait in a department, what becomes of the rest, and to whom its conversations are handed. */
export const departmentRules = z
  .strictObject({
    /** It is full while so many wait in it; null: never. */
    waitingLimit: z
      .int('A whole number.')
      .min(1, 'At least 1.')
      .max(100_000, 'At most 100,000.')
      .nullable()
      .default(null),
    /** So many of its conversations one agent may have at once; null or 0: as the house says. */
    mostConversations: mostConversations.nullable().default(null),
    /** `department`: it goes to another one · `text`: the customer is told · `end`: it is ended, with the text. */
    overflow: overflowAction.default('none'),
    overflowDepartmentId: departmentId.nullable().default(null),
    /** What waits for longer overflows, too; null: only what is beyond the limit. */
    overflowMinutes: minutes.nullable().default(null),
    /** To whom agents may hand its conversations; null: to everybody. */
    transfers: z
      .strictObject({
        /** Beside itself. */
        departmentIds: z.array(departmentId).max(200, 'At most 200.'),
        /** Colleagues need one of them; empty: every colleague. */
        skillIds: z.array(skillId).max(20, 'At most 20.'),
      })
      .nullable()
      .default(null),
  })
  .refine(
    ({ overflow, overflowDepartmentId }) => overflow !== 'department' || overflowDepartmentId !== null,
    {
      message: 'Choose where it goes.',
      path: ['overflowDepartmentId'],
    },
  )
  .refine(
    ({ overflow, waitingLimit, overflowMinutes }) =>
      overflow === 'none' || waitingLimit !== null || overflowMinutes !== null,
    { message: 'Say when: beyond how many, or after how long.', path: ['overflow'] },
  );
export type DepartmentRules = z.infer<typeof departmentRules>;

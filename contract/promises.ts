import { z } from 'zod';
import { departmentId, operatingHoursId, promiseId, workStreamId } from './ids.ts';

/** A year: more is no promise. */
const mostMinutes = 525_600;
const minutes = z
  .int('A whole number of minutes.')
  .min(1, 'At least 1 minute.')
  .max(mostMinutes, 'At most a year.');
const name = z.string().trim().min(1, 'Give it a name.').max(80);

const ref = <Id extends z.ZodType>(id: Id) => z.object({ id, name: z.string() });

/** How soon customers are answered, and how soon what they came with is done. */
export const promise = z.object({
  id: promiseId,
  name: z.string(),
  /** Until a person's first answer; null: not promised. Automated texts never count. */
  respondMinutes: z.number().int().nullable(),
  /** Until the conversation is ended. */
  resolveMinutes: z.number().int().nullable(),
  /** Whose hours count; null: each department's own, and around the clock where it has none. */
  hours: ref(operatingHoursId).nullable(),
  departments: z.array(ref(departmentId)),
  /** What is promised for a work stream comes before what is promised for a department. */
  workStreams: z.array(ref(workStreamId)),
});
export type KeptPromise = z.infer<typeof promise>;

const fields = {
  respondMinutes: minutes.nullable(),
  resolveMinutes: minutes.nullable(),
  operatingHoursId: operatingHoursId.nullable(),
  departmentIds: z.array(departmentId).max(500),
  workStreamIds: z.array(workStreamId).max(500),
};

export const createPromise = z
  .strictObject({
    name,
    respondMinutes: fields.respondMinutes.default(null),
    resolveMinutes: fields.resolveMinutes.default(null),
    operatingHoursId: fields.operatingHoursId.default(null),
    departmentIds: fields.departmentIds.default([]),
    workStreamIds: fields.workStreamIds.default([]),
  })
  .refine((one) => one.respondMinutes !== null || one.resolveMinutes !== null, {
    path: ['respondMinutes'],
    message: 'Promise a first answer, or a resolution, or both.',
  });
export type CreatePromise = z.input<typeof createPromise>;

export const changePromise = z.strictObject({
  name: name.optional(),
  respondMinutes: fields.respondMinutes.optional(),
  resolveMinutes: fields.resolveMinutes.optional(),
  operatingHoursId: fields.operatingHoursId.optional(),
  departmentIds: fields.departmentIds.optional(),
  workStreamIds: fields.workStreamIds.optional(),
});
export type ChangePromise = z.infer<typeof changePromise>;

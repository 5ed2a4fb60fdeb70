import type { ClaimedJob } from '../store/job-queue.ts';

/** A text in a job's payload, mostly an id. @throws TypeError when the job was written without it: a fault of ours. */
export function readPayloadText(job: ClaimedJob, name: string): string {
  const { payload } = job;
  const value = typeof payload === 'object' && payload !== null ? Reflect.get(payload, name) : undefined;
  if (typeof value !== 'string') throw new TypeError(`A ${job.kind} job has no ${name}.`);
  return value;
}

/** The same, of an id. */
export const readPayloadId = readPayloadText;

/** A list of ids in a job's payload. @throws TypeError when the job was written without it: a fault of ours. */
export function readPayloadIds({ kind, payload }: ClaimedJob, name: string): string[] {
  const value: unknown = typeof payload === 'object' && payload !== null ? Reflect.get(payload, name) : null;
  if (!Array.isArray(value)) throw new TypeError(`A ${kind} job has no ${name}.`);
  return value.map(String);
}

/** Whether a job's payload has a value of this name. */
export function hasPayload({ payload }: ClaimedJob, name: string): boolean {
  return typeof payload === 'object' && payload !== null && Reflect.has(payload, name);
}

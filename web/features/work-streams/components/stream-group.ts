import type { WorkStreamSettings } from '../../../../contract/work-streams.ts';

/** What a group of a work stream's fields is drawn from. */
export type StreamGroupProps = {
  settings: WorkStreamSettings;
  /** What is wrong with a field, once somebody tried to save it. */
  fault: (field: string) => string | undefined;
  onSet: (fields: Partial<WorkStreamSettings>) => void;
};

import { useState } from 'react';
import type { ChangePage, Page } from '../../../../contract/pages.ts';
import { useSavePage } from '../api/change-page.ts';
import type { SavedBeside } from './settings-form.tsx';

type Fields = Pick<Page, 'departmentId' | 'workStreamId' | 'humanAgentAllowed' | 'operatingHoursId'>;

/** What belongs to the page itself, drawn in a form of its settings and saved by the same button. */
export function usePageDraft(page: Page): {
  value: Fields;
  set: (fields: Partial<Fields>) => void;
  beside: SavedBeside;
} {
  const save = useSavePage(page);
  const [draft, setDraft] = useState<Partial<Fields>>({});
  const { departmentId, workStreamId, humanAgentAllowed, operatingHoursId } = page;
  const value = { departmentId, workStreamId, humanAgentAllowed, operatingHoursId, ...draft };
  const changes: ChangePage = {
    ...(value.departmentId === page.departmentId ? {} : { departmentId: value.departmentId }),
    ...(value.workStreamId === page.workStreamId ? {} : { workStreamId: value.workStreamId }),
    ...(value.humanAgentAllowed === page.humanAgentAllowed
      ? {}
      : { humanAgentAllowed: value.humanAgentAllowed }),
    ...(value.operatingHoursId === operatingHoursId ? {} : { operatingHoursId: value.operatingHoursId }),
  };
  return {
    value,
    set: (fields) => setDraft({ ...draft, ...fields }),
    beside: {
      isDirty: Object.keys(changes).length > 0,
      save: async () => {
        await save.mutateAsync(changes);
        setDraft({});
      },
      discard: () => setDraft({}),
    },
  };
}

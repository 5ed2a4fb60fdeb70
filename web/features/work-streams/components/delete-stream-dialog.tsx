import { useQuery } from '@tanstack/react-query';
import type { WorkStream } from '../../../../contract/work-streams.ts';
import { workStreamsQuery } from '../../../lib/desk-queries.ts';
import { DeleteDialog } from '../../../ui/delete-dialog.tsx';
import { ruleCountQuery, useDeleteWorkStream, workStreamQuery } from '../api/work-streams.ts';

type DeleteStreamDialogProps = { stream: WorkStream; onClose: () => void; onDeleted: () => void };

/** Says what hangs on a work stream before it goes. */
export function DeleteStreamDialog({ stream, onClose, onDeleted }: DeleteStreamDialogProps) {
  const details = useQuery(workStreamQuery(stream.id));
  const rules = useQuery(ruleCountQuery(stream.id));
  const usual = useQuery(workStreamsQuery).data?.find(({ isDefault }) => isDefault);
  const remove = useDeleteWorkStream(onDeleted);
  const live = details.data?.liveCount ?? 0;
  const ruleCount = rules.data?.rules.length ?? 0;
  const isReady = details.data !== undefined && rules.data !== undefined;
  return (
    <DeleteDialog
      name={stream.name}
      act="Delete the work stream"
      remove={remove}
      isWaiting={!isReady}
      onClose={onClose}
      onDelete={() => remove.mutate(stream.id)}
    >
      <p>What hangs on it follows {usual ? `“${usual.name}”` : 'the default work stream'} from now on:</p>
      <ul className="list">
        <li>
          {stream.pages.length === 0
            ? 'No page is in it.'
            : `${stream.pages.length === 1 ? '1 page' : `${stream.pages.length} pages`}: ${stream.pages.map(({ name }) => name).join(', ')}.`}
        </li>
        <li>
          {live === 0
            ? 'No open conversation is in it.'
            : `${live} open ${live === 1 ? 'conversation' : 'conversations'}.`}
        </li>
        <li>
          {ruleCount === 0
            ? 'It has no routing rules.'
            : `${ruleCount} routing ${ruleCount === 1 ? 'rule goes' : 'rules go'} with it.`}
        </li>
      </ul>
    </DeleteDialog>
  );
}

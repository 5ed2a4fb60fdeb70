import { useState } from 'react';
import type { WritePurpose } from '../../../../contract/send-purpose.ts';
import { EditDialog } from '../../../ui/edit-dialog.tsx';
import { noPurpose, saidPurpose } from '../composer/purpose.ts';
import { humanAgentReminder } from '../composer/reply-ground.ts';
import { PurposeField } from './purpose-field.tsx';

type PurposeDialogProps = {
  save: { isPending: boolean; error: Error | null };
  onSay: (purpose: WritePurpose) => void;
  onClose: () => void;
};

/** Asks what something is for that was written before, and goes out after the first 24 hours. */
export function PurposeDialog({ save, onSay, onClose }: PurposeDialogProps) {
  const [purpose, setPurpose] = useState(noPurpose);
  const [isMissed, setIsMissed] = useState(false);
  const submit = () => {
    const said = saidPurpose(purpose);
    setIsMissed(said === null);
    if (said !== null) onSay(said);
  };
  return (
    <EditDialog
      title="What is this answer for?"
      onClose={onClose}
      onSubmit={submit}
      submit="Send"
      failed="Nothing was sent"
      save={save}
    >
      <p className="text-2">The first 24 hours are over. {humanAgentReminder}</p>
      <PurposeField purpose={purpose} isMissed={isMissed} onChange={setPurpose} />
    </EditDialog>
  );
}

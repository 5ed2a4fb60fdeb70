import { Autocomplete, Switch } from '@mantine/core';
import { useState } from 'react';
import type { ConversationId } from '../../../../contract/ids.ts';
import { EditDialog } from '../../../ui/edit-dialog.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { useMailTranscript, useTranscriptChoices } from '../api/transcripts.ts';

/** Where what was said shall be sent, and whether with what rules sent. */
export function TranscriptDialog({ id, onClose }: { id: ConversationId; onClose: () => void }) {
  const choices = useTranscriptChoices(id);
  const send = useMailTranscript(id, onClose);
  const [written, setWritten] = useState<string | null>(null);
  const [withAutomated, setWithAutomated] = useState(true);
  const [isSent, setIsSent] = useState(false);
  const address = written ?? choices.data?.addresses[0] ?? '';
  return (
    <EditDialog
      title="E-mail a transcript"
      onClose={onClose}
      onSubmit={() => {
        setIsSent(true);
        if (address.trim() !== '') send.mutate({ address: address.trim(), withAutomated });
      }}
      submit="Send it"
      failed="It could not be sent"
      save={send}
    >
      {choices.data?.isPossible === false && (
        <Notice tone="warning" title="No mail server is set up">
          Nothing can be sent by e-mail until an administrator has set one up.
        </Notice>
      )}
      <Autocomplete
        label="E-mail address"
        type="email"
        placeholder="name@example.com"
        data-autofocus
        data={choices.data?.addresses ?? []}
        value={address}
        error={isSent && address.trim() === '' && 'Write where it shall go.'}
        onChange={setWritten}
      />
      <Switch
        label="With automatic messages"
        description="They are marked as automatic."
        checked={withAutomated}
        onChange={(event) => setWithAutomated(event.currentTarget.checked)}
      />
      <p className="small text-3">
        Everything said to and by the customer, in their language. Notes are never in it, and files by their
        names alone. Once the conversation is closed, the same goes with it as PDF.
      </p>
    </EditDialog>
  );
}

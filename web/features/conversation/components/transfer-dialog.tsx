import { Select, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import type { ConversationDetails, TransferConversation } from '../../../../contract/conversations.ts';
import { departmentsQuery, useMe } from '../../../lib/desk-queries.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { FormStack } from '../../../ui/form-stack.tsx';

type TransferDialogProps = {
  conversation: ConversationDetails;
  onTransfer: (to: TransferConversation) => void;
  onClose: () => void;
};

/** Which department gets it, and a few words for whoever goes on there. */
export function TransferDialog({ conversation, onTransfer, onClose }: TransferDialogProps) {
  const { department, contact } = conversation;
  const departments = useQuery(departmentsQuery).data ?? [];
  const limits = departments.find((one) => one.id === department.id)?.rules.transfers ?? null;
  const isLead = useMe().user.role !== 'agent';
  const others = departments.filter(
    ({ id }) => id !== department.id && (isLead || limits === null || limits.departmentIds.includes(id)),
  );
  const [to, setTo] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const [isSent, setIsSent] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsSent(true);
    const chosen = others.find((one) => one.id === to);
    if (!chosen) return;
    onTransfer({ departmentId: chosen.id, ...(note.trim() === '' ? {} : { note: note.trim() }) });
    onClose();
  };
  return (
    <Dialog title={`Hand ${contact.name} on`} onClose={onClose}>
      <FormStack
        onSubmit={submit}
        foot={
          <>
            <Button onClick={onClose}>Cancel</Button>
            <Button kind="primary" submit>
              Hand it on
            </Button>
          </>
        }
      >
        <Select
          label="Department"
          placeholder="Choose a department"
          data-autofocus
          data={others.map((one) => ({ value: one.id, label: one.name }))}
          value={to}
          nothingFoundMessage="This department hands its conversations to no other."
          error={isSent && to === null && 'Choose who gets it.'}
          onChange={setTo}
        />
        <Textarea
          label="Note for them"
          description="The customer does not see it."
          autosize
          minRows={3}
          maxRows={8}
          maxLength={2000}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <p className="small text-3">
          It waits in the new department until somebody takes it. Where you are no member you only read it,
          for a while.
        </p>
      </FormStack>
    </Dialog>
  );
}

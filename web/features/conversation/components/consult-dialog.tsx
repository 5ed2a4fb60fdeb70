import { Select, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { consultLimits, type AskForAdvice } from '../../../../contract/consults.ts';
import type { ConversationDetails } from '../../../../contract/conversations.ts';
import type { DepartmentId, UserId } from '../../../../contract/ids.ts';
import { colleaguesQuery, departmentsQuery } from '../../../lib/desk-queries.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { FormStack } from '../../../ui/form-stack.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { presenceLabel } from '../../../ui/presence-sign.tsx';
import { Segments } from '../../../ui/segments.tsx';
import { adviceChoices } from '../advice-choices.ts';

type ConsultDialogProps = {
  conversation: ConversationDetails;
  meId: UserId;
  onAsk: (ask: AskForAdvice) => void;
  onClose: () => void;
};

const modes = [
  { value: 'internal', name: 'Unseen, with notes' },
  { value: 'public', name: 'Writes to the customer' },
] as const;

/** Whom to ask for advice, how they come in, and a few words about what. */
export function ConsultDialog({ conversation, meId, onAsk, onClose }: ConsultDialogProps) {
  const colleagues = useQuery(colleaguesQuery).data ?? [];
  const departments = useQuery(departmentsQuery).data ?? [];
  const [to, setTo] = useState<string | null>(null);
  const [mode, setMode] = useState<'internal' | 'public'>('internal');
  const [note, setNote] = useState('');
  const [isSent, setIsSent] = useState(false);
  const { people, places } = adviceChoices({ colleagues, departments }, conversation, meId);
  const advising = (conversation.participants ?? []).filter(({ kind }) => kind === 'consulted').length;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsSent(true);
    const [what, id] = to?.split(' ') ?? [];
    if (id === undefined) return;
    const whom = what === 'user' ? { userId: id as UserId } : { departmentId: id as DepartmentId };
    onAsk({ ...whom, mode, ...(note.trim() === '' ? {} : { note: note.trim() }) });
    onClose();
  };
  return (
    <Dialog title="Ask for advice" onClose={onClose}>
      <FormStack
        onSubmit={submit}
        foot={
          <>
            <Button onClick={onClose}>Cancel</Button>
            <Button kind="primary" submit>
              Ask
            </Button>
          </>
        }
      >
        {advising + conversation.asked.length >= consultLimits.advised && (
          <Notice tone="warning" title={`${consultLimits.advised} advise already`}>
            More than that at once is rarely a help.
          </Notice>
        )}
        <Select
          label="Colleague or department"
          description="Of a department the first one who accepts comes."
          placeholder="Choose who is there"
          nothingFoundMessage={
            people.length === 0 ? 'Nobody else is there now' : 'Nobody of this name is there now'
          }
          searchable
          data-autofocus
          data={[
            {
              group: 'Colleagues',
              items: people.map((one) => ({
                value: `user ${one.id}`,
                label: `${one.name} · ${presenceLabel(one)}`,
              })),
            },
            {
              group: 'Departments',
              items: places.map((one) => ({ value: `department ${one.id}`, label: one.name })),
            },
          ]}
          value={to}
          error={isSent && to === null && 'Choose whom to ask.'}
          onChange={setTo}
        />
        <Segments label="How they take part" value={mode} choices={modes} onChange={setMode} />
        <Textarea
          label="Note for them"
          description="Stays in the conversation. The customer does not see it."
          autosize
          minRows={3}
          maxRows={8}
          maxLength={2000}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <p className="small text-3">
          The conversation stays yours, and takes no room of theirs. They see it once they accept, until one
          of you ends it.
        </p>
      </FormStack>
    </Dialog>
  );
}

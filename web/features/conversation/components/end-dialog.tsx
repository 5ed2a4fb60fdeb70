import { MultiSelect, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ConversationDetails } from '../../../../contract/conversations.ts';
import type { TagId } from '../../../../contract/ids.ts';
import { tagsQuery } from '../../../lib/desk-queries.ts';
import { EditDialog } from '../../../ui/edit-dialog.tsx';
import { useEndWith } from '../api/end-with.ts';

/** What the department wants before a conversation is ended, and is not there yet; null: nothing. */
export function wantedForEnding({ ending, tagIds }: Pick<ConversationDetails, 'ending' | 'tagIds'>) {
  const tag = ending.needsTag && tagIds.length === 0;
  return tag || ending.needsComment ? { tag, comment: ending.needsComment } : null;
}

type EndDialogProps = {
  conversation: Pick<ConversationDetails, 'id' | 'ending' | 'tagIds' | 'department'>;
  act: 'end' | 'handled';
  onClose: () => void;
  onEnded: () => void;
};

/** Asks for what the department wants, and ends the conversation with it. */
export function EndDialog({ conversation, act, onClose, onEnded }: EndDialogProps) {
  const tags = useQuery(tagsQuery).data ?? [];
  const end = useEndWith(conversation.id, onEnded);
  // As it was asked for: it does not change under the hands when the tag arrives.
  const [wanted] = useState(() => wantedForEnding(conversation));
  const [isSent, setIsSent] = useState(false);
  const [tagIds, setTagIds] = useState<TagId[]>([]);
  const [comment, setComment] = useState('');
  const lacksTag = (wanted?.tag ?? false) && tagIds.length === 0;
  const lacksComment = (wanted?.comment ?? false) && comment.trim() === '';
  const submit = () => {
    setIsSent(true);
    if (lacksTag || lacksComment) return;
    end.mutate({ act, tagIds, comment: comment.trim() });
  };
  return (
    <EditDialog
      title={act === 'end' ? 'Before you end it' : 'Before it is handled'}
      onClose={onClose}
      onSubmit={submit}
      submit={act === 'end' ? 'End it' : 'Mark as handled'}
      save={end}
    >
      <p className="text-2">{conversation.department.name} wants this of every conversation.</p>
      {wanted?.tag && (
        <MultiSelect
          label="Tags"
          placeholder={tagIds.length === 0 ? 'What was it about?' : ''}
          data-autofocus
          searchable
          data={tags.map((tag) => ({ value: tag.id, label: tag.name }))}
          value={tagIds}
          error={isSent && lacksTag && 'Choose at least one.'}
          onChange={(ids) => setTagIds(tags.map((tag) => tag.id).filter((id) => ids.includes(id)))}
        />
      )}
      {wanted?.comment && (
        <Textarea
          label="Closing comment"
          description="Kept as a note. The customer does not see it."
          autosize
          minRows={3}
          maxRows={8}
          maxLength={2000}
          data-autofocus={!wanted.tag || undefined}
          value={comment}
          error={isSent && lacksComment && 'Write how it ended.'}
          onChange={(event) => setComment(event.currentTarget.value)}
        />
      )}
    </EditDialog>
  );
}

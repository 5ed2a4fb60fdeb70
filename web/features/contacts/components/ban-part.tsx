import { Select, Textarea } from '@mantine/core';
import { IconBan } from '@tabler/icons-react';
import { useState } from 'react';
import type { BanLength } from '../../../../contract/bans.ts';
import type { ConversationDetails } from '../../../../contract/conversations.ts';
import { useBan, useLiftBan } from '../../../lib/bans.ts';
import { fullTime } from '../../../lib/dates.ts';
import { Button } from '../../../ui/button.tsx';
import { EditDialog } from '../../../ui/edit-dialog.tsx';
import { iconSizes, iconStroke } from '../../../ui/icon-sizes.ts';
import { Notice } from '../../../ui/notice.tsx';
import styles from './ban-part.module.css';

type BanPartProps = { conversation: Pick<ConversationDetails, 'id' | 'ban' | 'may' | 'contact'> };

/** That the customer is shut out, and until when; else the way to do so. */
export function BanPart({ conversation }: BanPartProps) {
  const { ban, may } = conversation;
  const [isOpen, setIsOpen] = useState(false);
  const lift = useLiftBan();
  if (ban) {
    return (
      <div className={styles.notice}>
        <Notice tone="warning" title={ban.until ? `Shut out until ${fullTime(ban.until)}` : 'Shut out'}>
          {ban.note !== '' && <p>{ban.note}</p>}
          <p className={styles.by}>By {ban.setBy?.name ?? 'the desk'}. What they write calls nobody.</p>
          {may.liftBan && (
            <Button size="small" busy={lift.isPending} onClick={() => lift.mutate(ban.id)}>
              Lift the ban
            </Button>
          )}
        </Notice>
      </div>
    );
  }
  if (!may.ban) return null;
  return (
    <div className={styles.act}>
      <Button
        kind="quiet"
        size="small"
        icon={<IconBan size={iconSizes.control} stroke={iconStroke} aria-hidden="true" />}
        onClick={() => setIsOpen(true)}
      >
        Shut out…
      </Button>
      {isOpen && <BanDialog conversation={conversation} onClose={() => setIsOpen(false)} />}
    </div>
  );
}

const lengths = [
  { value: 'hour', label: '1 hour' },
  { value: 'day', label: '1 day' },
  { value: 'week', label: '1 week' },
  { value: 'month', label: '1 month' },
  { value: 'ever', label: 'Until it is lifted' },
] as const satisfies { value: BanLength; label: string }[];

function BanDialog({ conversation, onClose }: BanPartProps & { onClose: () => void }) {
  const ban = useBan(conversation.id, onClose);
  const [length, setLength] = useState<BanLength>('day');
  const [note, setNote] = useState('');
  return (
    <EditDialog
      title={`Shut out ${conversation.contact.name}`}
      onClose={onClose}
      onSubmit={() => ban.mutate({ length, note: note.trim() })}
      submit="Shut out"
      save={ban}
    >
      <p className="text-2">
        What is open with them is closed without a word, and what they write calls nobody. Supervisors and
        administrators can lift it.
      </p>
      <Select
        label="For"
        data-autofocus
        data={lengths}
        value={length}
        allowDeselect={false}
        onChange={(value) => value !== null && setLength(value as BanLength)}
      />
      <Textarea
        label="Note"
        description="For your colleagues."
        autosize
        minRows={2}
        maxRows={6}
        maxLength={500}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
    </EditDialog>
  );
}

import { useQuery } from '@tanstack/react-query';
import {
  IconArrowBackUp,
  IconArrowsExchange,
  IconArrowsRightLeft,
  IconChevronDown,
  IconUserCheck,
  IconUserPlus,
} from '@tabler/icons-react';
import { useState } from 'react';
import type { ConversationDetails } from '../../../../contract/conversations.ts';
import type { UserId } from '../../../../contract/ids.ts';
import { useCommand } from '../../../lib/commands.ts';
import { colleaguesQuery } from '../../../lib/desk-queries.ts';
import { Avatar } from '../../../ui/avatar.tsx';
import { iconSizes, iconStroke } from '../../../ui/icon-sizes.ts';
import { Menu } from '../../../ui/menu.tsx';
import { PresenceSign, presenceLabel } from '../../../ui/presence-sign.tsx';
import type { ConversationAct } from '../api/act-on-conversation.ts';
import { orderColleagues } from '../order-colleagues.ts';
import styles from './assignee-menu.module.css';
import { TransferDialog } from './transfer-dialog.tsx';

type AssigneeMenuProps = {
  conversation: ConversationDetails;
  meId: UserId;
  busyWith: ConversationAct['kind'] | null;
  onAct: (act: ConversationAct) => void;
};

/** Who answers, and a menu to give it to somebody else. */
export function AssigneeMenu({ conversation, meId, busyWith, onAct }: AssigneeMenuProps) {
  const [open, setOpen] = useState(false);
  const [isHandingOn, setIsHandingOn] = useState(false);
  const { assignee, may } = conversation;
  const mayTake = may.take && assignee !== null && assignee.id !== meId;
  const mayHandOver =
    may.moveThread && conversation.kind === 'messenger' && conversation.threadOwner === null;
  const canChange = may.assign || mayTake;
  useCommand(
    canChange
      ? {
          id: 'conversation.assign',
          title: 'Give the conversation to somebody',
          group: 'Conversation',
          keys: 't',
          run: () => setOpen(true),
        }
      : null,
  );
  useCommand(
    may.transfer
      ? {
          id: 'conversation.transfer',
          title: 'Hand the conversation to another department',
          group: 'Conversation',
          run: () => setIsHandingOn(true),
        }
      : null,
  );
  if (!canChange) return <Assignee conversation={conversation} meId={meId} />;
  const label = assignee === null ? 'Assign to a colleague' : `Assigned to ${assignee.name}. Change`;
  return (
    <>
      <Menu opened={open} onChange={setOpen} position="bottom-end">
        <Menu.Target>
          <button
            type="button"
            className={styles.target}
            aria-label={label}
            aria-busy={busyWith === 'assign' || undefined}
          >
            {assignee === null ? (
              <IconUserPlus size={iconSizes.control} stroke={iconStroke} aria-hidden="true" />
            ) : (
              <Avatar name={assignee.name} size={20} />
            )}
            <span className={styles.name}>
              {assignee === null ? 'Assign' : assignee.id === meId ? 'You' : assignee.name.split(' ')[0]}
            </span>
            <IconChevronDown size={14} stroke={iconStroke} aria-hidden="true" />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          {mayTake && (
            <Menu.Item
              leftSection={<IconUserCheck size={iconSizes.control} stroke={iconStroke} aria-hidden="true" />}
              onClick={() => onAct({ kind: 'take' })}
            >
              Take it yourself
            </Menu.Item>
          )}
          {assignee !== null && may.assign && (
            <Menu.Item
              leftSection={
                <IconArrowBackUp size={iconSizes.control} stroke={iconStroke} aria-hidden="true" />
              }
              onClick={() => onAct({ kind: 'assign', to: null })}
            >
              Give back to {conversation.department.name}
            </Menu.Item>
          )}
          {may.transfer && (
            <Menu.Item
              leftSection={
                <IconArrowsRightLeft size={iconSizes.control} stroke={iconStroke} aria-hidden="true" />
              }
              onClick={() => setIsHandingOn(true)}
            >
              Hand to another department…
            </Menu.Item>
          )}
          {mayHandOver && (
            <Menu.Item
              leftSection={
                <IconArrowsExchange size={iconSizes.control} stroke={iconStroke} aria-hidden="true" />
              }
              onClick={() => onAct({ kind: 'thread/hand-over' })}
            >
              Hand over to the Page Inbox
            </Menu.Item>
          )}
          {may.assign && open && <Colleagues conversation={conversation} meId={meId} onAct={onAct} />}
        </Menu.Dropdown>
      </Menu>
      {isHandingOn && (
        <TransferDialog
          conversation={conversation}
          onTransfer={(to) => onAct({ kind: 'transfer', to })}
          onClose={() => setIsHandingOn(false)}
        />
      )}
    </>
  );
}

function Colleagues({ conversation, meId, onAct }: Omit<AssigneeMenuProps, 'busyWith'>) {
  const { data, isError } = useQuery(colleaguesQuery);
  const { department, assignee } = conversation;
  const known = orderColleagues(data ?? [], { departmentId: department.id, without: assignee?.id ?? null });
  return (
    <>
      <Menu.Label>Assign to</Menu.Label>
      {isError && <p className={styles.nobody}>The colleagues could not be loaded</p>}
      {data && known.length === 0 && <p className={styles.nobody}>Nobody else is in {department.name}</p>}
      <div className={styles.people}>
        {known.map((colleague) => (
          <Menu.Item
            key={colleague.id}
            leftSection={<Avatar name={colleague.name} size={24} />}
            rightSection={
              <span className={styles.presence}>
                <PresenceSign presence={colleague.presence} />
                {presenceLabel(colleague)}
              </span>
            }
            onClick={() => onAct({ kind: 'assign', to: colleague.id })}
          >
            {colleague.id === meId ? 'You' : colleague.name}
          </Menu.Item>
        ))}
      </div>
    </>
  );
}

/** The same for whoever may only look at it. */
function Assignee({ conversation, meId }: Pick<AssigneeMenuProps, 'conversation' | 'meId'>) {
  const { assignee } = conversation;
  if (assignee === null) return null;
  const name = assignee.id === meId ? 'You' : assignee.name.split(' ')[0];
  return (
    <span className={styles.fixed} title={`${assignee.name} answers here`}>
      <Avatar name={assignee.name} size={20} />
      <span className={styles.name}>{name}</span>
      <span className="sr">answers here</span>
    </span>
  );
}

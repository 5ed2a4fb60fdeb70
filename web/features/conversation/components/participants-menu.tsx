import {
  IconArrowsRightLeft,
  IconEye,
  IconEyeOff,
  IconFileTypePdf,
  IconLink,
  IconLogout,
  IconMail,
  IconMessageQuestion,
  IconUserMinus,
  IconUsers,
} from '@tabler/icons-react';
import { useState } from 'react';
import type { ConversationDetails, Participant } from '../../../../contract/conversations.ts';
import type { UserId } from '../../../../contract/ids.ts';
import { useCommand } from '../../../lib/commands.ts';
import { apiPaths } from '../../../lib/paths.ts';
import { screenPaths } from '../../../lib/screen-paths.ts';
import { Avatar } from '../../../ui/avatar.tsx';
import { iconSizes, iconStroke } from '../../../ui/icon-sizes.ts';
import { Menu } from '../../../ui/menu.tsx';
import { showToast } from '../../../ui/toast-store.ts';
import type { ConversationAct } from '../api/act-on-conversation.ts';
import { useTakePart } from '../api/take-part.ts';
import { ConsultDialog } from './consult-dialog.tsx';
import styles from './participants-menu.module.css';
import { TranscriptDialog } from './transcript-dialog.tsx';

type ParticipantsMenuProps = {
  conversation: ConversationDetails;
  meId: UserId;
  onAct: (act: ConversationAct) => void;
};

const shownUpTo = 3;
const sign = { size: iconSizes.control, stroke: iconStroke, 'aria-hidden': true } as const;

/** Who takes part beside the agent: comes, goes, is asked, and is let go. */
export function ParticipantsMenu({ conversation, meId, onAct }: ParticipantsMenuProps) {
  const { id, may, asked, participants = [] } = conversation;
  const [isAsking, setIsAsking] = useState(false);
  const [isSending, setIsSending] = useState(false);
  const { mutate } = useTakePart(id);
  const myMode = participants.find(({ user, kind }) => user.id === meId && kind === 'joined')?.mode;
  const copyLink = () => void copyAddress(new URL(screenPaths.conversation(id), window.location.href).href);
  useCommand(
    may.consult
      ? {
          id: 'conversation.consult',
          title: 'Ask a colleague for advice',
          group: 'Conversation',
          keys: 'c',
          run: () => setIsAsking(true),
        }
      : null,
  );
  useCommand({
    id: 'conversation.link',
    title: 'Copy the link to the conversation',
    group: 'Conversation',
    run: copyLink,
  });
  useCommand(
    may.setStatus
      ? {
          id: 'conversation.transcript',
          title: 'E-mail a transcript',
          group: 'Conversation',
          run: () => setIsSending(true),
        }
      : null,
  );
  const isClosed = conversation.status === 'closed';
  useCommand(
    isClosed
      ? {
          id: 'conversation.pdf',
          title: 'Download the conversation as PDF',
          group: 'Conversation',
          run: () => window.location.assign(apiPaths.transcriptPdf(id)),
        }
      : null,
  );
  useJoining(may.join, myMode, (mode) => mutate({ kind: 'join', mode }));
  useCommand(
    may.leave
      ? {
          id: 'conversation.leave',
          title: 'Leave the conversation',
          group: 'Conversation',
          run: () => mutate({ kind: 'leave' }),
        }
      : null,
  );
  const count = participants.length + asked.length;
  const label = count === 0 ? 'Who takes part' : `Who takes part: ${partWords(participants, asked.length)}`;
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <button type="button" className={styles.target} aria-label={label} title={label}>
            {count === 0 ? (
              <IconUsers size={iconSizes.regular} stroke={iconStroke} aria-hidden="true" />
            ) : (
              <span className={styles.faces} aria-hidden="true">
                {participants.slice(0, shownUpTo).map(({ user, mode }) => (
                  <span key={user.id} className={styles.face} data-mode={mode}>
                    <Avatar name={user.name} size={20} />
                  </span>
                ))}
                {count > Math.min(participants.length, shownUpTo) && (
                  <span className="small num">+{count - Math.min(participants.length, shownUpTo)}</span>
                )}
              </span>
            )}
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          {participants.map((one) => (
            <Part
              key={`${one.user.id} ${one.kind}`}
              one={one}
              meId={meId}
              mayEnd={may.consult && one.kind === 'consulted'}
              onHand={() => onAct({ kind: 'transfer', to: { userId: one.user.id } })}
              onEnd={() => mutate({ kind: 'end-consult', userId: one.user.id })}
            />
          ))}
          {asked.map(({ user }) => (
            <Menu.Item
              key={user.id}
              disabled={!may.consult}
              leftSection={<Avatar name={user.name} size={24} />}
              rightSection={<span className={styles.mode}>asked · take back</span>}
              onClick={() => mutate({ kind: 'end-consult', userId: user.id })}
            >
              {user.name}
            </Menu.Item>
          ))}
          {count > 0 && <Menu.Divider />}
          {may.consult && (
            <Menu.Item leftSection={<IconMessageQuestion {...sign} />} onClick={() => setIsAsking(true)}>
              Ask for advice…
            </Menu.Item>
          )}
          {may.join && myMode !== 'internal' && (
            <Menu.Item
              leftSection={<IconEyeOff {...sign} />}
              onClick={() => mutate({ kind: 'join', mode: 'internal' })}
            >
              {myMode === undefined ? 'Join unseen, with notes' : 'Go on unseen, with notes'}
            </Menu.Item>
          )}
          {may.join && myMode !== 'public' && (
            <Menu.Item
              leftSection={<IconEye {...sign} />}
              onClick={() => mutate({ kind: 'join', mode: 'public' })}
            >
              {myMode === undefined ? 'Join in public' : 'Go public'}
            </Menu.Item>
          )}
          {may.leave && (
            <Menu.Item leftSection={<IconLogout {...sign} />} onClick={() => mutate({ kind: 'leave' })}>
              Leave the conversation
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconLink {...sign} />} onClick={copyLink}>
            Copy the link
          </Menu.Item>
          {may.setStatus && (
            <Menu.Item leftSection={<IconMail {...sign} />} onClick={() => setIsSending(true)}>
              E-mail a transcript…
            </Menu.Item>
          )}
          {isClosed ? (
            <Menu.Item
              component="a"
              href={apiPaths.transcriptPdf(id)}
              download
              leftSection={<IconFileTypePdf {...sign} />}
            >
              Download PDF
            </Menu.Item>
          ) : (
            <Menu.Item
              disabled
              leftSection={<IconFileTypePdf {...sign} />}
              rightSection={<span className={styles.mode}>once it is closed</span>}
            >
              Download PDF
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {isSending && <TranscriptDialog id={id} onClose={() => setIsSending(false)} />}
      {isAsking && (
        <ConsultDialog
          conversation={conversation}
          meId={meId}
          onAsk={(ask) => mutate({ kind: 'consults', ask })}
          onClose={() => setIsAsking(false)}
        />
      )}
    </>
  );
}

type PartProps = {
  one: Participant;
  meId: UserId;
  mayEnd: boolean;
  onHand: () => void;
  onEnd: () => void;
};

function Part({ one, meId, mayEnd, onHand, onEnd }: PartProps) {
  const { user } = one;
  const firstName = user.name.split(' ')[0];
  return (
    <>
      <div className={styles.part}>
        <Avatar name={user.name} size={24} />
        <span className="clip">{user.id === meId ? 'You' : user.name}</span>
        <span className={styles.mode}>{modeWords(one)}</span>
      </div>
      {mayEnd && (
        <>
          <Menu.Item leftSection={<IconArrowsRightLeft {...sign} />} onClick={onHand}>
            Hand it to {firstName}
          </Menu.Item>
          <Menu.Item leftSection={<IconUserMinus {...sign} />} onClick={onEnd}>
            Let {firstName} go
          </Menu.Item>
        </>
      )}
    </>
  );
}

function useJoining(
  mayJoin: boolean,
  myMode: 'internal' | 'public' | undefined,
  join: (mode: 'internal' | 'public') => void,
): void {
  useCommand(
    mayJoin && myMode !== 'internal'
      ? {
          id: 'conversation.join-unseen',
          title: 'Take part unseen, with notes',
          group: 'Conversation',
          run: () => join('internal'),
        }
      : null,
  );
  useCommand(
    mayJoin && myMode !== 'public'
      ? {
          id: 'conversation.join-public',
          title: 'Take part in public',
          group: 'Conversation',
          run: () => join('public'),
        }
      : null,
  );
}

const kindWords = {
  joined: 'joined',
  consulted: 'advises',
  mentioned: 'mentioned',
  invited: 'helps',
} as const;

function modeWords({ kind, mode }: Participant): string {
  return `${kindWords[kind]} · ${mode === 'public' ? 'public' : 'unseen'}`;
}

function partWords(participants: readonly Participant[], asked: number): string {
  const words = participants.map((one) => `${one.user.name}, ${modeWords(one)}`);
  return [...words, ...(asked > 0 ? [`${asked} asked`] : [])].join('; ');
}

async function copyAddress(address: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(address);
    showToast({ tone: 'success', title: 'Link copied', text: 'Who may see the conversation can open it.' });
  } catch {
    showToast({ tone: 'info', title: 'Copy the link by hand', text: address });
  }
}

import {
  IconCheck,
  IconChevronLeft,
  IconEye,
  IconLayoutSidebarRight,
  IconPlayerPlay,
  IconRotateClockwise,
  type Icon,
} from '@tabler/icons-react';
import type { ConversationDetails } from '../../../../contract/conversations.ts';
import type { UserId } from '../../../../contract/ids.ts';
import type { UserRef } from '../../../../contract/team.ts';
import { Avatar } from '../../../ui/avatar.tsx';
import { Button } from '../../../ui/button.tsx';
import { useMinute } from '../../../lib/clock.ts';
import { dueWords } from '../../../lib/due-words.ts';
import { Chip } from '../../../ui/chip.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { iconSizes, iconStroke } from '../../../ui/icon-sizes.ts';
import type { ConversationAct } from '../api/act-on-conversation.ts';
import type { Translating } from '../translation/translating.ts';
import { mayHandle } from '../comments/may-handle.ts';
import { AssigneeMenu } from './assignee-menu.tsx';
import styles from './conversation-header.module.css';
import { MacroMenu } from './macro-menu.tsx';
import { ParkMenu } from './park-menu.tsx';
import { ParticipantsMenu } from './participants-menu.tsx';
import { TranslationMenu } from './translation-menu.tsx';

type ConversationHeaderProps = {
  conversation: ConversationDetails;
  meId: UserId;
  /** The act that is under way, if any. */
  busyWith: ConversationAct['kind'] | null;
  onAct: (act: ConversationAct) => void;
  onBack: (() => void) | undefined;
  detailsOpen: boolean;
  onToggleDetails: () => void;
  translating: Translating | null;
};

/** Who writes, who looks, who answers, and what can be done with the whole of it. */
export function ConversationHeader(props: ConversationHeaderProps) {
  const { conversation, meId, busyWith, onAct, onBack, detailsOpen, onToggleDetails, translating } = props;
  const { contact, page, kind, may, status } = conversation;
  const viewers = conversation.viewers.filter((viewer) => viewer.id !== meId);
  const isOver = status === 'closed' || status === 'wrapup';
  return (
    <header className={styles.header}>
      {onBack && (
        <IconButton
          label="Back to the list"
          icon={<IconChevronLeft size={iconSizes.touch} stroke={iconStroke} aria-hidden="true" />}
          onClick={onBack}
        />
      )}
      <span className={styles.avatar}>
        <Avatar name={contact.name} pictureUrl={contact.pictureUrl} size={36} channel={kind} />
      </span>
      <div className={styles.who}>
        <h2 className={`${styles.name} clip`}>{contact.name}</h2>
        <p className="small text-3 clip">
          {kind === 'messenger' ? 'Messenger' : 'Comment'} · {page.name}
        </p>
      </div>
      <ConsentChip consent={conversation.consent} />
      <DueChip due={conversation.due} />
      <span className="grow" />
      <Viewers viewers={viewers} />
      {may.take && conversation.assignee === null && !isOver ? (
        <Button kind="primary" busy={busyWith === 'take'} onClick={() => onAct({ kind: 'take' })}>
          Take
        </Button>
      ) : null}
      <AssigneeMenu conversation={conversation} meId={meId} busyWith={busyWith} onAct={onAct} />
      <ParticipantsMenu conversation={conversation} meId={meId} onAct={onAct} />
      {translating?.mayAsk && (
        <span className={styles.translation}>
          <TranslationMenu conversationId={conversation.id} translating={translating} />
        </span>
      )}
      <MacroMenu conversationId={conversation.id} />
      <ParkMenu conversation={conversation} onAct={onAct} />
      {lifeActs(conversation).map(({ act, word, hint, Icon }) => (
        <Button
          key={act}
          className={styles.act}
          busy={busyWith === act}
          {...(hint === undefined ? {} : { hint })}
          icon={<Icon size={iconSizes.control} stroke={iconStroke} aria-hidden="true" />}
          onClick={() => onAct({ kind: act })}
        >
          <span className={styles.actWord}>{word}</span>
        </Button>
      ))}
      <IconButton
        label={detailsOpen ? 'Hide details' : 'Show details'}
        hint="]"
        on={detailsOpen}
        icon={<IconLayoutSidebarRight size={iconSizes.regular} stroke={iconStroke} aria-hidden="true" />}
        onClick={onToggleDetails}
      />
    </header>
  );
}

const consentLooks = {
  none: { word: 'Not asked yet', tone: 'plain' },
  asked: { word: 'Consent asked', tone: 'warning' },
  agreed: { word: 'Consent given', tone: 'success' },
  declined: { word: 'Consent declined', tone: 'danger' },
} as const;

/** Whether the customer agreed to the notice of the page, where there is one. */
function ConsentChip({ consent }: Pick<ConversationDetails, 'consent'>) {
  if (!consent) return null;
  const { word, tone } = consentLooks[consent.state];
  return <Chip tone={tone}>{word}</Chip>;
}

const dueTones = { calm: 'plain', soon: 'warning', late: 'danger' } as const;

/** Until when what was promised is due. */
function DueChip({ due }: Pick<ConversationDetails, 'due'>) {
  const said = dueWords(due, useMinute());
  return said && <Chip tone={dueTones[said.tone]}>{said.words}</Chip>;
}

type LifeAct = {
  act: 'resume' | 'end' | 'close' | 'handled' | 'reopen';
  word: string;
  hint?: string;
  Icon: Icon;
};

/** How it can go on and how it can come to an end; two at most. */
function lifeActs(conversation: ConversationDetails): LifeAct[] {
  const { may, status } = conversation;
  const acts: LifeAct[] = [];
  if (mayHandle(conversation)) {
    return [{ act: 'handled', word: 'Mark as handled', hint: 'E', Icon: IconCheck }];
  }
  if (may.resume) acts.push({ act: 'resume', word: 'Go on', Icon: IconPlayerPlay });
  if (may.end) acts.push({ act: 'end', word: 'End', hint: 'E', Icon: IconCheck });
  if (may.close) acts.push({ act: 'close', word: 'Close', hint: 'E', Icon: IconCheck });
  if (may.reopen && status === 'closed')
    acts.push({ act: 'reopen', word: 'Reopen', Icon: IconRotateClockwise });
  return acts;
}

const namedUpTo = 2;

/** Who else has it open now: an eye and names, so that two people do not answer at once. */
function Viewers({ viewers }: { viewers: readonly UserRef[] }) {
  if (viewers.length === 0) return null;
  const names = viewers.map((viewer) => viewer.name);
  const shown = names.slice(0, namedUpTo).map((name) => name.split(' ')[0]);
  const more = names.length - shown.length;
  const all = `${names.join(', ')} ${names.length === 1 ? 'has' : 'have'} this conversation open`;
  return (
    <span className={styles.viewers} title={all}>
      <IconEye size={14} stroke={iconStroke} aria-hidden="true" />
      <span aria-hidden="true">
        {shown.join(', ')}
        {more > 0 && ` +${more}`}
      </span>
      <span className="sr">{all}</span>
    </span>
  );
}

import { IconMailForward, IconUser, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Draft } from '../../../lib/drafts.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import { iconSizes, iconStroke } from '../../../ui/icon-sizes.ts';
import { humanAgentReminder } from '../composer/reply-ground.ts';
import type { StaleReply } from '../desk-outbox.ts';
import styles from './reply-banners.module.css';
import { StaleBanner } from './stale-banner.tsx';

type ReplyBannersProps = {
  manner: 'standard' | 'human';
  /** What is written goes to the customer of a closed conversation, which stays closed. */
  isFollowUp: boolean;
  stale: StaleReply | null;
  quote: Draft['replyTo'];
  onUnquote: () => void;
  /** What the rule asks of the writer. */
  children: ReactNode;
};

/** What stands above a reply: Facebook's rule for late answers, a colleague's words, the quoted message. */
export function ReplyBanners({ manner, isFollowUp, stale, quote, onUnquote, children }: ReplyBannersProps) {
  return (
    <>
      {manner === 'human' && (
        <p className={styles.rule}>
          <IconUser size={iconSizes.control} stroke={iconStroke} aria-hidden="true" />
          {humanAgentReminder}
        </p>
      )}
      {children}
      {isFollowUp && (
        <p className={styles.rule}>
          <IconMailForward size={iconSizes.control} stroke={iconStroke} aria-hidden="true" />A follow-up: the
          conversation stays ended, and opens when the customer answers.
        </p>
      )}
      {stale !== null && <StaleBanner newer={stale.newer} />}
      {quote !== null && (
        <div className={styles.quote}>
          <span className={styles.quoted}>
            <b>{quote.authorName}</b>
            <span className="clip">{quote.text ?? 'A message without text'}</span>
          </span>
          <IconButton
            size="small"
            label="Do not quote"
            icon={<IconX size={iconSizes.control} stroke={iconStroke} aria-hidden="true" />}
            onClick={onUnquote}
          />
        </div>
      )}
    </>
  );
}

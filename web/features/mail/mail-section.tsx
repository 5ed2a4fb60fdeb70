import { IconMail } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { Mail, MailSetup, MailState } from '../../../contract/mail.ts';
import { useMinute } from '../../lib/clock.ts';
import { agoWords, fullTime } from '../../lib/dates.ts';
import { Button } from '../../ui/button.tsx';
import { MoreButton } from '../../ui/more-button.tsx';
import { Chip, type ChipTone } from '../../ui/chip.tsx';
import { iconSizes, iconStroke } from '../../ui/icon-sizes.ts';
import { Notice } from '../../ui/notice.tsx';
import { SectionPage, sectionState } from '../../ui/section-page.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { mailsQuery, useSendMail, useTestMail } from './api/mails.ts';
import styles from './mail-section.module.css';

const states: Record<MailState, { word: string; tone: ChipTone }> = {
  waiting: { word: 'Waiting', tone: 'info' },
  sending: { word: 'Sending', tone: 'info' },
  sent: { word: 'Sent', tone: 'success' },
  kept: { word: 'Kept, not sent', tone: 'plain' },
  failed: { word: 'Failed', tone: 'danger' },
  unknown: { word: 'May have arrived', tone: 'warning' },
};

/** What the desk told by e-mail, or would have: readable here also without a mail server. */
export function MailSection() {
  const mails = useInfiniteQuery(mailsQuery);
  const test = useTestMail();
  const shown = mails.data?.pages.flatMap((page) => page.items) ?? [];
  const setup = mails.data?.pages[0]?.setup;
  return (
    <SectionPage
      title="Mail"
      lead="The desk writes to administrators when a page loses its connection to Facebook, or is about to."
      action={
        <Button
          icon={<IconMail size={iconSizes.control} stroke={iconStroke} aria-hidden="true" />}
          busy={test.isPending}
          onClick={() => test.mutate()}
        >
          Test mail
        </Button>
      }
    >
      {setup && <Setup setup={setup} />}
      {sectionState(mails, 'The mails') ??
        (shown.length === 0 ? (
          <EmptyState title="No mail was written yet">Press Test mail to write one to yourself.</EmptyState>
        ) : (
          <>
            <ul className="surface">
              {shown.map((mail) => (
                <MailCard key={mail.id} mail={mail} />
              ))}
            </ul>
            <MoreButton list={mails} />
          </>
        ))}
    </SectionPage>
  );
}

function Setup({ setup }: { setup: MailSetup }) {
  if (setup.isSetUp) {
    return (
      <p className="text-2">
        Sent through <span className={styles.value}>{setup.server}</span> as{' '}
        <span className={styles.value}>{setup.from}</span>.
      </p>
    );
  }
  return (
    <Notice tone="warning" title="No mail server is set up: mails are kept here and reach nobody">
      Set <span className={styles.value}>SMTP_URL</span> and <span className={styles.value}>MAIL_FROM</span>{' '}
      in the environment, and start the desk again.
    </Notice>
  );
}

function MailCard({ mail }: { mail: Mail }) {
  const nowMs = useMinute();
  const send = useSendMail(mail.id);
  const { word, tone } = states[mail.state];
  const maySend = mail.state === 'kept' || mail.state === 'failed' || mail.state === 'unknown';
  return (
    <li className={styles.mail}>
      <div className={styles.head}>
        <Chip tone={tone}>{word}</Chip>
        <span className={styles.subject}>{mail.subject}</span>
        <time className="small text-3" dateTime={mail.createdAt} title={fullTime(mail.createdAt)}>
          {agoWords(mail.createdAt, nowMs)}
        </time>
        {maySend && (
          <Button
            size="small"
            busy={send.isPending}
            aria-label={`Send: ${mail.subject}, to ${mail.address}`}
            onClick={() => send.mutate()}
          >
            {mail.state === 'kept' ? 'Send' : 'Send again'}
          </Button>
        )}
      </div>
      <p className={styles.address}>To {mail.address}</p>
      {mail.failure && (
        <p className={styles.failure}>
          {mail.failure}
          {mail.state === 'waiting' && ' It is tried again by itself.'}
        </p>
      )}
      <details className={styles.details}>
        <summary className="text-3 small">Read it</summary>
        <p className={styles.body}>{mail.text}</p>
      </details>
    </li>
  );
}

import { IconCheck, IconCopy, IconMoon } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import type { ContactDetails } from '../../../../contract/conversations.ts';
import { useMinute } from '../../../lib/clock.ts';
import { agoWords, fullTime, monthOf } from '../../../lib/dates.ts';
import { Avatar } from '../../../ui/avatar.tsx';
import { FacebookMark } from '../../../ui/facebook-mark.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { iconSizes, iconStroke } from '../../../ui/icon-sizes.ts';
import { languageWords } from '../language-words.ts';
import { isNight, localTime } from '../local-time.ts';
import styles from './customer-section.module.css';
import { Fact, Facts, Section } from './section.tsx';

/** Who writes: name, since when, what time it is there, and which language. */
export function CustomerSection({ contact, children }: { contact: ContactDetails; children?: ReactNode }) {
  const nowMs = useMinute();
  const time = localTime(contact.timezone, nowMs);
  const language = languageWords(contact.locale);
  return (
    <Section>
      <div className={styles.who}>
        <Avatar name={contact.name} pictureUrl={contact.pictureUrl} size={48} />
        <div className="grow">
          <p className={styles.name}>
            {contact.name} <FacebookMark />
          </p>
          <p className="small text-3" title={fullTime(contact.firstSeenAt)}>
            Customer since {monthOf(contact.firstSeenAt)}
          </p>
          {(time !== null || language !== null) && (
            <p className={`${styles.there} small text-3 num`}>
              {time !== null && (
                <>
                  {isNight(time) && <IconMoon size={iconSizes.chip} stroke={iconStroke} aria-hidden="true" />}
                  Local time {time}
                </>
              )}
              {time !== null && language !== null && ' · '}
              {language}
            </p>
          )}
        </div>
      </div>
      {contact.profileState === 'pending' && (
        <p className={styles.profile}>Facebook has not told the name yet. It comes by itself.</p>
      )}
      {contact.profileState === 'unavailable' && (
        <p className={styles.profile}>Facebook does not show this person’s profile to the page.</p>
      )}
      <Facts>
        <Fact name="Last seen">
          <time dateTime={contact.lastSeenAt} title={fullTime(contact.lastSeenAt)}>
            {agoWords(contact.lastSeenAt, nowMs)}
          </time>
        </Fact>
        <Fact name="Person’s id">
          <span className={styles.id}>
            <span className="clip num" title={contact.psid}>
              {contact.psid}
            </span>
            <CopyButton text={contact.psid} />
          </span>
        </Fact>
      </Facts>
      {children}
    </Section>
  );
}

const saidForMs = 1_500;

function CopyButton({ text }: { text: string }) {
  const [copied, setCopied] = useState(false);
  const copy = () => {
    void navigator.clipboard?.writeText(text).then(() => {
      setCopied(true);
      setTimeout(() => setCopied(false), saidForMs);
    });
  };
  const Sign = copied ? IconCheck : IconCopy;
  return (
    <IconButton
      size="small"
      className={styles.copy}
      label={copied ? 'Copied' : 'Copy the id'}
      icon={<Sign size={14} stroke={iconStroke} aria-hidden="true" />}
      onClick={copy}
    />
  );
}

import { IconLink, IconSpeakerphone } from '@tabler/icons-react';
import type { Referral } from '../../../../contract/conversations.ts';
import { useMinute } from '../../../lib/clock.ts';
import { fullTime, shortTime } from '../../../lib/dates.ts';
import { iconSizes, iconStroke } from '../../../ui/icon-sizes.ts';
import styles from './origin-section.module.css';
import { Section } from './section.tsx';

/** The ads and links that brought the customer here. */
export function OriginSection({ referrals }: { referrals: readonly Referral[] }) {
  const nowMs = useMinute();
  if (referrals.length === 0) return null;
  const isAd = referrals.some((one) => one.adId !== null || one.adTitle !== null);
  return (
    <Section title={isAd ? 'Came from an ad' : 'Came through a link'}>
      <ul className={styles.list}>
        {referrals.map((referral) => {
          const Sign = referral.adId !== null || referral.adTitle !== null ? IconSpeakerphone : IconLink;
          return (
            <li key={`${referral.at}${referral.ref ?? ''}`} className={styles.item}>
              <span className={styles.sign}>
                <Sign size={iconSizes.touch} stroke={iconStroke} aria-hidden="true" />
              </span>
              <div className="grow">
                <p className="medium clip" title={referral.adTitle ?? undefined}>
                  {referral.adTitle ?? referral.ref ?? 'Link to Messenger'}
                </p>
                <p className="small text-3 clip">{factsOf(referral).join(' · ')}</p>
                <time className="small text-3 num" dateTime={referral.at} title={fullTime(referral.at)}>
                  {shortTime(referral.at, nowMs)}
                </time>
              </div>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

const sources: Record<string, string> = {
  ADS: 'Sponsored post',
  SHORTLINK: 'm.me link',
  CUSTOMER_CHAT_PLUGIN: 'Chat on a website',
  MESSENGER_CODE: 'Messenger code',
};

function factsOf(referral: Referral): string[] {
  const source = referral.source === null ? 'Source not told' : (sources[referral.source] ?? referral.source);
  return [
    source,
    ...(referral.ref !== null && referral.adTitle !== null ? [`ref ${referral.ref}`] : []),
    ...(referral.adId === null ? [] : [`ad ${referral.adId}`]),
  ];
}

import { useState, type CSSProperties } from 'react';
import { colorOfName, initialsOf } from './avatar-look.ts';
import styles from './avatar.module.css';
import { classNames } from './class-names.ts';
import { PresenceSign, type PresenceKind } from './presence-sign.tsx';

/** Where a conversation takes place: a round badge for messages, a square one for comments. */
export type ChannelKind = 'messenger' | 'comment';

type AvatarProps = {
  name: string;
  pictureUrl?: string | null;
  size?: 18 | 20 | 24 | 28 | 32 | 36 | 40 | 48 | 64;
  channel?: ChannelKind;
  presence?: PresenceKind;
  /** For things that are no person: a page, a shop. */
  square?: boolean;
};

/** A picture or initials. Always decoration: the name stands beside it or in its label. */
export function Avatar({ name, pictureUrl, size = 36, channel, presence, square }: AvatarProps) {
  const [brokenUrl, setBrokenUrl] = useState<string | null>(null);
  const color = colorOfName(name);
  const colors = {
    '--avatar-ground': `var(--avatar-${color})`,
    '--avatar-ink': `var(--avatar-${color}-text)`,
  } as CSSProperties;
  return (
    <span
      className={classNames(styles.avatar, square && styles.square)}
      data-size={size}
      style={colors}
      aria-hidden="true"
    >
      {pictureUrl && pictureUrl !== brokenUrl ? (
        <img
          className={styles.picture}
          src={pictureUrl}
          alt=""
          loading="lazy"
          onError={() => setBrokenUrl(pictureUrl)}
        />
      ) : (
        initialsOf(name)
      )}
      {channel && <ChannelBadge channel={channel} />}
      {presence && (
        <span className={styles.presence}>
          <PresenceSign presence={presence} />
        </span>
      )}
    </span>
  );
}

function ChannelBadge({ channel }: { channel: ChannelKind }) {
  return (
    <span className={classNames(styles.channel, channel === 'comment' && styles.comment)}>
      <svg viewBox="0 0 12 12">
        {channel === 'messenger' ? (
          <path
            fill="currentColor"
            d="M6 2.200c2.500 0 4.300 1.500 4.300 3.500S8.500 9.200 6 9.200c-.5 0-1-.06-1.400-.17L2.700 10V8.300C2 7.600 1.700 6.700 1.700 5.700c0-2 1.800-3.500 4.300-3.500z"
          />
        ) : (
          <path
            fill="none"
            stroke="currentColor"
            strokeWidth="1.200"
            strokeLinejoin="round"
            d="M2 2.600h8v5.600H6.200L4.200 10V8.200H2z"
          />
        )}
      </svg>
    </span>
  );
}

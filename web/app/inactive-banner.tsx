import { IconUserOff } from '@tabler/icons-react';
import { chosenPresence, useSetPresence } from '../features/account/api/set-presence.ts';
import { timeOfDay } from '../lib/dates.ts';
import { useMe } from '../lib/desk-queries.ts';
import { iconSizes, iconStroke } from '../ui/icon-sizes.ts';
import styles from './pages-banner.module.css';

/** Over the list, for who let a request go by: they get no others until they say that they are here. */
export function InactiveBanner() {
  const { user } = useMe();
  const setPresence = useSetPresence();
  return (
    <output className={styles.region}>
      {user.inactiveSince !== null && (
        <div className={styles.banner} data-tone="danger">
          <IconUserOff
            size={iconSizes.regular}
            stroke={iconStroke}
            aria-hidden="true"
            className={styles.sign}
          />
          <p className="grow">
            You missed a request. Your status is Inactive
            {user.inactiveUntil !== null && ` until ${timeOfDay(user.inactiveUntil)}`}.
          </p>
          <button
            type="button"
            className={styles.way}
            onClick={() => setPresence.mutate(chosenPresence(user))}
          >
            Reset
          </button>
        </div>
      )}
    </output>
  );
}

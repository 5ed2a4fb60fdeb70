import { IconAlertTriangle, IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import { iconSizes, iconStroke } from '../../ui/icon-sizes.ts';
import styles from './permission-list.module.css';

type PermissionListProps = {
  permissions: readonly {
    scope: string;
    words: string;
    isEssential: boolean;
    without: string;
    isGranted?: boolean;
  }[];
};

/** Permissions in plain words with Meta's name of each, and what does not work without those that are missing. */
export function PermissionList({ permissions }: PermissionListProps) {
  return (
    <ul className={styles.list}>
      {permissions.map(({ scope, words, isEssential, without, isGranted = false }) => {
        const Sign = isGranted ? IconCircleCheck : isEssential ? IconCircleX : IconAlertTriangle;
        const tone = isGranted ? 'granted' : isEssential ? 'essential' : 'missing';
        return (
          <li key={scope} className={styles.item} data-tone={tone}>
            <Sign size={iconSizes.control} stroke={iconStroke} aria-hidden="true" />
            <div className="grow">
              <p>
                {words} <span className={styles.scope}>{scope}</span>
                {!isGranted && <span className="sr"> is missing.</span>}
              </p>
              {!isGranted && <p className="small text-2">{without}</p>}
            </div>
          </li>
        );
      })}
    </ul>
  );
}

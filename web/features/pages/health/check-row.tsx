import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleX,
  IconExternalLink,
  IconHelpCircle,
} from '@tabler/icons-react';
import type { DoctorCheck, DoctorVerdict, MendAction } from '../../../../contract/doctor.ts';
import { Button } from '../../../ui/button.tsx';
import { iconSizes, iconStroke } from '../../../ui/icon-sizes.ts';
import { Link } from '../../../ui/link.tsx';
import styles from './check-row.module.css';

const signs: Record<DoctorVerdict, typeof IconHelpCircle> = {
  passed: IconCircleCheck,
  warning: IconAlertTriangle,
  failed: IconCircleX,
  skipped: IconHelpCircle,
};

const words: Record<DoctorVerdict, string> = {
  passed: 'Passed',
  warning: 'Warning',
  failed: 'Failed',
  skipped: 'Not looked at',
};

type CheckRowProps = {
  check: DoctorCheck;
  isMending?: boolean;
  /** Absent where nothing can be mended. */
  onMend?: (action: MendAction) => void;
};

/** One link of the chain: a line when it is whole, else what is wrong and what mends it. */
export function CheckRow({ check, isMending = false, onMend }: CheckRowProps) {
  const Sign = signs[check.verdict];
  const { mend, link } = check;
  return (
    <li className={styles.check} data-verdict={check.verdict}>
      <Sign className={styles.sign} size={iconSizes.regular} stroke={iconStroke} aria-hidden="true" />
      <div className="grow">
        <p className={styles.line}>
          <span className={styles.title}>{check.title}</span>
          <span className="sr">{words[check.verdict]}</span>
          {check.fact && <span className={styles.fact}>{check.fact}</span>}
        </p>
        {check.explanation && <p className="text-2">{check.explanation}</p>}
        {check.advice && <p className={styles.advice}>{check.advice}</p>}
        {(mend || link) && (
          <div className={styles.ways}>
            {mend && onMend && (
              <Button size="small" kind="primary" busy={isMending} onClick={() => onMend(mend.action)}>
                {mend.label}
              </Button>
            )}
            {link && <Elsewhere {...link} />}
          </div>
        )}
      </div>
    </li>
  );
}

function Elsewhere({ label, href }: { label: string; href: string }) {
  if (href.startsWith('/')) {
    return (
      <Link className="link" href={href}>
        {label}
      </Link>
    );
  }
  return (
    <a className={styles.outside} href={href} target="_blank" rel="noreferrer">
      {label}
      <IconExternalLink size={iconSizes.chip} stroke={1.7} aria-hidden="true" />
    </a>
  );
}

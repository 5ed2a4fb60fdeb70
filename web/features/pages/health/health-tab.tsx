import { IconRefresh } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { DoctorReport } from '../../../../contract/doctor.ts';
import type { Page } from '../../../../contract/pages.ts';
import { useMinute } from '../../../lib/clock.ts';
import { agoWords, fullTime } from '../../../lib/dates.ts';
import { Button } from '../../../ui/button.tsx';
import { iconSizes, iconStroke } from '../../../ui/icon-sizes.ts';
import { sectionState } from '../../../ui/section-page.tsx';
import { doctorQuery, useMend } from '../api/doctor.ts';
import { CheckRow } from './check-row.tsx';
import { ConnectionTestPanel } from './connection-test-panel.tsx';
import { HealthRing } from './health-ring.tsx';
import { orderChecks, verdictWords } from './order-checks.ts';
import { SilenceSetting } from './silence-setting.tsx';
import { StateHistory } from './state-history.tsx';
import styles from './health-tab.module.css';

/** The doctor: what of the page's connection works, what does not, and the step that mends it. */
export function HealthTab({ page }: { page: Page }) {
  const report = useQuery(doctorQuery(page.id));
  return (
    <>
      <section className="surface" aria-label="Connection doctor">
        {sectionState(report, 'The examination') ??
          (report.data && (
            <>
              <ReportHead
                report={report.data}
                isLooking={report.isFetching}
                onLook={() => void report.refetch()}
              />
              <Checks page={page} report={report.data} />
            </>
          ))}
      </section>
      <ConnectionTestPanel page={page} />
      <StateHistory page={page} />
      <SilenceSetting page={page} />
    </>
  );
}

function ReportHead({
  report,
  isLooking,
  onLook,
}: {
  report: DoctorReport;
  isLooking: boolean;
  onLook: () => void;
}) {
  const nowMs = useMinute();
  return (
    <header className={styles.head}>
      <HealthRing checks={report.checks} />
      <div className="grow" aria-live="polite">
        <h2 className="heading">{report.headline}</h2>
        <p className="small text-3">
          {verdictWords(report.checks)} ·{' '}
          <time dateTime={report.lookedAt} title={fullTime(report.lookedAt)}>
            looked {agoWords(report.lookedAt, nowMs)}
          </time>
        </p>
      </div>
      <Button
        icon={<IconRefresh size={iconSizes.control} stroke={iconStroke} aria-hidden="true" />}
        busy={isLooking}
        onClick={onLook}
      >
        Look again
      </Button>
    </header>
  );
}

function Checks({ page, report }: { page: Page; report: DoctorReport }) {
  const mend = useMend(page.id);
  return (
    <ul className={styles.checks}>
      {orderChecks(report.checks).map((check) => (
        <CheckRow
          key={check.id}
          check={check}
          isMending={mend.isPending && mend.variables === check.mend?.action}
          onMend={(action) => mend.mutate(action)}
        />
      ))}
    </ul>
  );
}

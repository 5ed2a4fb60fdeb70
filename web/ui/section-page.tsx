import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { Screen } from './screen.tsx';
import { FailedState, ForbiddenState } from './states.tsx';
import { Skeleton, useSkeletons } from './skeleton.tsx';
import { Problem } from '../lib/api.ts';
import styles from './section-page.module.css';

type SectionPageProps = {
  title: string;
  /** How many there are, beside the title. */
  count?: number | undefined;
  action?: ReactNode;
  /** One sentence under the bar. */
  lead?: ReactNode;
  children: ReactNode;
};

/** One page of the settings: a bar with its name and its one act, and what it is about below. */
export function SectionPage({ title, count, action, lead, children }: SectionPageProps) {
  return (
    <Screen
      label={title}
      bar={
        <>
          <h1 className="title">{title}</h1>
          {count !== undefined && <span className="text-3 num">{count}</span>}
          <span className="grow" />
          {action}
        </>
      }
    >
      {lead && <p className={styles.lead}>{lead}</p>}
      {children}
    </Screen>
  );
}

export type Loaded = {
  isPending: boolean;
  isError: boolean;
  isFetching: boolean;
  error: unknown;
  refetch: () => unknown;
};

/** What stands in a section while its answer is on its way, or did not come; null when it is there. */
export function sectionState(query: Loaded, what: string): ReactNode {
  if (query.isPending) return <SectionSkeleton />;
  if (!query.isError) return null;
  if (
    query.error instanceof Problem &&
    (query.error.code === 'forbidden' || query.error.code === 'not-found')
  ) {
    return <ForbiddenState>Only administrators see this.</ForbiddenState>;
  }
  return (
    <FailedState
      title={`${what} could not be loaded`}
      error={query.error}
      onRetry={() => void query.refetch()}
      retrying={query.isFetching}
    />
  );
}

function SectionSkeleton() {
  const isShown = useSkeletons(true);
  return (
    <output className={classNames('surface', styles.skeleton)} aria-label="Loading">
      {isShown && [72, 56, 64, 48].map((width) => <Skeleton key={width} height="16px" width={`${width}%`} />)}
    </output>
  );
}

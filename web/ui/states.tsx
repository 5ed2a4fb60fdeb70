import { useEffect, useState, type ReactNode } from 'react';
import { Problem } from '../lib/api.ts';
import { Button } from './button.tsx';
import { DoneDrawing, ForbiddenDrawing, NothingFoundDrawing, UnpluggedDrawing } from './drawings.tsx';
import styles from './states.module.css';

type StateProps = {
  drawing: ReactNode;
  title: string;
  children?: ReactNode;
  foot?: ReactNode;
  role?: 'alert';
};

function State({ drawing, title, children, foot, role }: StateProps) {
  return (
    <div className={styles.state} data-state role={role}>
      {drawing}
      <p className="heading">{title}</p>
      {children && <div className={styles.text}>{children}</div>}
      {foot && <div className={styles.foot}>{foot}</div>}
    </div>
  );
}

type EmptyStateProps = {
  /** `done`: all is well. `search`: nothing was found. */
  kind?: 'done' | 'search';
  title: string;
  children?: ReactNode;
  /** One way on, a small Button. */
  action?: ReactNode;
};

/** Says that all is well, or what was looked for, and offers one way on. */
export function EmptyState({ kind = 'done', title, children, action }: EmptyStateProps) {
  return (
    <State drawing={kind === 'done' ? <DoneDrawing /> : <NothingFoundDrawing />} title={title} foot={action}>
      {children}
    </State>
  );
}

/** What cannot be seen: the same words for what is not there and what one may not see, and nobody named. */
export function ForbiddenState({ action, children }: { action?: ReactNode; children?: ReactNode }) {
  return (
    <State drawing={<ForbiddenDrawing />} title="There is nothing here for you" foot={action}>
      {children ?? 'The link is wrong, or it belongs to a department you are not in.'}
    </State>
  );
}

const retryAfterSeconds = 10;

type FailedStateProps = {
  /** `The list could not be loaded`. */
  title: string;
  error: unknown;
  onRetry: () => void;
  /** A retry is under way. */
  retrying?: boolean;
};

/** Says what failed, that drafts are safe, when it is tried again by itself, and the number to tell the server's keeper. */
export function FailedState({ title, error, onRetry, retrying = false }: FailedStateProps) {
  const problem = error instanceof Problem ? error : null;
  const secondsLeft = useCountdown(retryAfterSeconds, onRetry, retrying);
  return (
    <State
      drawing={<UnpluggedDrawing />}
      title={title}
      role="alert"
      foot={
        <>
          <Button kind="primary" size="small" busy={retrying} onClick={onRetry}>
            Try now
          </Button>
          {problem?.requestId && <p className={styles.request}>Request {problem.requestId}</p>}
        </>
      }
    >
      {problem?.message ?? 'Something in this desk went wrong.'} Your drafts are safe.{' '}
      {/* Not read aloud by the second: the alert spoke once. */}
      <span aria-hidden="true" className="num">
        {retrying ? 'Trying again…' : `Trying again in ${secondsLeft} s.`}
      </span>
    </State>
  );
}

function useCountdown(seconds: number, onEnd: () => void, paused: boolean): number {
  const [left, setLeft] = useState(seconds);
  useEffect(() => {
    if (paused) return;
    const timer = setTimeout(() => {
      if (left > 1) setLeft(left - 1);
      else {
        setLeft(seconds);
        onEnd();
      }
    }, 1_000);
    return () => clearTimeout(timer);
  }, [left, paused, onEnd, seconds]);
  return left;
}

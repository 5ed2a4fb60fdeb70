import { IconAlertTriangle, IconHelpCircle } from '@tabler/icons-react';
import { iconStroke } from '../../../ui/icon-sizes.ts';
import { useTimelineContext } from '../timeline-context.ts';
import { failureWords } from '../timeline/failure-words.ts';
import type { ShownMessage } from '../timeline/shown-message.ts';
import styles from './failure-line.module.css';

/** What became of a reply that did not arrive: what happened, whether the customer saw it, what can be done. */
export function FailureLine({ shown }: { shown: ShownMessage }) {
  const context = useTimelineContext();
  const { message, entry } = shown;
  const words = failureWords(shown, context.customerFirstName);
  if (words === null) return null;
  const isMine = message.author.kind === 'user' && message.author.id === context.meId;
  const Sign = words.tone === 'danger' ? IconAlertTriangle : IconHelpCircle;
  return (
    <div className={styles.failure} data-tone={words.tone}>
      <Sign size={16} stroke={iconStroke} aria-hidden="true" />
      <p className={styles.words} role="alert">
        <b>{words.head}</b> {words.text}
      </p>
      <span className={styles.acts}>
        {words.mayRetry && (
          <button
            type="button"
            className={styles.act}
            data-strong
            onClick={() => (entry === null ? context.retryMessage(message) : context.retryEntry(entry))}
          >
            Retry
          </button>
        )}
        {words.link === 'send' && (
          <button
            type="button"
            className={styles.act}
            data-strong
            onClick={() => context.sendAsLink(message)}
          >
            Send as link
          </button>
        )}
        {words.link === 'take-back' && (
          <button type="button" className={styles.act} onClick={() => context.takeLinkBack(message)}>
            Take the link back
          </button>
        )}
        {entry !== null && entry.state === 'refused' && (
          <button type="button" className={styles.act} onClick={() => context.editEntry(entry)}>
            Edit
          </button>
        )}
        {words.mayDiscard && isMine && (
          <button
            type="button"
            className={styles.act}
            onClick={() => (entry === null ? context.discardMessage(message) : context.discardEntry(entry))}
          >
            Discard
          </button>
        )}
      </span>
    </div>
  );
}

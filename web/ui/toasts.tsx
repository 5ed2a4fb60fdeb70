import { IconAlertCircle, IconCircleCheck, IconInfoCircle, IconX } from '@tabler/icons-react';
import { useSyncExternalStore } from 'react';
import { iconSizes, iconStroke } from './icon-sizes.ts';
import { closeToast, toastStore, type Toast } from './toast-store.ts';
import styles from './toasts.module.css';

const signs = { success: IconCircleCheck, info: IconInfoCircle, danger: IconAlertCircle };

/** The one live region of all toasts; stands at the root from the start, so that readers hear the first one. */
export function Toasts() {
  const toasts = useSyncExternalStore(toastStore.subscribe, toastStore.read);
  return (
    <section className={styles.toasts} aria-live="polite" aria-label="Messages">
      {toasts.map((toast) => (
        <ToastCard key={toast.id} toast={toast} />
      ))}
    </section>
  );
}

function ToastCard({ toast }: { toast: Toast }) {
  const Sign = signs[toast.tone];
  return (
    <div className={styles.toast} data-tone={toast.tone}>
      <Sign size={iconSizes.regular} stroke={iconStroke} className={styles.sign} aria-hidden="true" />
      <div className="grow">
        <p className={styles.title}>{toast.title}</p>
        {toast.text && <p className={styles.text}>{toast.text}</p>}
      </div>
      {toast.action && (
        <button
          type="button"
          className={styles.action}
          onClick={() => {
            toast.action?.run();
            closeToast(toast.id);
          }}
        >
          {toast.action.label}
        </button>
      )}
      <button
        type="button"
        className={styles.close}
        aria-label="Close the message"
        onClick={() => closeToast(toast.id)}
      >
        <IconX size={iconSizes.control} stroke={iconStroke} aria-hidden="true" />
      </button>
    </div>
  );
}

import type { ReactNode } from 'react';
import styles from './messenger-preview.module.css';

type PreviewMessage = { key: string; text: ReactNode; buttons?: readonly string[] };

/** How messages of the page look to a customer: bubbles, and the buttons under the one they stand under. */
export function MessengerPreview({
  label,
  messages,
}: {
  label: string;
  messages: readonly PreviewMessage[];
}) {
  return (
    <figure className={styles.phone} aria-label={label}>
      {messages.map(({ key, text, buttons = [] }) => (
        <div key={key} className={styles.message}>
          <p className={styles.bubble} dir="auto">
            {text}
          </p>
          {buttons.length > 0 && (
            <ul className={styles.buttons} aria-label="Buttons">
              {buttons.map((title, index) => (
                <li key={`${index} ${title}`} dir="auto">
                  {title}
                </li>
              ))}
            </ul>
          )}
        </div>
      ))}
    </figure>
  );
}

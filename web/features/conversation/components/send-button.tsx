import { IconSend2 } from '@tabler/icons-react';
import { useSendKey } from '../../../lib/send-key.ts';
import { Button } from '../../../ui/button.tsx';
import { iconSizes, iconStroke } from '../../../ui/icon-sizes.ts';
import { SendKeyMenu } from './send-key-menu.tsx';
import styles from './send-button.module.css';

/** Sends the reply, and says by which key that goes; on a phone it is a sign alone. */
export function SendButton({ disabled, word }: { disabled: boolean; word: string }) {
  const hint = useSendKey() === 'enter' ? '↵' : 'Ctrl ↵';
  return (
    <span className={styles.send}>
      <Button
        submit
        kind="primary"
        hint={hint}
        disabled={disabled}
        className={styles.main}
        icon={
          <IconSend2
            className={styles.icon}
            size={iconSizes.regular}
            stroke={iconStroke}
            aria-hidden="true"
          />
        }
      >
        <span className={styles.word}>{word}</span>
      </Button>
      <SendKeyMenu disabled={disabled} />
    </span>
  );
}

import type { KeyboardEvent } from 'react';
import { isSendStroke, useSendKey } from '../../../lib/send-key.ts';

/** The keys of a field that is written in: the one that sends, and Escape as one step out. */
export function useWriteKeys({ onSend, onLeave }: { onSend: () => void; onLeave: () => void }) {
  const sendKey = useSendKey();
  return (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      onLeave();
      return;
    }
    const { key, ctrlKey, metaKey, shiftKey } = event;
    const { isComposing } = event.nativeEvent;
    if (!isSendStroke({ key, ctrlKey, metaKey, shiftKey, isComposing }, sendKey)) return;
    event.preventDefault();
    onSend();
  };
}

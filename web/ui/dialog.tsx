import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import styles from './dialog.module.css';
import { useReturnFocus } from './use-return-focus.ts';

type DialogProps = {
  title: string;
  onClose: () => void;
  children: ReactNode;
  /** Buttons; the safe one gets `data-autofocus`. */
  foot?: ReactNode;
  width?: string;
};

/** Over everything: for what cannot be undone, and for short forms. Focus stays in it and comes back. */
export function Dialog({ title, onClose, children, foot, width = '420px' }: DialogProps) {
  useReturnFocus();
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      size={width}
      centered
      classNames={{
        content: styles.content ?? '',
        header: styles.header ?? '',
        title: styles.title ?? '',
        body: styles.body ?? '',
        overlay: styles.overlay ?? '',
        close: styles.close ?? '',
      }}
      transitionProps={{ transition: 'fade-up', duration: 160 }}
    >
      {children}
      {foot && <div className={styles.foot}>{foot}</div>}
    </Modal>
  );
}

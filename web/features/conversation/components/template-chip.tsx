import { IconX } from '@tabler/icons-react';
import type { MessageTemplate } from '../../../../contract/templates.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import { iconStroke } from '../../../ui/icon-sizes.ts';
import { TemplateView } from './template-view.tsx';
import styles from './template-chip.module.css';

/** What goes out behind the words, as the customer will see it, and a way to do without. */
export function TemplateChip({ template, onRemove }: { template: MessageTemplate; onRemove: () => void }) {
  return (
    <div className={styles.chip} role="group" aria-label="Goes out behind the words">
      <TemplateView template={template} />
      <IconButton
        size="small"
        label="Send without it"
        icon={<IconX size={14} stroke={iconStroke} aria-hidden="true" />}
        onClick={onRemove}
      />
    </div>
  );
}

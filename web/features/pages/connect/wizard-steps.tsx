import { IconCheck } from '@tabler/icons-react';
import { iconSizes } from '../../../ui/icon-sizes.ts';
import styles from './wizard.module.css';

const steps = [
  { at: 'app', name: 'Meta app and login' },
  { at: 'pages', name: 'Choose pages' },
  { at: 'done', name: 'Connected' },
] as const;

/** How far one is. */
export function WizardSteps({ at }: { at: (typeof steps)[number]['at'] }) {
  const now = steps.findIndex((step) => step.at === at);
  return (
    <ol className={styles.steps} aria-label="Steps">
      {steps.map((step, index) => (
        <li
          key={step.at}
          className={styles.step}
          data-passed={index < now || undefined}
          aria-current={index === now ? 'step' : undefined}
        >
          <span className={styles.number} aria-hidden="true">
            {index < now ? <IconCheck size={iconSizes.chip} stroke={2} /> : index + 1}
          </span>
          {step.name}
        </li>
      ))}
    </ol>
  );
}

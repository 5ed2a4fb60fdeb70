import { NumberInput } from '@mantine/core';
import styles from '../stream-screen.module.css';
import type { StreamGroupProps } from './stream-group.ts';
import { WholeField } from './whole-field.tsx';

const words = {
  load: ['Weight of free capacity', 'From 0 to 1.'],
  idle: ['Weight of idle time', 'Since they were last given one, up to an hour.'],
  skills: ['Weight of preferred skills', 'How many of them they have.'],
} as const;

/** Of the algorithms that ask some first and more after each step: how many steps, and what counts how much. */
export function StepFields({ settings, fault, onSet }: StreamGroupProps) {
  const { algorithm, weights } = settings;
  if (algorithm !== 'steps' && algorithm !== 'weights') return null;
  return (
    <>
      {algorithm === 'weights' &&
        (['load', 'idle', 'skills'] as const).map((name) => (
          <NumberInput
            key={name}
            label={words[name][0]}
            description={words[name][1]}
            min={0}
            max={1}
            step={0.1}
            decimalScale={2}
            value={weights[name]}
            error={name === 'load' && fault('weights')}
            onChange={(next) => onSet({ weights: { ...weights, [name]: next === '' ? 0 : Number(next) } })}
          />
        ))}
      <div className={styles.pair}>
        <WholeField
          label="Steps"
          description="1 to 10."
          field="stepCount"
          value={settings.stepCount}
          fault={fault}
          onSet={onSet}
        />
        <WholeField
          label="Seconds for each step"
          description="5 to 300."
          field="stepSeconds"
          value={settings.stepSeconds}
          fault={fault}
          onSet={onSet}
        />
      </div>
    </>
  );
}

import { IconPlus, IconTrash } from '@tabler/icons-react';
import type { Asking, Variable } from '../../../contract/condition-attributes.ts';
import {
  conditionLimits,
  isGroup,
  type ConditionGroup as Group,
  type Finding,
} from '../../../contract/conditions.ts';
import { IconButton } from '../icon-button.tsx';
import { iconSizes, iconStroke } from '../icon-sizes.ts';
import { addAt, changeAt, newCondition, type Path } from './condition-tree.ts';
import { ConditionRow } from './condition-row.tsx';
import styles from './conditions.module.css';
import type { Choices } from './value-field.tsx';

type BuilderProps = {
  conditions: Group;
  variables: readonly Variable[];
  choices: Choices;
  /** When it is asked: not everything is known as a conversation begins. */
  asking?: Asking;
  finding: Finding | null | undefined;
  /** The first thing that keeps the tree from being saved, and where. */
  fault: { path: Path | null; message: string } | null;
  isDisabled: boolean;
  onChange: (conditions: Group) => void;
};

const matches = [
  ['all', 'All of'],
  ['any', 'Any of'],
  ['none', 'None of'],
] as const;

/** Conditions in groups within groups; each with a sign of how it came out for the sample. */
export function ConditionBuilder(props: BuilderProps) {
  return (
    <ul className={styles.root}>
      <GroupItem {...props} group={props.conditions} path={[]} found={props.finding ?? undefined} />
    </ul>
  );
}

type GroupItemProps = BuilderProps & { group: Group; path: Path; found: Finding | undefined };

function GroupItem(props: GroupItemProps) {
  const { group, path, found, conditions, variables, choices, fault, isDisabled, onChange } = props;
  const asking = props.asking ?? 'beginning';
  const change = (at: Path, how: Parameters<typeof changeAt>[2]) => onChange(changeAt(conditions, at, how));
  const isDeepest = path.length + 1 >= conditionLimits.depth;
  return (
    <li className={styles.group} data-depth={path.length} data-match={group.match}>
      <div className={styles.head}>
        <div className={styles.match} role="group" aria-label="How the conditions combine">
          {matches.map(([match, name]) => (
            <button
              key={match}
              type="button"
              aria-pressed={group.match === match}
              disabled={isDisabled}
              onClick={() => change(path, (item) => ({ ...(item as Group), match }))}
            >
              {name}
            </button>
          ))}
        </div>
        {path.length > 0 && !isDisabled && (
          <IconButton
            size="small"
            label="Remove the group"
            icon={<IconTrash size={iconSizes.small} stroke={iconStroke} />}
            onClick={() => change(path, () => null)}
          />
        )}
      </div>
      <ul className={styles.items}>
        {group.items.map((item, index) => {
          const here = [...path, index];
          const result = found?.items?.[index];
          // Items have no names of their own: their place is all they have.
          const key = here.join('.');
          return isGroup(item) ? (
            <GroupItem key={key} {...props} group={item} path={here} found={result} />
          ) : (
            <ConditionRow
              key={key}
              condition={item}
              variables={variables}
              choices={choices}
              asking={asking}
              finding={result}
              fault={fault?.path?.join('.') === key ? fault.message : undefined}
              isDisabled={isDisabled}
              onChange={(next) => change(here, () => next)}
              onRemove={() => change(here, () => null)}
            />
          );
        })}
      </ul>
      {group.items.length === 0 && (
        <p className={styles.empty}>
          {group.match === 'any'
            ? 'Nothing to hold: it matches nothing.'
            : 'No condition: it matches everything.'}
        </p>
      )}
      {!isDisabled && (
        <div className={styles.add}>
          <button
            type="button"
            className={styles.addButton}
            onClick={() => onChange(addAt(conditions, path, newCondition('message.text')))}
          >
            <IconPlus size={iconSizes.chip} stroke={1.8} aria-hidden="true" />
            Condition
          </button>
          {!isDeepest && (
            <button
              type="button"
              className={styles.addButton}
              onClick={() =>
                onChange(addAt(conditions, path, { match: 'any', items: [newCondition('message.text')] }))
              }
            >
              <IconPlus size={iconSizes.chip} stroke={1.8} aria-hidden="true" />
              Group
            </button>
          )}
        </div>
      )}
    </li>
  );
}

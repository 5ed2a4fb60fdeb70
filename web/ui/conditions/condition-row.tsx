import { Select } from '@mantine/core';
import { IconCheck, IconQuestionMark, IconX } from '@tabler/icons-react';
import {
  attributeIdOf,
  attributeOf,
  attributes,
  attributesFor,
  fieldPrefix,
  variablePrefix,
  type Asking,
  type Variable,
} from '../../../contract/condition-attributes.ts';
import {
  operators,
  operatorsOf,
  type Condition,
  type Finding,
  type OperatorId,
} from '../../../contract/conditions.ts';
import { IconButton } from '../icon-button.tsx';
import { iconSizes, iconStroke } from '../icon-sizes.ts';
import { Tooltip } from '../tooltip.tsx';
import { newCondition, withOperator } from './condition-tree.ts';
import styles from './conditions.module.css';
import { ValueField, type Choices } from './value-field.tsx';

type ConditionRowProps = {
  condition: Condition;
  variables: readonly Variable[];
  choices: Choices;
  asking: Asking;
  /** How it came out for the sample; undefined when none is tried. */
  finding: Finding | undefined;
  /** What keeps it from being saved. */
  fault: string | undefined;
  isDisabled: boolean;
  onChange: (condition: Condition) => void;
  onRemove: () => void;
};

/** One question: attribute, operator, values; and whether it is so for the sample. */
export function ConditionRow(props: ConditionRowProps) {
  const { condition, variables, choices, asking, finding, fault, isDisabled, onChange, onRemove } = props;
  const attribute = attributeOf(condition.attribute, variables);
  const label = attribute?.label ?? wordGone(condition.attribute);
  return (
    <li className={styles.item}>
      <div className={styles.condition}>
        <Mark finding={finding} />
        <Select
          className={styles.attribute ?? ''}
          aria-label="What is asked"
          data={attributeChoices(asking, variables, condition.attribute)}
          value={condition.attribute}
          disabled={isDisabled}
          error={attribute === null}
          searchable
          allowDeselect={false}
          comboboxProps={{ width: 220, position: 'bottom-start' }}
          onChange={(id) => id && id !== condition.attribute && onChange(newCondition(id, variables))}
        />
        <Select
          className={styles.operator ?? ''}
          aria-label={`How ${label} is compared`}
          data={operatorChoices(attribute?.type ?? 'text')}
          value={condition.operator}
          disabled={isDisabled}
          allowDeselect={false}
          comboboxProps={{ width: 190, position: 'bottom-start' }}
          onChange={(operator) => operator && onChange(withOperator(condition, operator as OperatorId))}
        />
        {attribute ? (
          <ValueField
            attribute={attribute}
            condition={condition}
            choices={choices}
            isDisabled={isDisabled}
            error={fault !== undefined}
            onChange={(values) => onChange({ ...condition, values })}
          />
        ) : (
          <span className={styles.value} />
        )}
        {!isDisabled && (
          <IconButton
            size="small"
            label={`Remove the condition ${label}`}
            icon={<IconX size={iconSizes.small} stroke={iconStroke} />}
            onClick={onRemove}
          />
        )}
      </div>
      {fault && <p className={styles.fault}>{fault}</p>}
    </li>
  );
}

function Mark({ finding }: Pick<ConditionRowProps, 'finding'>) {
  if (!finding) return <span className={styles.noMark} />;
  const { holds, value } = finding;
  const words = holds === null ? 'not known yet' : holds ? 'true' : 'not true';
  const held = value === undefined ? '' : value === null ? ': it is empty' : `: it is ${value}`;
  const Icon = holds === null ? IconQuestionMark : holds ? IconCheck : IconX;
  return (
    <Tooltip label={`${words} for the sample${held}`}>
      <span
        className={styles.mark}
        data-holds={holds === true || undefined}
        tabIndex={0}
        role="img"
        aria-label={`${words} for the sample${held}`}
      >
        <Icon size={12} stroke={2.2} aria-hidden="true" />
      </span>
    </Tooltip>
  );
}

function attributeChoices(asking: Asking, variables: readonly Variable[], present: string) {
  const groups = new Map<string, { value: string; label: string }[]>();
  for (const id of attributesFor(asking)) {
    const { group, label } = attributes[id];
    groups.set(group, [...(groups.get(group) ?? []), { value: id, label }]);
  }
  const told = (one: Variable) => ({ value: attributeIdOf(one), label: one.field?.name ?? one.name });
  const declared = variables.filter(({ field }) => !field).map(told);
  const fields = variables.filter(({ field }) => field).map(told);
  const isKnown = attributeOf(present, variables) !== null;
  const gone = isKnown ? [] : [{ value: present, label: wordGone(present) }];
  const own = [...declared, ...gone];
  return [
    ...[...groups].map(([group, items]) => ({ group, items })),
    ...(fields.length > 0 ? [{ group: 'Fields of the card', items: fields }] : []),
    ...(own.length > 0 ? [{ group: 'Variables of the work stream', items: own }] : []),
  ];
}

/** Of what was taken away since. */
function wordGone(id: string): string {
  return id.startsWith(fieldPrefix)
    ? 'A field that is gone'
    : `${id.replace(variablePrefix, '')} (not declared)`;
}

function operatorChoices(type: keyof typeof operatorsOf) {
  return operatorsOf[type].map((id) => ({ value: id, label: operators[id].label }));
}

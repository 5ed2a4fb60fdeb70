import { MultiSelect, Select, Switch, Textarea, TextInput } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconCopy, IconDots, IconTrash } from '@tabler/icons-react';
import type { Variable } from '../../../../contract/condition-attributes.ts';
import type { Finding } from '../../../../contract/conditions.ts';
import { skillId, type DepartmentId } from '../../../../contract/ids.ts';
import type { RoutingRule } from '../../../../contract/routing-rules.ts';
import type { DepartmentRef } from '../../../../contract/team.ts';
import type { Skill } from '../../../../contract/work-streams.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import { iconSizes, iconStroke } from '../../../ui/icon-sizes.ts';
import { Menu } from '../../../ui/menu.tsx';
import { ConditionBuilder } from '../../../ui/conditions/condition-builder.tsx';
import type { Path } from '../../../ui/conditions/condition-tree.ts';
import type { Choices } from '../../../ui/conditions/value-field.tsx';
import styles from './rule-editor.module.css';
import { SplitFields } from './split-fields.tsx';

type RuleEditorProps = {
  rule: RoutingRule;
  place: { index: number; count: number };
  variables: readonly Variable[];
  departments: readonly DepartmentRef[];
  skills: readonly Skill[];
  choices: Choices;
  finding: Finding | null | undefined;
  fault: { path: Path | null; message: string } | null;
  isReadOnly: boolean;
  onChange: (fields: Partial<RoutingRule>) => void;
  onMove: (to: number) => void;
  onCopy: () => void;
  onRemove: () => void;
};

const priorities = [
  { value: '1', label: '1 · first of all' },
  { value: '2', label: '2 · high' },
  { value: '3', label: '3 · usual' },
  { value: '4', label: '4 · low' },
  { value: '5', label: '5 · last of all' },
];

/** One rule: its name, when it holds, where it sends, and what it asks of whoever takes it. */
export function RuleEditor(props: RuleEditorProps) {
  const { rule, place, variables, departments, skills, choices, finding, fault, isReadOnly, onChange } =
    props;
  const { asks } = rule;
  return (
    <section className={styles.editor} aria-label={`Rule ${place.index + 1}: ${rule.name}`}>
      <header className={styles.head}>
        <TextInput
          className={styles.name ?? ''}
          aria-label="Name of the rule"
          value={rule.name}
          maxLength={120}
          disabled={isReadOnly}
          error={fault?.path === null ? fault.message : undefined}
          onChange={(event) => onChange({ name: event.currentTarget.value })}
        />
        <Switch
          label={rule.isOn ? 'On' : 'Off'}
          labelPosition="left"
          aria-label="Rule on"
          checked={rule.isOn}
          disabled={isReadOnly}
          onChange={(event) => onChange({ isOn: event.currentTarget.checked })}
        />
        {!isReadOnly && <RuleMenu {...props} />}
      </header>
      <Textarea
        aria-label="Description"
        placeholder="What the rule is for"
        autosize
        minRows={1}
        maxRows={4}
        maxLength={1_000}
        value={rule.description}
        disabled={isReadOnly}
        onChange={(event) => onChange({ description: event.currentTarget.value })}
      />
      <p className={styles.when}>When a conversation begins and</p>
      <ConditionBuilder
        conditions={rule.conditions}
        variables={variables}
        choices={choices}
        finding={finding}
        fault={fault}
        isDisabled={isReadOnly}
        onChange={(conditions) => onChange({ conditions })}
      />
      <div className={styles.then}>
        <DepartmentSelect
          label="then send it to"
          departments={departments}
          value={rule.departmentId}
          isDisabled={isReadOnly}
          onChange={(departmentId) =>
            onChange({
              departmentId,
              split: rule.split.filter((share) => share.departmentId !== departmentId),
            })
          }
        />
        <Select
          label="If it is closed or full"
          data={[
            { value: 'next-rule', label: 'Go on to the next rule that matches' },
            { value: 'stay', label: 'Let it wait there all the same' },
          ]}
          value={rule.ifUnavailable}
          disabled={isReadOnly}
          allowDeselect={false}
          onChange={(value) => onChange({ ifUnavailable: value === 'stay' ? 'stay' : 'next-rule' })}
        />
        <SplitFields rule={rule} departments={departments} isReadOnly={isReadOnly} onChange={onChange} />
        <MultiSelect
          label="and ask for the skills"
          placeholder={asks.skillIds.length === 0 ? 'None beside the work stream’s' : ''}
          data={skills.map(({ id, name }) => ({ value: id, label: name }))}
          value={asks.skillIds}
          disabled={isReadOnly}
          searchable
          onChange={(ids) => onChange({ asks: { ...asks, skillIds: ids.map((id) => skillId.parse(id)) } })}
        />
        <Select
          label="with the priority"
          placeholder="As it would be anyway"
          data={priorities}
          value={asks.priority === null ? null : String(asks.priority)}
          disabled={isReadOnly}
          clearable
          onChange={(value) =>
            onChange({ asks: { ...asks, priority: value === null ? null : Number(value) } })
          }
        />
      </div>
    </section>
  );
}

function RuleMenu({ rule, place, onMove, onCopy, onRemove }: RuleEditorProps) {
  const icon = (Icon: typeof IconCopy) => (
    <Icon size={iconSizes.control} stroke={iconStroke} aria-hidden="true" />
  );
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <IconButton
          label={`More about ${rule.name}`}
          icon={<IconDots size={iconSizes.regular} stroke={iconStroke} aria-hidden="true" />}
        />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={icon(IconArrowUp)}
          disabled={place.index === 0}
          onClick={() => onMove(place.index - 1)}
        >
          Move up
        </Menu.Item>
        <Menu.Item
          leftSection={icon(IconArrowDown)}
          disabled={place.index === place.count - 1}
          onClick={() => onMove(place.index + 1)}
        >
          Move down
        </Menu.Item>
        <Menu.Item leftSection={icon(IconCopy)} onClick={onCopy}>
          Copy the rule
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={icon(IconTrash)} onClick={onRemove}>
          Remove the rule
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

type FallbackEditorProps = {
  departmentId: DepartmentId | null;
  departments: readonly DepartmentRef[];
  isReadOnly: boolean;
  onChange: (departmentId: DepartmentId | null) => void;
};

/** Where goes what no rule matches. */
export function FallbackEditor({ departmentId, departments, isReadOnly, onChange }: FallbackEditorProps) {
  return (
    <section className={styles.editor} aria-label="Everything else">
      <h2 className={styles.title}>Everything else</h2>
      <p className="text-2">What no rule matches goes here. It is always last.</p>
      <div className={styles.then}>
        <Select
          label="Send it to"
          description="A page with a department of its own keeps it."
          placeholder="The page’s own department, else the default one"
          data={departments.map(({ id, name }) => ({ value: id, label: name }))}
          value={departmentId}
          disabled={isReadOnly}
          clearable
          onChange={(id) => onChange(departments.find((one) => one.id === id)?.id ?? null)}
        />
      </div>
    </section>
  );
}

function DepartmentSelect(props: {
  label: string;
  departments: readonly DepartmentRef[];
  value: DepartmentId;
  isDisabled: boolean;
  onChange: (id: DepartmentId) => void;
}) {
  const { label, departments, value, isDisabled, onChange } = props;
  const chosen = departments.find((one) => one.id === value);
  return (
    <Select
      label={label}
      data={departments.map(({ id, name }) => ({ value: id, label: name }))}
      value={value}
      disabled={isDisabled}
      allowDeselect={false}
      searchable
      leftSection={
        chosen && (
          <span className={styles.square} style={{ background: `var(--department-${chosen.color})` }} />
        )
      }
      onChange={(id) => {
        const department = departments.find((one) => one.id === id);
        if (department) onChange(department.id);
      }}
    />
  );
}

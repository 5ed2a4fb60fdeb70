import { NumberInput, Select } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { routingLimits, type RoutingRule } from '../../../../contract/routing-rules.ts';
import type { DepartmentRef } from '../../../../contract/team.ts';
import { Button } from '../../../ui/button.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { iconSizes, iconStroke } from '../../../ui/icon-sizes.ts';
import { shareLeft } from '../rules-draft.ts';
import styles from './rule-editor.module.css';

type SplitFieldsProps = {
  rule: RoutingRule;
  departments: readonly DepartmentRef[];
  isReadOnly: boolean;
  onChange: (fields: Partial<RoutingRule>) => void;
};

/** What other departments get of what a rule sends; the rule's own one gets the rest. */
export function SplitFields({ rule, departments, isReadOnly, onChange }: SplitFieldsProps) {
  const { split } = rule;
  const taken = new Set<string>([rule.departmentId, ...split.map((share) => share.departmentId)]);
  const free = departments.filter(({ id }) => !taken.has(id));
  const put = (index: number, fields: Partial<RoutingRule['split'][number]>) =>
    onChange({ split: split.map((share, at) => (at === index ? { ...share, ...fields } : share)) });
  const add = () => {
    const [first] = free;
    if (!first) return;
    const percent = Math.max(1, Math.floor(shareLeft(rule) / 2));
    onChange({ split: [...split, { departmentId: first.id, percent }] });
  };
  const own = departments.find(({ id }) => id === rule.departmentId);
  return (
    <div className={styles.split}>
      {split.map((share, index) => (
        <div key={share.departmentId} className={styles.share}>
          <Select
            aria-label={`Department ${index + 2}`}
            data={departments
              .filter(({ id }) => id === share.departmentId || !taken.has(id))
              .map(({ id, name }) => ({ value: id, label: name }))}
            value={share.departmentId}
            disabled={isReadOnly}
            allowDeselect={false}
            searchable
            onChange={(id) => {
              const department = departments.find((one) => one.id === id);
              if (department) put(index, { departmentId: department.id });
            }}
          />
          <NumberInput
            aria-label={`Share of department ${index + 2}`}
            suffix=" %"
            min={1}
            max={99}
            allowDecimal={false}
            hideControls
            value={share.percent}
            disabled={isReadOnly}
            onChange={(percent) => put(index, { percent: percent === '' ? 0 : Number(percent) })}
          />
          {!isReadOnly && (
            <IconButton
              size="medium"
              label={`Give department ${index + 2} nothing`}
              icon={<IconTrash size={iconSizes.control} stroke={iconStroke} aria-hidden="true" />}
              onClick={() => onChange({ split: split.filter((_, at) => at !== index) })}
            />
          )}
        </div>
      ))}
      {split.length > 0 && (
        <p className="small text-2">
          {own?.name ?? 'The first department'} gets the rest: {shareLeft(rule)} %. The same conversation
          always falls to the same one; the share of one that is closed or full goes to the others.
        </p>
      )}
      {!isReadOnly && split.length < routingLimits.departments - 1 && free.length > 0 && (
        <div>
          <Button
            size="small"
            icon={<IconPlus size={iconSizes.control} stroke={iconStroke} aria-hidden="true" />}
            onClick={add}
          >
            {split.length === 0 ? 'Divide between departments' : 'Another department'}
          </Button>
        </div>
      )}
    </div>
  );
}

import { IconChevronDown, IconGripVertical, IconPlus } from '@tabler/icons-react';
import { useState, type KeyboardEvent } from 'react';
import type { RoutingRuleId } from '../../../../contract/ids.ts';
import { routingLimits, type RoutingRule, type RoutingRules } from '../../../../contract/routing-rules.ts';
import type { DepartmentRef } from '../../../../contract/team.ts';
import { DepartmentMark } from '../../../ui/department-mark.tsx';
import { iconSizes, iconStroke } from '../../../ui/icon-sizes.ts';
import type { Draft } from '../rules-draft.ts';
import styles from './rule-list.module.css';

type RuleListProps = {
  draft: Draft;
  decided: RoutingRules['decided'];
  departments: readonly DepartmentRef[];
  /** Rules that cannot be saved as they are. */
  faulty: ReadonlySet<RoutingRuleId>;
  /** The rule that is open; null: everything else. */
  open: RoutingRuleId | null;
  isReadOnly: boolean;
  onOpen: (id: RoutingRuleId | null) => void;
  onMove: (id: RoutingRuleId, to: number) => void;
  onAdd: () => void;
};

/** The rules in their order, with what each decided in the last 7 days. Drawn with the mouse, or moved with Alt and the arrows. */
export function RuleList(props: RuleListProps) {
  const { draft, decided, departments, faulty, open, isReadOnly, onOpen, onMove, onAdd } = props;
  const [dragged, setDragged] = useState<RoutingRuleId | null>(null);
  const [over, setOver] = useState<number | null>(null);
  const [news, setNews] = useState('');
  const departmentOf = (id: string | null) => departments.find((one) => one.id === id);
  const drop = (to: number) => {
    if (dragged) onMove(dragged, to);
    setDragged(null);
    setOver(null);
  };
  const move = (rule: RoutingRule, to: number) => {
    if (to < 0 || to >= draft.rules.length) return;
    onMove(rule.id, to);
    setNews(`${rule.name} is number ${to + 1} of ${draft.rules.length} now.`);
  };
  const onKey = (event: KeyboardEvent, rule: RoutingRule, index: number) => {
    if (!event.altKey || isReadOnly || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    move(rule, event.key === 'ArrowUp' ? index - 1 : index + 1);
  };
  const fallback = departmentOf(draft.fallbackDepartmentId);
  return (
    <section className={styles.list} aria-label="Rules in order">
      <ol>
        {draft.rules.map((rule, index) => {
          const department = departmentOf(rule.departmentId);
          return (
            // The mouse's way of moving it; the button within has the keyboard's.
            // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
            <li
              key={rule.id}
              draggable={!isReadOnly}
              data-over={over === index && dragged !== null && dragged !== rule.id ? '' : undefined}
              data-dragged={dragged === rule.id || undefined}
              className={styles.place}
              onDragStart={(event) => {
                event.dataTransfer.effectAllowed = 'move';
                event.dataTransfer.setData('text/plain', rule.name);
                setDragged(rule.id);
              }}
              onDragOver={(event) => {
                if (dragged === null) return;
                event.preventDefault();
                setOver(index);
              }}
              onDragEnd={() => {
                setDragged(null);
                setOver(null);
              }}
              onDrop={(event) => {
                event.preventDefault();
                drop(index);
              }}
            >
              <button
                type="button"
                className={styles.rule}
                data-off={!rule.isOn || undefined}
                aria-current={open === rule.id ? 'true' : undefined}
                aria-keyshortcuts={isReadOnly ? undefined : 'Alt+ArrowUp Alt+ArrowDown'}
                title={isReadOnly ? undefined : 'Drag it, or press Alt and an arrow, to move it'}
                onClick={() => onOpen(rule.id)}
                onKeyDown={(event) => onKey(event, rule, index)}
              >
                {!isReadOnly && (
                  <IconGripVertical
                    size={iconSizes.small}
                    stroke={iconStroke}
                    className={styles.grip}
                    aria-hidden="true"
                  />
                )}
                <span className={styles.number}>{index + 1}</span>
                <span className={styles.words}>
                  <span className={styles.name}>{rule.name || 'Without a name'}</span>
                  <span className={styles.where}>
                    {faulty.has(rule.id) ? (
                      <span className={styles.fault}>Not finished</span>
                    ) : rule.isOn ? (
                      department && (
                        <>
                          <DepartmentMark name={department.name} color={department.color} />
                          {rule.split.length > 0 && ` and ${rule.split.length} more`}
                        </>
                      )
                    ) : (
                      'Off'
                    )}
                  </span>
                </span>
                <span className={styles.count}>
                  {rule.isOn ? (decided.byRule[rule.id] ?? 0).toLocaleString('en') : '–'}
                </span>
              </button>
            </li>
          );
        })}
        <li>
          <button
            type="button"
            className={styles.rule}
            aria-current={open === null ? 'true' : undefined}
            onClick={() => onOpen(null)}
          >
            <span className={styles.number}>
              <IconChevronDown size={iconSizes.chip} stroke={iconStroke} aria-hidden="true" />
            </span>
            <span className={styles.words}>
              <span className={styles.name}>Everything else</span>
              <span className={styles.where}>
                {fallback ? (
                  <>
                    <DepartmentMark name={fallback.name} color={fallback.color} /> · always last
                  </>
                ) : (
                  'The page’s department · always last'
                )}
              </span>
            </span>
            <span className={styles.count}>{decided.byNone.toLocaleString('en')}</span>
          </button>
        </li>
      </ol>
      {!isReadOnly && draft.rules.length < routingLimits.rules && (
        <button type="button" className={styles.add} onClick={onAdd}>
          <IconPlus size={iconSizes.chip} stroke={1.8} aria-hidden="true" />
          Add a rule
        </button>
      )}
      <p className={styles.foot}>
        {draft.rules.length} of at most {routingLimits.rules} rules · Figures: the last 7 days
      </p>
      <p className="sr" aria-live="polite">
        {news}
      </p>
    </section>
  );
}

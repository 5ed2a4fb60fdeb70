import { Select } from '@mantine/core';
import { IconArrowRight, IconChartBar, IconCircleCheck, IconCircleX, IconDots } from '@tabler/icons-react';
import { useState } from 'react';
import type { ConversationId, RoutingRuleId } from '../../../../contract/ids.ts';
import type { RoutingDecision, TriedRule, WhatIf, WhatIfSample } from '../../../../contract/routing-rules.ts';
import type { DepartmentRef } from '../../../../contract/team.ts';
import { stampOf } from '../../../lib/dates.ts';
import { Chip } from '../../../ui/chip.tsx';
import { DepartmentMark } from '../../../ui/department-mark.tsx';
import { iconSizes, iconStroke } from '../../../ui/icon-sizes.ts';
import { Notice } from '../../../ui/notice.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import styles from './what-if-pane.module.css';

type WhatIfPaneProps = {
  /** Over the last conversations; undefined while it is not there yet. */
  all: WhatIf | undefined;
  one: WhatIf['one'] | undefined;
  /** What keeps the rules from being tried: somebody is still writing one. */
  isUnfinished: boolean;
  error: Error | null;
  isDirty: boolean;
  /** The rule that is open; null: everything else. */
  open: RoutingRuleId | null;
  departments: readonly DepartmentRef[];
  sampleId: ConversationId | null;
  last: number;
  onSample: (id: ConversationId) => void;
  onLast: (last: number) => void;
};

const lasts = [50, 200, 1_000, 5_000];

/** What the rules as they are written would do: to one conversation, step by step, and to the last ones of the stream. */
export function WhatIfPane(props: WhatIfPaneProps) {
  const { all, one, isUnfinished, error, isDirty, departments } = props;
  return (
    <aside className={styles.pane} aria-label="What if">
      <header className={styles.head}>
        <h2 className={styles.title}>What if</h2>
        <span className="small text-3">{isDirty ? 'with your unsaved changes' : 'with the saved rules'}</span>
      </header>
      <div className={styles.body}>
        {isUnfinished && (
          <Notice tone="info" title="A condition is not finished">
            Once every condition has its value, this shows what would happen.
          </Notice>
        )}
        {error && !isUnfinished && (
          <Notice tone="danger" role="alert" title="It could not be tried">
            {error.message}
          </Notice>
        )}
        {all?.replayed === 0 ? (
          <p className="text-2">
            No conversation has begun in this work stream yet. Once there are some, rules can be tried on
            them.
          </p>
        ) : (
          <>
            <SampleChoice {...props} />
            {one ? (
              <>
                <Steps decision={one.edited} />
                <GoesTo decision={one.edited} savedId={one.saved.departmentId} departments={departments} />
              </>
            ) : (
              all === undefined && !error && <Skeleton height="160px" />
            )}
            {all && <Replayed {...props} all={all} />}
          </>
        )}
      </div>
    </aside>
  );
}

function SampleChoice({ all, one, sampleId, onSample }: WhatIfPaneProps) {
  const listed = all?.samples ?? [];
  const samples = one && !listed.some(({ id }) => id === one.sample.id) ? [one.sample, ...listed] : listed;
  const chosen = samples.find(({ id }) => id === sampleId);
  return (
    <div className={styles.sample}>
      <Select
        label="Sample"
        data={samples.map((sample) => ({ value: sample.id, label: nameOf(sample) }))}
        value={sampleId}
        allowDeselect={false}
        searchable
        maxDropdownHeight={280}
        onChange={(id) => {
          const sample = samples.find((each) => each.id === id);
          if (sample) onSample(sample.id);
        }}
      />
      {chosen && (
        <div className={styles.facts}>
          {chosen.facts.map((fact) => (
            <Chip key={fact}>{fact}</Chip>
          ))}
        </div>
      )}
    </div>
  );
}

function nameOf({ contact, openedAt, text, number }: WhatIfSample): string {
  const words = text === '' ? '' : `, “${text}”`;
  return `${contact.name}, ${stampOf(openedAt)}${words}, No. ${number}`;
}

function Steps({ decision: { tried, ruleId, because } }: { decision: RoutingDecision }) {
  const asked = tried.filter(({ outcome }) => outcome !== 'not-asked');
  const rest = tried.length - asked.length;
  const first = asked.length + 1;
  return (
    <ol className={styles.steps}>
      {asked.map((rule, index) => (
        <Step key={rule.ruleId} rule={rule} number={index + 1} />
      ))}
      {rest > 0 && (
        <li className={styles.step}>
          <IconDots size={iconSizes.control} stroke={iconStroke} className="text-3" aria-hidden="true" />
          <div>
            <p className="text-2">
              {rest === 1 ? `${first} was not asked` : `${first} to ${tried.length} were not asked`}
            </p>
            <p className="small text-3">the first match decides</p>
          </div>
        </li>
      )}
      {ruleId === null && (
        <li className={styles.step}>
          <IconArrowRight
            size={iconSizes.control}
            stroke={iconStroke}
            className="text-3"
            aria-hidden="true"
          />
          <p className="medium">{because}</p>
        </li>
      )}
    </ol>
  );
}

function Step({ rule, number }: { rule: TriedRule; number: number }) {
  const isMatch = rule.outcome === 'matched';
  const Icon = isMatch ? IconCircleCheck : IconCircleX;
  return (
    <li className={styles.step}>
      <Icon
        size={iconSizes.control}
        stroke={iconStroke}
        className={isMatch ? styles.match : 'text-3'}
        aria-label={isMatch ? 'matches' : 'does not match'}
      />
      <div>
        <p className={isMatch ? 'medium' : 'text-2'}>
          {number} {rule.name}
        </p>
        <p className="small text-3">{rule.because}</p>
      </div>
    </li>
  );
}

type GoesToProps = { decision: RoutingDecision; savedId: string; departments: readonly DepartmentRef[] };

function GoesTo({ decision, savedId, departments }: GoesToProps) {
  const to = departments.find(({ id }) => id === decision.departmentId);
  const saved = departments.find(({ id }) => id === savedId);
  return (
    <div className={styles.result}>
      <p className="small text-3">Goes to</p>
      <p className={styles.goal}>
        {to ? <DepartmentMark name={to.name} color={to.color} /> : 'A department that is gone'}
      </p>
      <p className="small text-2">
        {saved && saved.id !== to?.id
          ? `With the saved rules it goes to ${saved.name}.`
          : decision.ruleId === null
            ? 'As with the saved rules.'
            : decision.because}
      </p>
    </div>
  );
}

function Replayed({ all, open, departments, last, onLast, onSample }: WhatIfPaneProps & { all: WhatIf }) {
  const [isOpen, setIsOpen] = useState(false);
  const key = open ?? 'none';
  const now = all.edited[key] ?? 0;
  const difference = now - (all.saved[key] ?? 0);
  const name = (id: string) => departments.find((one) => one.id === id);
  return (
    <section className={styles.replayed} aria-label="On the last conversations">
      <div className={styles.replayHead}>
        <IconChartBar size={iconSizes.regular} stroke={iconStroke} aria-hidden="true" />
        <Select
          aria-label="How many conversations are tried"
          className={styles.last ?? ''}
          data={lasts.map((count) => ({
            value: String(count),
            label: `The last ${count.toLocaleString('en')}`,
          }))}
          value={String(last)}
          allowDeselect={false}
          onChange={(value) => onLast(Number(value))}
        />
      </div>
      <p className="num">
        <strong>{now.toLocaleString('en')}</strong> of {all.replayed.toLocaleString('en')}{' '}
        {open === null ? 'match no rule' : 'go by this rule'}
        {difference === 0
          ? ', as with the saved rules.'
          : `, ${Math.abs(difference).toLocaleString('en')} ${difference > 0 ? 'more' : 'fewer'} than with the saved rules.`}
      </p>
      <p className="num">
        {all.changeCount === 0
          ? 'None would go to another department.'
          : `${all.changeCount.toLocaleString('en')} would go to another department.`}{' '}
        {all.changeCount > 0 && (
          <button
            type="button"
            className={styles.more}
            aria-expanded={isOpen}
            onClick={() => setIsOpen(!isOpen)}
          >
            {isOpen
              ? 'Hide them'
              : all.changeCount > all.changes.length
                ? `See the newest ${all.changes.length}`
                : `See the ${all.changeCount}`}
          </button>
        )}
      </p>
      {isOpen && (
        <ul className={styles.changes}>
          {all.changes.map(({ sample, saved, edited }) => {
            const [from, to] = [name(saved.departmentId), name(edited.departmentId)];
            return (
              <li key={sample.id}>
                <button type="button" className={styles.change} onClick={() => onSample(sample.id)}>
                  <span className="clip medium">{sample.contact.name}</span>
                  <span className="clip small text-2">{sample.text || 'a file'}</span>
                  <span className={styles.ends}>
                    {from && <DepartmentMark name={from.name} color={from.color} />}
                    <IconArrowRight size={iconSizes.chip} stroke={iconStroke} aria-label="to" />
                    {to && <DepartmentMark name={to.name} color={to.color} />}
                  </span>
                </button>
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}

import { Select, Switch, TextInput } from '@mantine/core';
import { IconDownload, IconInfoCircle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { DepartmentId, PageId, UserId } from '../../../contract/ids.ts';
import type { ReadReport, ReportCut } from '../../../contract/reports.ts';
import { nowMs } from '../../lib/clock.ts';
import {
  colleaguesQuery,
  pagesQuery,
  useFigureDepartments,
  useMe,
  useRight,
} from '../../lib/desk-queries.ts';
import { apiPaths } from '../../lib/paths.ts';
import { iconSizes, iconStroke } from '../../ui/icon-sizes.ts';
import { Chip } from '../../ui/chip.tsx';
import { Screen } from '../../ui/screen.tsx';
import { sectionState } from '../../ui/section-page.tsx';
import { reportQuery } from './api/read-report.ts';
import { ReportView } from './components/report-view.tsx';
import { dayIn, daysOf, type Preset } from './report-days.ts';
import styles from './reports.module.css';

const presets: { value: Preset; label: string }[] = [
  { value: 'today', label: 'Today' },
  { value: 'yesterday', label: 'Yesterday' },
  { value: '7-days', label: 'Last 7 days' },
  { value: '30-days', label: 'Last 30 days' },
  { value: 'this-month', label: 'This month' },
  { value: 'last-month', label: 'Last month' },
  { value: 'chosen', label: 'Other days' },
];

const cuts: { value: ReportCut; label: string }[] = [
  { value: 'day', label: 'By day' },
  { value: 'hour', label: 'By hour' },
  { value: 'hour-of-day', label: 'By hour of the day' },
  { value: 'department', label: 'By department' },
  { value: 'page', label: 'By page' },
  { value: 'agent', label: 'By agent' },
];

const missedAfters = ['0', '1', '5', '15', '60'].map((value) => ({
  value,
  label: value === '0' ? 'Missed: at once' : `Missed: ${value} min`,
}));

const ownZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const zones = [...new Set([ownZone, 'UTC', ...Intl.supportedValuesOf('timeZone')])];

type Choice = {
  preset: Preset;
  from: string;
  to: string;
  timeZone: string;
  by: ReportCut;
  department: string | null;
  page: string | null;
  agent: string | null;
  openHours: boolean;
  missedAfter: string;
};

/** What was done: figures, drawn and in a table. Agents see their own. */
export default function ReportsScreen() {
  const isLead = useRight('see-all-figures');
  const { units } = useMe();
  const [choice, setChoice] = useState<Choice>(() => ({
    preset: '7-days',
    from: '',
    to: '',
    timeZone: ownZone,
    by: 'day',
    department: null,
    page: null,
    agent: null,
    openHours: false,
    missedAfter: '1',
  }));
  const today = dayIn(choice.timeZone, nowMs());
  const { from, to } = daysOf(choice.preset, today) ?? { from: choice.from || today, to: choice.to || today };
  const asked: ReadReport = {
    from,
    to,
    timeZone: choice.timeZone,
    by: choice.by === 'day' && from === to ? 'hour' : choice.by,
    ...(choice.department ? { department: choice.department as DepartmentId } : {}),
    ...(choice.page ? { page: choice.page as PageId } : {}),
    ...(choice.agent ? { agent: choice.agent as UserId } : {}),
    missedAfter: Number(choice.missedAfter),
    ...(choice.openHours ? { openHours: 'true' } : {}),
  };
  const report = useQuery(reportQuery(asked));
  return (
    <main className={styles.main}>
      <Screen
        label="Reports"
        isWide
        bar={
          <>
            <h1 className="title">{isLead ? 'Reports' : 'Your figures'}</h1>
            {units.length > 0 && <Chip>{units.map(({ name }) => name).join(', ')}</Chip>}
            <span className="grow" />
            <a className={styles.download} href={apiPaths.reportTable(asked)} download>
              <IconDownload size={iconSizes.control} stroke={iconStroke} aria-hidden="true" />
              CSV
            </a>
          </>
        }
      >
        <Filters
          choice={choice}
          days={{ from, to }}
          isLead={isLead}
          onChange={(more) => setChoice({ ...choice, ...more })}
        />
        {report.data?.notice && (
          <p className={styles.notice}>
            <IconInfoCircle size={iconSizes.control} stroke={iconStroke} aria-hidden="true" />
            {report.data.notice}
          </p>
        )}
        {sectionState(report, 'The report') ?? (report.data && <ReportView report={report.data} />)}
      </Screen>
    </main>
  );
}

type FiltersProps = {
  choice: Choice;
  days: { from: string; to: string };
  isLead: boolean;
  onChange: (more: Partial<Choice>) => void;
};

function Filters({ choice, days, isLead, onChange }: FiltersProps) {
  const departments = useFigureDepartments();
  const pages = useQuery(pagesQuery);
  const people = useQuery({ ...colleaguesQuery, enabled: isLead });
  const shown = isLead ? cuts : cuts.filter(({ value }) => value === 'day' || value === 'hour-of-day');
  return (
    <div className={styles.filters}>
      <Select
        aria-label="Which days"
        data={presets}
        allowDeselect={false}
        value={choice.preset}
        onChange={(preset) =>
          preset && onChange({ preset: preset as Preset, ...(preset === 'chosen' ? days : {}) })
        }
      />
      {choice.preset === 'chosen' && (
        <>
          <TextInput
            type="date"
            aria-label="First day"
            value={days.from}
            max={days.to}
            onChange={(event) => event.currentTarget.value && onChange({ from: event.currentTarget.value })}
          />
          <TextInput
            type="date"
            aria-label="Last day"
            value={days.to}
            min={days.from}
            onChange={(event) => event.currentTarget.value && onChange({ to: event.currentTarget.value })}
          />
        </>
      )}
      <Select
        aria-label="Cut into"
        data={shown}
        allowDeselect={false}
        value={choice.by}
        onChange={(by) => by && onChange({ by: by as ReportCut })}
      />
      <Select
        aria-label="Time zone"
        data={zones}
        searchable
        allowDeselect={false}
        value={choice.timeZone}
        onChange={(timeZone) => timeZone && onChange({ timeZone })}
      />
      <Select
        aria-label="Department"
        placeholder="All departments"
        clearable
        clearButtonProps={{ 'aria-label': 'All departments' }}
        data={departments.map(({ id, name }) => ({ value: id, label: name }))}
        value={choice.department}
        onChange={(department) => onChange({ department })}
      />
      <Select
        aria-label="Page"
        placeholder="All pages"
        clearable
        clearButtonProps={{ 'aria-label': 'All pages' }}
        data={(pages.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        value={choice.page}
        onChange={(page) => onChange({ page })}
      />
      {isLead && (
        <Select
          aria-label="Agent"
          placeholder="All agents"
          clearable
          searchable
          clearButtonProps={{ 'aria-label': 'All agents' }}
          data={(people.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          value={choice.agent}
          onChange={(agent) => onChange({ agent })}
        />
      )}
      <Select
        aria-label="A chat is missed after"
        data={missedAfters}
        allowDeselect={false}
        value={choice.missedAfter}
        onChange={(missedAfter) => missedAfter && onChange({ missedAfter })}
      />
      <Switch
        label="Operating hours only"
        checked={choice.openHours}
        onChange={(event) => onChange({ openHours: event.currentTarget.checked })}
      />
    </div>
  );
}

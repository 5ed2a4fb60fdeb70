import { Select } from '@mantine/core';
import { IconArrowLeft, IconDownload, IconStarFilled } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { DepartmentId, PageId, SurveyId, UserId } from '../../../../contract/ids.ts';
import type { ReadSurveyResults, SurveyResults } from '../../../../contract/surveys.ts';
import { useMinute } from '../../../lib/clock.ts';
import { colleaguesQuery, pagesQuery, useFigureDepartments, useRight } from '../../../lib/desk-queries.ts';
import { apiPaths } from '../../../lib/paths.ts';
import { screenPaths } from '../../../lib/screen-paths.ts';
import { iconSizes, iconStroke } from '../../../ui/icon-sizes.ts';
import { Link } from '../../../ui/link.tsx';
import { SectionPage, sectionState } from '../../../ui/section-page.tsx';
import { Segments } from '../../../ui/segments.tsx';
import { EmptyState } from '../../../ui/states.tsx';
import { surveyResultsQuery } from '../api/surveys.ts';
import { averageWords, rateWords, sinceOf, type Period } from '../figures.ts';
import styles from '../surveys.module.css';
import { Answers } from './answer-list.tsx';
import { Breakdown } from './breakdown.tsx';
import { QuestionFigures } from './question-figures.tsx';

const periods: { value: Period; name: string }[] = [
  { value: '7', name: '7 days' },
  { value: '30', name: '30 days' },
  { value: '90', name: '90 days' },
  { value: 'all', name: 'All' },
];

/** What customers answered to one survey. Agents see what was said of their own work. */
export function SurveyResultsScreen({ id }: { id: SurveyId }) {
  const departments = useFigureDepartments();
  const isLead = useRight('see-all-figures');
  const nowMs = useMinute();
  const [period, setPeriod] = useState<Period>('30');
  const [scope, setScope] = useState<Omit<ReadSurveyResults, 'from' | 'until'>>({});
  const from = sinceOf(period, nowMs);
  const filter: ReadSurveyResults = { ...(from ? { from } : {}), ...scope };
  const results = useQuery(surveyResultsQuery(id, filter));
  const pages = useQuery(pagesQuery);
  const colleagues = useQuery({ ...colleaguesQuery, enabled: isLead });
  const pick = (field: keyof typeof scope, value: string | null) =>
    setScope((before) => ({ ...before, [field]: (value ?? undefined) as PageId & DepartmentId & UserId }));
  return (
    <SectionPage
      title={results.data?.survey.name ?? 'Survey'}
      lead={isLead ? undefined : 'What customers said of the conversations that you ended.'}
      action={
        <a className={styles.download} href={apiPaths.surveyTable(id, filter)} download>
          <IconDownload size={iconSizes.control} stroke={iconStroke} aria-hidden="true" />
          CSV
        </a>
      }
    >
      <div className={styles.filters}>
        <Link className={styles.back} href={screenPaths.settings('surveys')}>
          <IconArrowLeft size={iconSizes.control} stroke={iconStroke} aria-hidden="true" />
          All surveys
        </Link>
        <Segments label="Asked within" value={period} choices={periods} onChange={setPeriod} />
        <Filter
          name="page"
          all="All pages"
          items={(pages.data ?? []).filter((page) => !page.isRemoved)}
          value={scope.page ?? null}
          onChange={(value) => pick('page', value)}
        />
        {isLead && (
          <>
            <Filter
              name="department"
              all="All departments"
              items={departments}
              value={scope.department ?? null}
              onChange={(value) => pick('department', value)}
            />
            <Filter
              name="agent"
              all="All agents"
              items={colleagues.data ?? []}
              value={scope.agent ?? null}
              onChange={(value) => pick('agent', value)}
            />
          </>
        )}
      </div>
      {sectionState(results, 'The answers') ??
        (results.data &&
          (results.data.total.asked === 0 ? (
            <EmptyState kind="search" title="Nobody was asked">
              In this time and place no customer was sent this survey.
            </EmptyState>
          ) : (
            <Figures results={results.data} isLead={isLead} />
          )))}
    </SectionPage>
  );
}

function Filter({
  name,
  all,
  items,
  value,
  onChange,
}: {
  name: string;
  all: string;
  items: readonly { id: string; name: string }[];
  value: string | null;
  onChange: (value: string | null) => void;
}) {
  return (
    <Select
      aria-label={`Only one ${name}`}
      placeholder={all}
      clearable
      clearButtonProps={{ 'aria-label': all }}
      data={items.map((item) => ({ value: item.id, label: item.name }))}
      value={value}
      onChange={onChange}
    />
  );
}

function Figures({ results, isLead }: { results: SurveyResults; isLead: boolean }) {
  const { total, questions, low, comments } = results;
  return (
    <>
      <ul className={styles.tiles}>
        <li className="card">
          <p className="text-2">Average</p>
          <p className={styles.figure}>
            <IconStarFilled size={20} className={styles.star} aria-hidden="true" />
            {averageWords(total.average)}
            {total.outOf !== null && <small> of {total.outOf}</small>}
          </p>
        </li>
        <li className="card">
          <p className="text-2">Answered</p>
          <p className={styles.figure}>
            {rateWords(total)} <small>{`${total.answered} of ${total.asked}`}</small>
          </p>
        </li>
        <li className="card">
          <p className="text-2">Not happy</p>
          <p className={styles.figure}>{low.length === 100 ? '100+' : low.length}</p>
        </li>
      </ul>
      {questions
        .filter(({ kind }) => kind !== 'text')
        .map((question) => (
          <QuestionFigures key={question.id} question={question} />
        ))}
      {isLead && (
        <Breakdown
          title="By agent"
          rows={results.byAgent.map((row) => ({
            ...row,
            key: row.agent?.id ?? '',
            name: row.agent?.name ?? 'Nobody',
          }))}
        />
      )}
      <Breakdown
        title="By department"
        rows={results.byDepartment.map((row) => ({
          ...row,
          key: row.department?.id ?? '',
          name: row.department?.name ?? 'One that is gone',
        }))}
      />
      <Breakdown
        title="By page"
        rows={results.byPage.map((row) => ({ ...row, key: row.page.id, name: row.page.name }))}
      />
      <Answers title="Not happy" empty="Nobody was unhappy." answers={low} />
      <Answers title="In their own words" empty="Nobody wrote anything." answers={comments} />
    </>
  );
}

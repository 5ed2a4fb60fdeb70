import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import {
  departmentsQuery,
  pagesQuery,
  skillsQuery,
  useRight,
  workStreamsQuery,
} from '../../lib/desk-queries.ts';
import { screenPaths } from '../../lib/screen-paths.ts';
import { useGo } from '../../ui/link.tsx';
import { SectionPage, sectionState } from '../../ui/section-page.tsx';
import { rulesQuery } from './api/routing.ts';
import { RulesDesk } from './rules-desk.tsx';
import styles from './routing-section.module.css';

/** The rules of one work stream, and what they would do. Those who lead look; administrators change. */
export function RoutingSection() {
  const search: { stream?: unknown } = useSearch({ strict: false });
  const go = useGo();
  const streams = useQuery(workStreamsQuery);
  const stream = streams.data?.find(({ id }) => id === search.stream) ?? streams.data?.[0];
  const waiting = sectionState(streams, 'The work streams');
  if (waiting || !stream) return <SectionPage title="Routing">{waiting}</SectionPage>;
  const choice = (
    <Select
      className={styles.stream ?? ''}
      aria-label="Work stream"
      data={(streams.data ?? []).map(({ id, name }) => ({ value: id, label: `Work stream: ${name}` }))}
      value={stream.id}
      allowDeselect={false}
      onChange={(id) => {
        const next = streams.data?.find((one) => one.id === id);
        if (next) go(screenPaths.routing(next.id));
      }}
    />
  );
  return <StreamRules key={stream.id} stream={stream} choice={choice} />;
}

type StreamRulesProps = {
  stream: Parameters<typeof RulesDesk>[0]['stream'];
  choice: React.ReactNode;
};

function StreamRules({ stream, choice }: StreamRulesProps) {
  const isReadOnly = !useRight('manage-work-streams');
  const rules = useQuery(rulesQuery(stream.id));
  const departments = useQuery(departmentsQuery);
  const pages = useQuery(pagesQuery).data ?? [];
  const skills = useQuery(skillsQuery).data ?? [];
  const waiting = sectionState(rules, 'The rules') ?? sectionState(departments, 'The departments');
  if (waiting || !rules.data || !departments.data) {
    return (
      <SectionPage title="Routing" action={choice}>
        {waiting}
      </SectionPage>
    );
  }
  return (
    <RulesDesk
      stream={stream}
      saved={rules.data}
      departments={departments.data}
      pages={pages}
      skills={skills}
      choice={choice}
      isReadOnly={isReadOnly}
    />
  );
}

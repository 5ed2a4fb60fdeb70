import { IconRoute } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { WorkStream } from '../../../contract/work-streams.ts';
import { skillsQuery, useRight } from '../../lib/desk-queries.ts';
import { screenPaths } from '../../lib/screen-paths.ts';
import { Button } from '../../ui/button.tsx';
import { DepartmentMark } from '../../ui/department-mark.tsx';
import { iconSizes, iconStroke } from '../../ui/icon-sizes.ts';
import { useGo } from '../../ui/link.tsx';
import { Screen } from '../../ui/screen.tsx';
import { sectionState } from '../../ui/section-page.tsx';
import { SettingsGroup } from '../../ui/settings-group.tsx';
import { workStreamQuery } from './api/work-streams.ts';
import { streamFacts } from './stream-facts.ts';
import { TrailBar } from '../../ui/trail-bar.tsx';
import styles from './stream-facts-screen.module.css';

/** Why work comes as it does, for those who only look: where it comes from and goes to, and all that decides who gets it. */
export function StreamFactsScreen({ stream }: { stream: WorkStream }) {
  const details = useQuery(workStreamQuery(stream.id));
  const skills = useQuery(skillsQuery).data ?? [];
  const seesRules = useRight('see-routing');
  const go = useGo();
  return (
    <Screen
      label={stream.name}
      isNarrow
      isForReading
      bar={
        <TrailBar list="Work streams" href={screenPaths.workStreams()} name={stream.name}>
          {seesRules && (
            <Button
              size="small"
              icon={<IconRoute size={iconSizes.control} stroke={iconStroke} aria-hidden="true" />}
              onClick={() => go(screenPaths.routing(stream.id))}
            >
              Routing rules
            </Button>
          )}
        </TrailBar>
      }
    >
      {sectionState(details, 'The work stream')}
      {details.data && (
        <div className={styles.groups}>
          <SettingsGroup title="Where it comes from and goes to">
            <dl className={styles.facts}>
              <Fact name="Pages">
                {stream.pages.length === 0
                  ? 'None of yours'
                  : stream.pages.map(({ name }) => name).join(', ')}
              </Fact>
              <Fact name="Departments">
                <span className={styles.departments}>
                  {details.data.departments.map(({ id, name, color }) => (
                    <DepartmentMark key={id} name={name} color={color} />
                  ))}
                  {details.data.departments.length === 0 && 'None of yours'}
                </span>
              </Fact>
            </dl>
          </SettingsGroup>
          {streamFacts(details.data, skills).map(({ title, facts }) => (
            <SettingsGroup key={title} title={title}>
              <dl className={styles.facts}>
                {facts.map(({ name, value }) => (
                  <Fact key={name} name={name}>
                    {value}
                  </Fact>
                ))}
              </dl>
            </SettingsGroup>
          ))}
        </div>
      )}
    </Screen>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={styles.fact}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

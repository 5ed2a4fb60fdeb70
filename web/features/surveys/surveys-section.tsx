import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { surveyId } from '../../../contract/ids.ts';
import type { Survey } from '../../../contract/surveys.ts';
import { useRight } from '../../lib/desk-queries.ts';
import { screenPaths } from '../../lib/screen-paths.ts';
import { surveysQuery } from '../../lib/surveys-query.ts';
import { Button } from '../../ui/button.tsx';
import { iconSizes, iconStroke } from '../../ui/icon-sizes.ts';
import { Link } from '../../ui/link.tsx';
import { SectionPage, sectionState } from '../../ui/section-page.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { Table } from '../../ui/table.tsx';
import { SurveyDialog } from './components/survey-dialog.tsx';
import { SurveyResultsScreen } from './components/survey-results-screen.tsx';
import styles from './surveys.module.css';

/** Surveys; with one in the address, what it told. */
export function SurveysSection() {
  const search = useSearch({ strict: false }) as Readonly<Record<string, unknown>>;
  const opened = surveyId.safeParse(search['survey']).data;
  return opened ? <SurveyResultsScreen key={opened} id={opened} /> : <SurveyList />;
}

function SurveyList() {
  const surveys = useQuery(surveysQuery);
  const isAdministrator = useRight('manage-surveys');
  const [edited, setEdited] = useState<Survey | 'new' | null>(null);
  return (
    <SectionPage
      title="Surveys"
      count={surveys.data?.length}
      lead={
        isAdministrator
          ? 'What customers are asked when their conversation has ended. Which one, and how, is set for each page.'
          : 'What customers are asked when their conversation has ended, and what they answered.'
      }
      action={
        isAdministrator && (
          <Button
            kind="primary"
            icon={<IconPlus size={iconSizes.control} stroke={iconStroke} />}
            onClick={() => setEdited('new')}
          >
            Add a survey
          </Button>
        )
      }
    >
      {sectionState(surveys, 'The surveys') ??
        (surveys.data?.length === 0 ? (
          <EmptyState title="No survey yet">
            Add the first one: one rating is enough to begin with.
          </EmptyState>
        ) : (
          <Table
            caption="Surveys"
            heads={[
              { name: 'Survey' },
              { name: 'Questions', width: '120px' },
              { name: 'Languages', width: '160px' },
              { name: 'Actions', hidden: true, width: '170px' },
            ]}
          >
            {surveys.data?.map((survey) => (
              <tr key={survey.id}>
                <td>
                  <Link className="medium" href={screenPaths.survey(survey.id)}>
                    {survey.name}
                  </Link>
                  <p className={styles.first}>{firstWords(survey)}</p>
                </td>
                <td data-head="Questions" className="num text-2">
                  {survey.questions.length}
                </td>
                <td data-head="Languages" className="text-2">
                  {Object.keys(survey.questions[0]?.text ?? {}).join(', ')}
                </td>
                <td className={styles.actions}>
                  <Link
                    className="link"
                    aria-label={`Results of ${survey.name}`}
                    href={screenPaths.survey(survey.id)}
                  >
                    Results
                  </Link>
                  {isAdministrator && (
                    <Button size="small" aria-label={`Edit ${survey.name}`} onClick={() => setEdited(survey)}>
                      Edit
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </Table>
        ))}
      {edited && <SurveyDialog survey={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
    </SectionPage>
  );
}

function firstWords({ questions }: Survey): string {
  const words = questions[0]?.text ?? {};
  return words['en'] ?? Object.values(words)[0] ?? '';
}

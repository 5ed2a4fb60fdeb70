import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { surveyId } from '../../../contract/ids.ts';
import type { Survey } from '../../../contract/surveys.ts';
import { useRight } from '../../lib/desk-queries.ts';
import { languageNames } from '../../lib/language-choices.ts';
import { screenPaths } from '../../lib/screen-paths.ts';
import { surveysQuery } from '../../lib/surveys-query.ts';
import { ItemTable } from '../../ui/item-table.tsx';
import { Link } from '../../ui/link.tsx';
import { SectionList } from '../../ui/section-list.tsx';
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
  return (
    <SectionList
      title="Surveys"
      lead={
        isAdministrator
          ? 'What customers are asked when their conversation has ended. Which one, and how, is set for each page.'
          : 'What customers are asked when their conversation has ended, and what they answered.'
      }
      list={surveys}
      things="The surveys"
      add={isAdministrator && 'Add a survey'}
      empty={{
        title: 'No survey yet',
        text: isAdministrator
          ? 'Add the first one: one rating is enough to begin with.'
          : 'Administrators add the first one.',
      }}
      form={(survey, close) => <SurveyDialog survey={survey} onClose={close} />}
    >
      {(items, edit) => (
        <ItemTable
          caption="Surveys"
          items={items}
          nameOf={({ name }) => name}
          columns={[
            {
              name: 'Survey',
              show: (survey) => (
                <>
                  <Link className="medium" href={screenPaths.survey(survey.id)}>
                    {survey.name}
                  </Link>
                  <p className={styles.first}>{firstWords(survey)}</p>
                </>
              ),
            },
            {
              name: 'Questions',
              width: '120px',
              look: 'num text-2',
              show: ({ questions }) => questions.length,
            },
            {
              name: 'Languages',
              width: '160px',
              look: 'text-2',
              show: ({ questions }) => languageNames(Object.keys(questions[0]?.text ?? {})),
            },
          ]}
          acts={({ id, name }) => (
            <Link className="link" aria-label={`Results of ${name}`} href={screenPaths.survey(id)}>
              Results
            </Link>
          )}
          actsWidth="170px"
          onEdit={isAdministrator ? edit : undefined}
        />
      )}
    </SectionList>
  );
}

function firstWords({ questions }: Survey): string {
  const words = questions[0]?.text ?? {};
  return words['en'] ?? Object.values(words)[0] ?? '';
}

import type { PageSettings } from '../../../contract/page-settings.ts';
import { formFault } from '../../../contract/survey-form.ts';
import { surveyContent, type SurveyContent } from '../../../contract/surveys.ts';
import type { Tx } from '../../store/db.ts';
import { findPageWithForm, listSurveys } from '../../store/surveys.ts';
import { invalid } from '../problems.ts';

/** @throws Problem `invalid` when a page would ask by Messenger's form what that cannot ask. */
export async function requireFormOfPage(
  tx: Tx,
  { isOn, how, surveyId }: PageSettings['survey'],
): Promise<void> {
  if (!isOn || how !== 'form' || surveyId === null) return;
  const [survey] = await listSurveys(tx, surveyId);
  const fault = survey ? formFault(surveyContent.parse(survey.content)) : null;
  if (fault) throw invalid('survey.surveyId', fault.message);
}

/** @throws Problem `invalid`, naming the field, when a page asks by Messenger's form and that cannot ask the new wording. */
export async function requireFormOfSurvey(tx: Tx, surveyId: string, content: SurveyContent): Promise<void> {
  const fault = formFault(content);
  if (fault === null) return;
  const page = await findPageWithForm(tx, surveyId);
  if (page !== undefined) throw invalid(fault.field, `${fault.message} ${page} asks by it.`);
}

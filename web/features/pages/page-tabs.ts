import type { ComponentType } from 'react';
import type { Page } from '../../../contract/pages.ts';
import type { PageTab } from '../../lib/screen-paths.ts';
import { ConnectionTab } from './connection/connection-tab.tsx';
import { HealthTab } from './health/health-tab.tsx';
import { PastTab } from './past/past-tab.tsx';
import { AttachmentsTab } from './settings/attachments-tab.tsx';
import { CommentsTab } from './settings/comments-tab.tsx';
import { GeneralTab } from './settings/general-tab.tsx';
import { LifeTab } from './settings/life-tab.tsx';
import { PrivacyTab } from './settings/privacy-tab.tsx';
import { QuestionsTab } from './settings/questions-tab.tsx';
import { SurveyTab } from './settings/survey-tab.tsx';
import { TextsTab } from './settings/texts-tab.tsx';
import { TranslationTab } from './settings/translation-tab.tsx';
import { MessagesTab } from './settings/messages-tab.tsx';

/** What the screen of one page has, in the order of its tabs. */
export const pageTabs: readonly { tab: PageTab; name: string; Screen: ComponentType<{ page: Page }> }[] = [
  { tab: 'general', name: 'General', Screen: GeneralTab },
  { tab: 'connection', name: 'Connection', Screen: ConnectionTab },
  { tab: 'messages', name: 'Messages', Screen: MessagesTab },
  { tab: 'life', name: 'Life', Screen: LifeTab },
  { tab: 'comments', name: 'Comments', Screen: CommentsTab },
  { tab: 'attachments', name: 'Attachments', Screen: AttachmentsTab },
  { tab: 'texts', name: 'Automated messages', Screen: TextsTab },
  { tab: 'questions', name: 'First questions', Screen: QuestionsTab },
  { tab: 'survey', name: 'Surveys', Screen: SurveyTab },
  { tab: 'translation', name: 'Translation', Screen: TranslationTab },
  { tab: 'health', name: 'Health', Screen: HealthTab },
  { tab: 'past', name: 'Missed messages', Screen: PastTab },
  { tab: 'privacy', name: 'Privacy', Screen: PrivacyTab },
];

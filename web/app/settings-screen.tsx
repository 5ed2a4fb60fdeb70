import {
  IconAlertHexagon,
  IconBan,
  IconBolt,
  IconArrowsSplit2,
  IconBuildingStore,
  IconCalendarTime,
  IconChecklist,
  IconClipboardCheck,
  IconEyeOff,
  IconHistory,
  IconKey,
  IconMessages,
  IconBellRinging,
  IconGauge,
  IconMoodCheck,
  IconPuzzle,
  IconRobot,
  IconRosetteDiscountCheck,
  IconRoute,
  IconHourglassHigh,
  IconMail,
  IconSitemap,
  IconStack2,
  IconStar,
  IconTag,
  IconTargetArrow,
  IconMessage2Bolt,
  IconUser,
  IconUsers,
  IconLanguage,
  IconWebhook,
} from '@tabler/icons-react';
import { useParams } from '@tanstack/react-router';
import { WebhooksSection } from '../features/webhooks/webhooks-section.tsx';
import { MacrosSection } from '../features/macros/macros-section.tsx';
import { BansSection } from '../features/bans/bans-section.tsx';
import { AppReviewSection } from '../features/app-review/app-review-section.tsx';
import { AuditSection } from '../features/audit/audit-section.tsx';
import { HoursSection } from '../features/hours/hours-section.tsx';
import { MailSection } from '../features/mail/mail-section.tsx';
import { SetAsideSection } from '../features/diagnostics/set-aside-section.tsx';
import { ConnectPagesSection } from '../features/pages/connect/connect-pages-section.tsx';
import { ChatChannelsSection } from '../features/extensions/chat-channels-section.tsx';
import { ExtensionsSection } from '../features/extensions/extensions-section.tsx';
import { MetaAppsSection } from '../features/pages/meta-apps-section.tsx';
import { AllPagesTextsSection } from '../features/pages/automated/all-pages-texts-section.tsx';
import { PageScreen } from '../features/pages/page-screen.tsx';
import { PagesSection } from '../features/pages/pages-section.tsx';
import { ConsentSection } from '../features/privacy/consent-section.tsx';
import { PrivacySection } from '../features/privacy/privacy-section.tsx';
import { SetupRoomSection } from '../features/setup-room/setup-room-section.tsx';
import { RoutingSection } from '../features/routing/routing-section.tsx';
import { WorkStreamsSection } from '../features/work-streams/work-streams-section.tsx';
import { SavedRepliesSection } from '../features/saved-replies/saved-replies-section.tsx';
import { DepartmentsSection } from '../features/team/departments-section.tsx';
import { UnitsSection } from '../features/team/units-section.tsx';
import { UsersSection } from '../features/team/users-section.tsx';
import { SurveysSection } from '../features/surveys/surveys-section.tsx';
import { CustomerSettingsSection } from '../features/contacts/customers/customer-settings-section.tsx';
import { OfferTemplatesSection } from '../features/offers/templates/templates-section.tsx';
import { CapacitySection } from '../features/capacity/capacity-section.tsx';
import { PresencesSection } from '../features/presences/presences-section.tsx';
import { PromisesSection } from '../features/promises/promises-section.tsx';
import { TriggersSection } from '../features/triggers/triggers-section.tsx';
import { TranslationSection } from '../features/translation/translation-section.tsx';
import { TagsSection } from '../features/tags/tags-section.tsx';
import { hasRight, type Right } from '../../contract/rights.ts';
import { useMe } from '../lib/desk-queries.ts';
import { screenPaths, type SettingsSection } from '../lib/screen-paths.ts';
import { Button } from '../ui/button.tsx';
import { Link, useGo } from '../ui/link.tsx';
import { showWhole } from '../ui/show-whole.ts';
import { ForbiddenState } from '../ui/states.tsx';
import { paneProps } from './panes.ts';
import styles from './settings-screen.module.css';

type Place = {
  section: SettingsSection;
  name: string;
  Icon: typeof IconKey;
  Screen: () => React.ReactNode;
  /** Who has it may open the place; what it shows is what they may see. */
  right: Right;
};

const groups: { name: string; places: Place[] }[] = [
  {
    name: 'Facebook',
    places: [
      {
        section: 'pages',
        right: 'manage-pages',
        name: 'Pages',
        Icon: IconBuildingStore,
        Screen: PagesSection,
      },
      {
        section: 'meta-apps',
        right: 'manage-pages',
        name: 'Meta apps',
        Icon: IconKey,
        Screen: MetaAppsSection,
      },
      {
        section: 'setup-room',
        right: 'manage-pages',
        name: 'Setup room',
        Icon: IconChecklist,
        Screen: SetupRoomSection,
      },
      {
        section: 'app-review',
        right: 'manage-pages',
        name: 'App Review',
        Icon: IconRosetteDiscountCheck,
        Screen: AppReviewSection,
      },
      {
        section: 'chat-channels',
        right: 'manage-extensions',
        name: 'Chat channels',
        Icon: IconMessages,
        Screen: ChatChannelsSection,
      },
    ],
  },
  {
    name: 'Answers',
    places: [
      {
        section: 'saved-replies',
        right: 'see-saved-replies',
        name: 'Saved replies',
        Icon: IconMessage2Bolt,
        Screen: SavedRepliesSection,
      },
      {
        section: 'automated-messages',
        right: 'manage-automated-texts',
        name: 'Automated messages',
        Icon: IconRobot,
        Screen: AllPagesTextsSection,
      },
      { section: 'surveys', right: 'see-surveys', name: 'Surveys', Icon: IconStar, Screen: SurveysSection },
      {
        section: 'translation',
        right: 'manage-translation',
        name: 'Translation',
        Icon: IconLanguage,
        Screen: TranslationSection,
      },
    ],
  },
  {
    name: 'People',
    places: [
      {
        section: 'departments',
        right: 'staff-departments',
        name: 'Departments',
        Icon: IconStack2,
        Screen: DepartmentsSection,
      },
      { section: 'units', right: 'manage-units', name: 'Units', Icon: IconSitemap, Screen: UnitsSection },
      { section: 'users', right: 'staff-departments', name: 'Users', Icon: IconUsers, Screen: UsersSection },
      {
        section: 'presences',
        right: 'manage-users',
        name: 'Presence',
        Icon: IconMoodCheck,
        Screen: PresencesSection,
      },
    ],
  },
  {
    name: 'Work',
    places: [
      { section: 'hours', right: 'see-hours', name: 'Hours', Icon: IconCalendarTime, Screen: HoursSection },
      {
        section: 'customers',
        right: 'manage-customer-fields',
        name: 'Customers',
        Icon: IconUser,
        Screen: CustomerSettingsSection,
      },
      {
        section: 'promises',
        right: 'manage-promises',
        name: 'Promises',
        Icon: IconHourglassHigh,
        Screen: PromisesSection,
      },
      { section: 'tags', right: 'manage-tags', name: 'Tags', Icon: IconTag, Screen: TagsSection },
      { section: 'macros', right: 'write-macros', name: 'Macros', Icon: IconBolt, Screen: MacrosSection },
      {
        section: 'triggers',
        right: 'see-triggers',
        name: 'Triggers',
        Icon: IconTargetArrow,
        Screen: TriggersSection,
      },
      { section: 'bans', right: 'lift-bans', name: 'Bans', Icon: IconBan, Screen: BansSection },
      { section: 'routing', right: 'see-routing', name: 'Routing', Icon: IconRoute, Screen: RoutingSection },
      {
        section: 'work-streams',
        right: 'see-work-streams',
        name: 'Work streams',
        Icon: IconArrowsSplit2,
        Screen: WorkStreamsSection,
      },
      {
        section: 'capacity',
        right: 'see-distribution',
        name: 'Capacity',
        Icon: IconGauge,
        Screen: CapacitySection,
      },
      {
        section: 'offer-templates',
        right: 'see-distribution',
        name: 'Requests',
        Icon: IconBellRinging,
        Screen: OfferTemplatesSection,
      },
    ],
  },
  {
    name: 'System',
    places: [
      {
        section: 'extensions',
        right: 'manage-extensions',
        name: 'Extensions',
        Icon: IconPuzzle,
        Screen: ExtensionsSection,
      },
      {
        section: 'privacy',
        right: 'manage-privacy',
        name: 'Privacy',
        Icon: IconEyeOff,
        Screen: PrivacySection,
      },
      {
        section: 'consents',
        right: 'manage-privacy',
        name: 'Consent log',
        Icon: IconClipboardCheck,
        Screen: ConsentSection,
      },
      {
        section: 'webhooks',
        right: 'manage-webhooks',
        name: 'Outgoing webhooks',
        Icon: IconWebhook,
        Screen: WebhooksSection,
      },
      {
        section: 'audit',
        right: 'see-audit-log',
        name: 'Audit log',
        Icon: IconHistory,
        Screen: AuditSection,
      },
      { section: 'mail', right: 'manage-mail', name: 'Mail', Icon: IconMail, Screen: MailSection },
      {
        section: 'diagnostics',
        right: 'manage-pages',
        name: 'Diagnostics',
        Icon: IconAlertHexagon,
        Screen: SetAsideSection,
      },
    ],
  },
];

/** Screens that hang on another place and have none of their own in the list. */
const asides: Partial<Record<SettingsSection, { under: SettingsSection; Screen: () => React.ReactNode }>> = {
  'connect-pages': { under: 'pages', Screen: ConnectPagesSection },
};

/** The console of administrators, and what of it is for everybody: where to, and one section. */
export default function SettingsScreen() {
  const { pageId, tab, section = pageId ? 'pages' : undefined } = useParams({ strict: false });
  const go = useGo();
  const { standing } = useMe().user;
  const aside = section === undefined ? undefined : asides[section as SettingsSection];
  const at = aside?.under ?? section;
  const place = groups.flatMap((group) => group.places).find((one) => one.section === at);
  const Screen = aside?.Screen ?? place?.Screen;
  if (!place || !hasRight(standing, place.right) || !Screen) {
    return (
      <main className={styles.forbidden}>
        <ForbiddenState
          action={
            <Button size="small" onClick={() => go(screenPaths.inbox('mine'))}>
              Back to the inbox
            </Button>
          }
        >
          The link is wrong, or it is for administrators.
        </ForbiddenState>
      </main>
    );
  }
  return (
    <main className={styles.settings}>
      <nav className={styles.places} aria-label="Settings" {...paneProps('list')}>
        <h2 className={styles.title}>Settings</h2>
        {groups
          .map(({ name, places }) => ({
            name,
            places: places.filter((one) => hasRight(standing, one.right)),
          }))
          .filter(({ places }) => places.length > 0)
          .map((group) => (
            <div key={group.name} className={styles.group}>
              <h3 className={styles.head}>{group.name}</h3>
              {group.places.map(({ section: to, name, Icon }) => (
                <Link
                  key={to}
                  className={styles.place}
                  href={screenPaths.settings(to)}
                  aria-current={to === at ? 'page' : undefined}
                  ref={to === at ? showWhole : undefined}
                >
                  <Icon size={16} stroke={1.5} aria-hidden="true" />
                  {name}
                </Link>
              ))}
            </div>
          ))}
      </nav>
      <div className={styles.section} {...paneProps('work')}>
        {pageId ? <PageScreen key={pageId} pageId={pageId} tab={tab} /> : <Screen />}
      </div>
    </main>
  );
}

import type { DoctorCheck, DoctorCheckId } from '../../../../contract/doctor.ts';
import type { Judge } from './check.ts';
import type { DoctorFacts } from './gather-facts.ts';
import {
  judgeAddress,
  judgeAppFields,
  judgeCallback,
  judgeCertificate,
  judgeClock,
  judgeCommentFields,
  judgeLastHeard,
  judgeMessengerProduct,
  judgePageFields,
  judgeSignatures,
} from './judge-reach.ts';
import {
  judgeAppAccess,
  judgeExpiry,
  judgeHumanAgent,
  judgeMessaging,
  judgeOtherApps,
  judgePermissions,
  judgePublished,
  judgeSending,
  judgeTasks,
  judgeTeam,
  judgeToken,
} from './judge-rights.ts';

const judges = {
  address: judgeAddress,
  certificate: judgeCertificate,
  clock: judgeClock,
  'messenger-product': judgeMessengerProduct,
  callback: judgeCallback,
  'app-fields': judgeAppFields,
  'page-fields': judgePageFields,
  'comment-fields': judgeCommentFields,
  signatures: judgeSignatures,
  'last-heard': judgeLastHeard,
  token: judgeToken,
  permissions: judgePermissions,
  tasks: judgeTasks,
  expiry: judgeExpiry,
  published: judgePublished,
  messaging: judgeMessaging,
  'app-access': judgeAppAccess,
  'human-agent': judgeHumanAgent,
  'other-apps': judgeOtherApps,
  sending: judgeSending,
  team: judgeTeam,
} satisfies Record<DoctorCheckId, Judge>;

/** Judges every link of the chain. Pure. */
export function examine(facts: DoctorFacts): DoctorCheck[] {
  return Object.values(judges).map((judge) => judge(facts));
}

/** Without these nothing comes, in the order in which a message passes them. */
export const inwardChain: readonly DoctorCheckId[] = [
  'published',
  'messaging',
  'messenger-product',
  'callback',
  'app-fields',
  'page-fields',
  'address',
  'certificate',
  'signatures',
  'app-access',
];

/** What the checks mean for the page. */
export function headlineOf(checks: readonly DoctorCheck[]): string {
  const failed = (ids: readonly DoctorCheckId[]) =>
    checks.some(({ id, verdict }) => verdict === 'failed' && ids.includes(id));
  const isLimited = failed(['app-access']);
  const hears = !failed(inwardChain.filter((id) => id !== 'app-access'));
  const sends = !failed(['token', 'sending', 'messaging', 'other-apps']);
  const comments = !failed(['comment-fields']);
  const sentences = [
    hears ? 'Messages arrive.' : 'Messages do not arrive, or not all of them.',
    sends ? null : 'Replies cannot leave.',
    hears && !comments ? 'Comments do not.' : null,
    isLimited ? 'Only people with a role on the app are reached.' : null,
  ];
  const told = sentences.filter((sentence) => sentence !== null).join(' ');
  if (told !== 'Messages arrive.') return told;
  return checks.some(({ verdict }) => verdict === 'failed')
    ? 'Messages arrive and can be answered. Something else needs mending.'
    : 'Messages arrive and can be answered.';
}

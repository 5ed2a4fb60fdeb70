import { missingPermissions } from '../../../../contract/permissions.ts';
import { classifyGraphError } from '../../../facebook/graph/classify-graph-error.ts';
import type { TokenFacts } from '../../../facebook/oauth/tokens.ts';
import { newsOfAnswers } from '../health/news-of-answers.ts';
import { dayOf } from '../health/judge-page.ts';
import { factsOf } from '../health/learn-of-page.ts';
import { about, atMeta, listWords, spanWords, whyUntold, type Judge } from './check.ts';
import type { DoctorFacts } from './gather-facts.ts';

const dayMs = 24 * 3_600_000;

const connection = (row: { id: string }) => ({
  label: 'Log in with Facebook',
  href: `/settings/pages/${row.id}/connection`,
});
const logIn = 'Log in with Facebook on the page’s Connection tab, then press Update.';

/** The token's facts, when it is alive. */
function liveToken({ answers }: DoctorFacts): TokenFacts | null {
  return answers.token?.kind === 'told' && answers.token.value.isValid ? answers.token.value : null;
}

export const judgeToken: Judge = (facts) => {
  const say = about('token', 'The access key is accepted');
  const { answers, row, now, callbackUrl } = facts;
  if (row.tokenSealed === null)
    return say.failed('The page has no access key.', logIn, { link: connection(row) });
  const { tokenFault, appFault } = newsOfAnswers(answers, row, { callbackUrl, now }).health;
  if (appFault) {
    const link = { label: 'Open Meta apps', href: '/settings/meta-apps' };
    return say.failed(
      'Facebook does not accept the id and secret of the Meta app.',
      'Enter the app’s present secret under Meta apps.',
      { link },
    );
  }
  if (tokenFault) {
    const [sentence = tokenFault] = tokenFault.split('\n');
    return say.failed(sentence, logIn, { link: connection(row), fact: 'refused' });
  }
  return answers.token?.kind === 'told' ? say.passed('accepted') : say.skipped(whyUntold(answers.token));
};

/** Each permission that was not granted, in words and by Meta's name. */
export const judgePermissions: Judge = (facts) => {
  const say = about('permissions', 'Every permission was granted');
  const token = liveToken(facts);
  if (!token) return say.skipped('The access key is not accepted.');
  const missing = missingPermissions(token.scopes);
  if (missing.length === 0) return say.passed('all');
  const names = listWords(missing.map(({ words, scope }) => `“${words}” (${scope})`));
  const lost = missing.map(({ without }) => without).join(' ');
  const advice =
    'Log in with Facebook on the Connection tab, press Edit settings there, leave every box ticked, then press Update.';
  const rest = { fact: `${missing.length} missing`, link: connection(facts.row) };
  const isGrave = missing.some(({ isEssential }) => isEssential);
  const explanation = `Not granted: ${names}. ${lost}`;
  return isGrave ? say.failed(explanation, advice, rest) : say.warning(explanation, advice, rest);
};

/** What the person who connected the page may do there; Meta tells it at the login. */
export const judgeTasks: Judge = ({ row }) => {
  const say = about('tasks', 'The person who connected it may answer');
  if (row.pageTasks.length === 0)
    return say.skipped('Facebook tells it at a login only; the page was connected by its key.');
  const missing = ['MESSAGING', 'MODERATE'].filter(
    (task) => !row.pageTasks.includes(task) && !row.pageTasks.includes('MANAGE'),
  );
  if (missing.length === 0) return say.passed(listWords(row.pageTasks.map((task) => task.toLowerCase())));
  return say.failed(
    `Their role on the page lacks ${listWords(missing)}.`,
    'Have somebody with full control of the page give them that task, or connect the page yourself; then log in again.',
    { link: connection(row), fact: 'role too small' },
  );
};

export const judgeExpiry: Judge = (facts) => {
  const say = about('expiry', 'The access key lasts');
  const token = liveToken(facts);
  if (!token) return say.skipped('The access key is not accepted.');
  const { now, row } = facts;
  const ends = [
    { what: 'The access key', at: token.expiresAt },
    { what: 'Facebook’s leave to read people’s data', at: token.dataAccessExpiresAt },
  ].filter((one): one is { what: string; at: Date } => one.at !== null);
  const first = ends.toSorted((a, b) => a.at.getTime() - b.at.getTime())[0];
  if (!first) return say.passed('without end');
  const leftMs = first.at.getTime() - now.getTime();
  const fact = `until ${dayOf(first.at)}`;
  if (leftMs <= 0)
    return say.warning(`${first.what} ended on ${dayOf(first.at)}.`, logIn, { fact, link: connection(row) });
  if (leftMs > 14 * dayMs) return say.passed(fact);
  return say.warning(
    `${first.what} ends in ${spanWords(leftMs)}, on ${dayOf(first.at)}. Mails go to the person who connected the page and to administrators.`,
    `${logIn} That renews it.`,
    { fact, link: connection(row) },
  );
};

export const judgePublished: Judge = ({ answers }) => {
  const say = about('published', 'The page is published');
  if (answers.page?.kind !== 'told') return say.skipped(whyUntold(answers.page));
  const { isPublished } = answers.page.value;
  if (isPublished === null) return say.skipped('Facebook does not tell.');
  return isPublished
    ? say.passed('published')
    : say.failed(
        'The page is not published: nobody but its own people can see it or write to it.',
        'Publish it in the page’s settings on Facebook, under Privacy.',
      );
};

/** A page that may be read, but whose conversations are refused, has its messages switched off. */
export const judgeMessaging: Judge = (facts) => {
  const say = about('messaging', 'The page takes messages');
  const { conversations } = facts.answers;
  if (conversations?.kind === 'told') return say.passed('switched on');
  if (conversations?.kind !== 'refused') return say.skipped(whyUntold(conversations));
  const token = liveToken(facts);
  if (!token) return say.skipped('The access key is not accepted.');
  if (!token.scopes.includes('pages_messaging'))
    return say.skipped('The permission for messages is missing.');
  if (classifyGraphError(conversations.error).kind !== 'permission')
    return say.skipped(whyUntold(conversations));
  return say.failed(
    'Facebook refuses the page’s conversations although the permission was granted: messages are probably switched off.',
    'Switch them on in the page’s settings on Facebook, under Messaging: “Allow people to contact my Page privately”.',
    { fact: 'switched off' },
  );
};

export const judgeAppAccess: Judge = ({ answers, row }) => {
  const say = about('app-access', 'The app is open to the public');
  if (answers.appAccess?.kind !== 'told') return say.skipped(whyUntold(answers.appAccess));
  if (answers.appAccess.value === null)
    return say.skipped('Facebook does not tell.', { link: atMeta(row.appId, 'review') });
  if (answers.appAccess.value === 'live') return say.passed('live');
  return say.failed(
    'The app is in development, or its review is not done: only administrators, developers and testers of the app can write to the page and be answered.',
    'Ask for Advanced Access to pages_messaging in App Review and switch the app to Live. To try it before, give people a role under App roles.',
    { fact: 'in development', link: atMeta(row.appId, 'roles') },
  );
};

export const judgeHumanAgent: Judge = ({ row }) => {
  const say = about('human-agent', 'People may answer for 7 days');
  if (row.humanAgentAllowed) return say.passed('Human Agent');
  return say.warning(
    'Replies stop 24 hours after the customer’s last message. With Meta’s Human Agent permission people may answer by hand for 7 days.',
    'Ask for the Human Agent feature in App Review; once Meta has granted it, switch it on in the list of pages.',
    { fact: 'not switched on', link: atMeta(row.appId, 'review') },
  );
};

/** Other apps that hear the page, and may hold its conversations. */
export const judgeOtherApps: Judge = ({ answers, row, heldElsewhere }) => {
  const say = about('other-apps', 'No other app holds conversations');
  if (answers.subscribedApps?.kind !== 'told') return say.skipped(whyUntold(answers.subscribedApps));
  const others = answers.subscribedApps.value.filter(({ appId }) => appId !== row.appId);
  const names = listWords(others.map(({ name, appId }) => name ?? appId));
  const advice =
    'In the page’s settings on Facebook, under Conversation routing, make this desk’s app the default one, or take the other app off the page.';
  if (heldElsewhere > 0) {
    const who = others.length === 0 ? 'Another app' : names;
    return say.failed(
      `${who} held conversations in the last day: replies from here are refused meanwhile.`,
      advice,
      { fact: `${heldElsewhere} messages` },
    );
  }
  if (others.length === 0) return say.passed('none');
  return say.warning(
    `${names} hears the page too: customers may be answered twice, or not from here.`,
    advice,
    { fact: `${others.length} more` },
  );
};

/** Whether replies leave: what was met when something was sent. */
export const judgeSending: Judge = (facts) => {
  const say = about('sending', 'Replies can leave');
  const { row, heldReplies, now } = facts;
  const { permissionFault, restriction } = factsOf(row);
  const mend = { action: 'try-sending', label: 'Try again' } as const;
  const held =
    heldReplies === 0 ? '' : ` ${heldReplies === 1 ? 'One reply waits' : `${heldReplies} replies wait`}.`;
  if (row.state === 'unsubscribed' || row.removedAt !== null) {
    return say.failed('The page is unsubscribed.', 'Subscribe it again on the Connection tab.', {
      link: connection(row),
    });
  }
  if (restriction !== null) {
    const [sentence = restriction] = restriction.split('\n');
    return say.failed(
      `${sentence}${held}`,
      'Look at the page’s Support Inbox and Page Quality on Facebook; when it is lifted, press Try again.',
      { mend, fact: 'restricted' },
    );
  }
  if (permissionFault !== null) {
    const [sentence = permissionFault] = permissionFault.split('\n');
    return say.failed(
      `${sentence}${held}`,
      'Mend what is missing above; when Meta has granted it, press Try again.',
      { mend, fact: 'refused' },
    );
  }
  const token = liveToken(facts);
  if (!token)
    return say.failed(`Without an accepted access key nothing can be sent.${held}`, logIn, {
      link: connection(row),
    });
  if (!token.scopes.includes('pages_messaging')) {
    return say.failed(`The permission pages_messaging is missing.${held}`, logIn, { link: connection(row) });
  }
  if (row.sendPausedUntil !== null && row.sendPausedUntil > now) {
    return say.warning(
      `Facebook asks for patience for another ${spanWords(row.sendPausedUntil.getTime() - now.getTime())}.${held}`,
      'Nothing: it goes on by itself.',
      { fact: 'paused' },
    );
  }
  return say.passed(heldReplies === 0 ? 'nothing waits' : `${heldReplies} on their way`);
};

/** Whether anybody is there to answer. What customers write is kept in any case. */
export const judgeTeam: Judge = ({ team }) => {
  const say = about('team', 'Somebody answers it');
  if (team.people > 0) return say.passed(`${team.people} ${team.people === 1 ? 'person' : 'people'}`);
  return say.failed(
    `Nobody is assigned to ${team.name}, the department of this page: what customers write is kept, and reaches no agent.`,
    `Add people to ${team.name} under Departments, or give the page to another department.`,
    { fact: 'nobody', link: { label: 'Open Departments', href: '/settings/departments' } },
  );
};

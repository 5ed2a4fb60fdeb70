import { pageFields } from '../../../facebook/oauth/subscribe.ts';
import { newsOfApp } from '../health/news-of-answers.ts';
import { dayOf } from '../health/judge-page.ts';
import { about, atMeta, listWords, spanWords, whyUntold, type Judge } from './check.ts';
import { isLocalHost, type DoctorFacts } from './gather-facts.ts';

const dayMs = 24 * 3_600_000;
/** A message that came so lately proves more than our own look at our own address. */
const provenMs = 3_600_000;

/** Whether Meta can reach us at all: a public address, encrypted, that leads to this desk. */
export const judgeAddress: Judge = (facts) => {
  const say = about('address', 'Our address can be reached');
  const { protocol, hostname, origin } = new URL(facts.callbackUrl);
  const setIt =
    'Set PUBLIC_URL to the https address under which this desk is reached from the internet, and start again.';
  if (isLocalHost(hostname)) {
    const only = `${origin} is an address of this machine or its network: Facebook cannot reach it.`;
    if (facts.isStandIn && facts.isEchoed) {
      return say.warning(`${only} The sandbox can.`, `${setIt} For the sandbox nothing is to be done.`, {
        fact: 'local',
      });
    }
    return say.failed(only, setIt, { fact: 'local' });
  }
  if (protocol !== 'https:') {
    return say.failed(`${origin} is not encrypted. Facebook delivers to https addresses alone.`, setIt, {
      fact: 'http',
    });
  }
  const { address } = facts;
  if (facts.isEchoed) return say.passed(address.answered ? `${address.ms} ms` : null);
  const found = address.answered
    ? `${origin} answers (${address.status}), but not with this desk’s word.`
    : `${origin} does not answer (${address.reason}).`;
  const advice = address.answered
    ? 'See that the reverse proxy leads /webhooks/ to this desk, unchanged.'
    : 'See that the name leads to this machine, that port 443 is open, and that the reverse proxy runs.';
  if (hasHeardWithin(facts, provenMs)) {
    return say.warning(
      `${found} Seen from this machine; Facebook reached it within the last hour.`,
      'Nothing, if messages arrive. Some networks do not let a machine reach itself from outside.',
      { fact: 'from here' },
    );
  }
  return say.failed(found, advice, { fact: address.answered ? String(address.status) : address.reason });
};

/** How long the certificate lasts. */
export const judgeCertificate: Judge = ({ address, callbackUrl, now }) => {
  const say = about('certificate', 'The certificate is valid');
  if (new URL(callbackUrl).protocol !== 'https:') return say.skipped('The address is not encrypted.');
  const renew = 'Renew the certificate of the reverse proxy, and see that it renews itself.';
  if (!address.answered) {
    const isOfCertificate = /CERT|SIGNATURE|SIGNED|ALTNAME/i.test(address.reason);
    if (!isOfCertificate) return say.skipped('The address did not answer.');
    return say.failed(
      `The certificate is not accepted (${address.reason}). Facebook accepts none that browsers warn of.`,
      renew,
      {
        fact: address.reason,
      },
    );
  }
  const { certificateEndsAt } = address;
  if (certificateEndsAt === null) return say.skipped('The certificate was not shown.');
  const leftMs = certificateEndsAt.getTime() - now.getTime();
  const fact = `until ${dayOf(certificateEndsAt)}`;
  if (leftMs <= 0) return say.failed(`It ended on ${dayOf(certificateEndsAt)}.`, renew, { fact });
  if (leftMs < 14 * dayMs) return say.warning(`It ends in ${spanWords(leftMs)}.`, renew, { fact });
  return say.passed(fact);
};

/** Signatures and reply windows go by time: a clock that is off closes windows too early or too late. */
export const judgeClock: Judge = ({ clockAheadMs }) => {
  const say = about('clock', 'Our clock agrees with Facebook’s');
  if (clockAheadMs === null) return say.skipped('Facebook could not be reached.');
  // The header tells whole seconds.
  const offMs = Math.max(0, Math.abs(clockAheadMs) - 1_000);
  const fact = `${clockAheadMs >= 0 ? '+' : '−'}${(Math.abs(clockAheadMs) / 1000).toFixed(1)} s`;
  if (offMs < 30_000) return say.passed(fact);
  const explanation = `Our clock is ${spanWords(Math.abs(clockAheadMs))} ${clockAheadMs > 0 ? 'ahead of' : 'behind'} Facebook’s. Reply windows are computed by it.`;
  const advice = 'Let the machine set its clock from the network (NTP).';
  return offMs < 300_000
    ? say.warning(explanation, advice, { fact })
    : say.failed(explanation, advice, { fact });
};

export const judgeMessengerProduct: Judge = ({ answers, row }) => {
  const say = about('messenger-product', 'The Meta app has Messenger');
  const link = atMeta(row.appId, '');
  if (answers.app?.kind !== 'told') return say.skipped(whyUntold(answers.app));
  const { hasMessenger } = answers.app.value;
  if (hasMessenger === null) {
    return say.skipped(
      'Facebook does not tell. Look at the app’s dashboard whether Messenger and Webhooks were added.',
      { link },
    );
  }
  return hasMessenger
    ? say.passed(answers.app.value.name)
    : say.failed(
        'The product Messenger was not added to the app.',
        'Open the app’s dashboard, press Add product, and set up Messenger and Webhooks.',
        { link },
      );
};

/** Whether the app delivers, and to us. */
export const judgeCallback: Judge = ({ answers, callbackUrl, row }) => {
  const say = about('callback', 'The app delivers to this desk');
  const { appSubscriptions } = answers;
  const mend = { action: 'subscribe-app', label: 'Subscribe the app' } as const;
  const link = atMeta(row.appId, 'webhooks');
  if (appSubscriptions?.kind !== 'told') return say.skipped(whyUntold(appSubscriptions));
  const { appSubscription, appCallbackUrl } = newsOfApp(appSubscriptions.value, callbackUrl);
  switch (appSubscription) {
    case 'ours':
      if (!appCallbackUrl) return say.passed('verified');
      return say.warning(
        `The app delivers to ${appCallbackUrl}; this desk calls itself ${new URL(callbackUrl).origin}.`,
        'Nothing, if both names lead here. Otherwise press Subscribe the app.',
        { mend, link, fact: 'other name' },
      );
    case 'inactive':
      return say.failed(
        'Facebook has switched the webhook off, as it does when an address fails for an hour.',
        'Press Subscribe the app: Facebook asks our address at once, and delivers again.',
        { mend, link, fact: 'inactive' },
      );
    case 'elsewhere':
      return say.failed(
        `The app delivers to ${appCallbackUrl ?? 'another address'}, not to ${callbackUrl}.`,
        'If no other installation needs it, press Subscribe the app. Otherwise give this desk an app of its own.',
        { mend, link, fact: 'elsewhere' },
      );
    default:
      return say.failed(
        'The app has no webhook for pages: Facebook tells us nothing.',
        'Press Subscribe the app, or paste callback URL and verify token into its webhook settings.',
        { mend, link, fact: 'none' },
      );
  }
};

/** Without these a conversation or a comment is not what it seems; of the others, only something small is missed. */
const grave: ReadonlySet<string> = new Set([
  'messages',
  'message_echoes',
  'messaging_postbacks',
  'messaging_referrals',
  'feed',
]);

/** Both layers must hold a field, the app's and the page's, or it is not delivered. */
export const judgeAppFields: Judge = ({ answers, callbackUrl, row }) => {
  const say = about('app-fields', 'The app is subscribed to what is needed');
  const { appSubscriptions } = answers;
  if (appSubscriptions?.kind !== 'told') return say.skipped(whyUntold(appSubscriptions));
  const { appFields = [], appSubscription } = newsOfApp(appSubscriptions.value, callbackUrl);
  if (appSubscription === 'none') return say.skipped('The app has no webhook.');
  const missing = pageFields.filter((field) => !appFields.includes(field));
  if (missing.length === 0) return say.passed(`${pageFields.length} fields`);
  const judged = missing.some((field) => grave.has(field)) ? say.failed : say.warning;
  return judged(
    `The app’s webhook lacks ${listWords(missing)}: what ${missing.length === 1 ? 'it tells' : 'they tell'} does not arrive.`,
    'Press Subscribe the app, or tick the fields in its webhook settings under Page.',
    {
      mend: { action: 'subscribe-app', label: 'Subscribe the app' },
      link: atMeta(row.appId, 'webhooks'),
      fact: `${missing.length} missing`,
    },
  );
};

const ofComments: ReadonlySet<string> = new Set(['feed', 'mention', 'ratings']);

const pageFieldJudge =
  (
    id: 'page-fields' | 'comment-fields',
    title: string,
    isOurs: (field: string) => boolean,
    lost: string,
  ): Judge =>
  ({ answers, row }) => {
    const say = about(id, title);
    const { subscribedApps } = answers;
    if (subscribedApps?.kind !== 'told') return say.skipped(whyUntold(subscribedApps));
    const fields = subscribedApps.value.find(({ appId }) => appId === row.appId)?.fields ?? [];
    const missing = pageFields.filter((field) => isOurs(field) && !fields.includes(field));
    if (missing.length === 0) return say.passed(`${fields.filter(isOurs).length} fields`);
    const mend = { action: 'subscribe-page', label: 'Subscribe the page' } as const;
    const what =
      fields.length === 0
        ? 'The page delivers nothing to our app'
        : `The page does not deliver ${listWords(missing)}`;
    const judged = missing.some((field) => grave.has(field)) ? say.failed : say.warning;
    return judged(`${what}: ${lost}`, 'Press Subscribe the page. It needs no sign-in.', {
      mend,
      fact: fields.length === 0 ? 'none' : `${missing.length} missing`,
    });
  };

export const judgePageFields = pageFieldJudge(
  'page-fields',
  'Messages are subscribed',
  (field) => !ofComments.has(field),
  'not everything that customers do in Messenger reaches us.',
);

export const judgeCommentFields = pageFieldJudge(
  'comment-fields',
  'Comments are subscribed',
  (field) => ofComments.has(field),
  'comments, mentions and recommendations do not reach us.',
);

/** Whether what comes bears the signature of the app. */
export const judgeSignatures: Judge = (facts) => {
  const say = about('signatures', 'Signatures fit the app’s secret');
  const { wrongSignatures, row } = facts;
  if (wrongSignatures === 0) {
    return row.lastWebhookAt === null
      ? say.skipped('Nothing has come yet.')
      : say.passed('all of the last day');
  }
  const fact = `${wrongSignatures} wrong`;
  const explanation = `${wrongSignatures} of the last day’s requests bore a wrong signature and were refused.`;
  const link = { label: 'Open Meta apps', href: '/settings/meta-apps' };
  return hasHeardWithin(facts, provenMs)
    ? say.warning(
        `${explanation} Others were right.`,
        'Somebody may be trying the address. If it goes on, compare the app’s secret.',
        { fact, link },
      )
    : say.failed(
        explanation,
        'The app’s secret was probably changed at Meta: enter the new one under Meta apps.',
        { fact, link },
      );
};

export const judgeLastHeard: Judge = ({ row, now }) => {
  const say = about('last-heard', 'Something came lately');
  if (row.lastWebhookAt === null) {
    return say.warning(
      'Nothing has come from Facebook for this page yet.',
      `Press Test, and write to the page. ${whoIsShutOut}`,
      { fact: 'never' },
    );
  }
  const agoMs = Math.max(0, now.getTime() - row.lastWebhookAt.getTime());
  const fact = agoMs < 1_000 ? 'just now' : `${spanWords(agoMs)} ago`;
  if (agoMs < 3 * dayMs) return say.passed(fact);
  return say.warning(
    `Nothing has come from Facebook for ${spanWords(agoMs)}.`,
    `If that is unusual, press Test, and write to the page. ${whoIsShutOut}`,
    { fact },
  );
};

/** Facebook tells no app of this setting, so it can only be named. */
const whoIsShutOut =
  'If only some customers are not heard, look at the page’s settings on Facebook for a restriction by country or age: whom it shuts out can neither see the page nor write to it.';

function hasHeardWithin({ row, now }: DoctorFacts, ms: number): boolean {
  return row.lastWebhookAt !== null && now.getTime() - row.lastWebhookAt.getTime() < ms;
}

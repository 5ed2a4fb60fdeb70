import type { ConnectionTest, DoctorCheck, DoctorReport, PageHealth } from '../../contract/doctor.ts';
import type { Mail, MailList } from '../../contract/mail.ts';
import type { Page } from '../../contract/pages.ts';
import { nextUuid } from './fake-parts.ts';

const hourMs = 3_600_000;

/** The doctor, the history of a page and the mails, as a desk has them with which not all is well. */
export function answerConnection(
  method: string,
  path: string,
  pages: readonly Page[],
  nowMs: number,
): { status: number; body?: unknown } | null {
  if (path === '/api/diagnostics/wrong-signatures') return { status: 200, body: { items: [] } };
  if (path === '/api/mails') return { status: 200, body: mailsAt(nowMs) };
  if (path === '/api/mails/test') return { status: 201, body: mailsAt(nowMs).items[0] };
  const [, id, what] =
    /^\/api\/facebook\/pages\/([^/]+)\/(health|doctor|doctor\/mend|test)$/.exec(path) ?? [];
  const page = pages.find((one) => one.id === id);
  if (!page || what === undefined) return null;
  if (what === 'health') return { status: 200, body: healthOf(page, nowMs) };
  if (what === 'test') return { status: 200, body: testAt(nowMs) };
  return { status: 200, body: reportOf(page, nowMs, method === 'POST') };
}

const at = (ms: number) => new Date(ms).toISOString();

function check(id: DoctorCheck['id'], title: string, rest: Partial<DoctorCheck>): DoctorCheck {
  const blank = { fact: null, explanation: null, advice: null, mend: null, link: null };
  return { id, title, verdict: 'passed', ...blank, ...rest };
}

function reportOf(page: Page, nowMs: number, isMended: boolean): DoctorReport {
  return {
    pageId: page.id,
    lookedAt: at(nowMs),
    headline: isMended ? 'Messages arrive and can be answered.' : 'Messages arrive. Comments do not.',
    checks: [
      check('address', 'Our address can be reached', { fact: '86 ms' }),
      check('certificate', 'The certificate is valid', { fact: 'until 2 February 2027' }),
      check('clock', 'Our clock agrees with Facebook’s', { fact: '+0.3 s' }),
      check('callback', 'The app delivers to this desk', { fact: 'verified' }),
      check('comment-fields', 'Comments are subscribed', {
        ...(isMended
          ? { fact: '3 fields' }
          : {
              verdict: 'failed',
              fact: '1 missing',
              explanation:
                'The page does not deliver feed: comments, mentions and recommendations do not reach us.',
              advice: 'Press Subscribe the page. It needs no sign-in.',
              mend: { action: 'subscribe-page', label: 'Subscribe the page' },
            }),
      }),
      check('token', 'The access key is accepted', { fact: 'accepted' }),
      check('expiry', 'The access key lasts', {
        verdict: 'warning',
        fact: 'until 26 November 2026',
        explanation:
          'The access key ends in 6 days, on 26 November 2026. Mails go to the person who connected the page and to administrators.',
        advice: 'Log in with Facebook on the page’s Connection tab, then press Update. That renews it.',
        link: { label: 'Log in with Facebook', href: `/settings/pages/${page.id}/connection` },
      }),
      check('human-agent', 'People may answer for 7 days', {
        verdict: 'warning',
        fact: 'not switched on',
        explanation:
          'Replies stop 24 hours after the customer’s last message. With Meta’s Human Agent permission people may answer by hand for 7 days.',
        advice: 'Ask for the Human Agent feature in App Review.',
        link: { label: 'Open the app at Meta', href: 'https://developers.facebook.com/apps/1/' },
      }),
      check('tasks', 'The person who connected it may answer', {
        verdict: 'skipped',
        explanation: 'Facebook tells it at a login only; the page was connected by its key.',
      }),
      check('sending', 'Replies can leave', { fact: 'nothing waits' }),
      check('team', 'Somebody answers it', { fact: '6 people' }),
    ],
  };
}

function healthOf(page: Page, nowMs: number): PageHealth {
  return {
    state: page.state,
    reason: page.reason,
    since: page.stateSince,
    heldReplies: 0,
    history: [
      { at: at(nowMs - 2 * hourMs), state: page.state, reason: page.reason },
      {
        at: at(nowMs - 26 * hourMs),
        state: 'subscription-lost',
        reason: 'Facebook no longer delivers the page’s messages to our app.',
      },
      { at: at(nowMs - 900 * hourMs), state: 'connected', reason: null },
    ],
  };
}

function testAt(nowMs: number): ConnectionTest {
  return {
    startedAt: at(nowMs),
    endsAt: at(nowMs + 120_000),
    state: 'waiting',
    writeAt: 'https://m.me/1',
    broken: null,
  };
}

function mailsAt(nowMs: number): MailList {
  const mail = (rest: Partial<Mail>): Mail => ({
    id: nextUuid() as Mail['id'],
    address: 'milo@harbour.example',
    subject: 'Harbour & Pine Kantoor cannot answer: its access key has ended',
    text: 'The page’s access key ended on 17 November 2026.\n\nLog in with Facebook again on the page’s Connection tab.\n',
    state: 'kept',
    attempts: 0,
    failure: null,
    createdAt: at(nowMs - hourMs),
    sentAt: null,
    ...rest,
  });
  return {
    setup: { isSetUp: false, server: null, from: null },
    items: [
      mail({}),
      mail({
        state: 'failed',
        attempts: 24,
        failure: 'The mail server said: 550 No such mailbox',
        createdAt: at(nowMs - 30 * hourMs),
      }),
      mail({
        state: 'sent',
        subject: 'Harbour & Pine Outdoor: its access key ends in a week',
        createdAt: at(nowMs - 60 * hourMs),
        sentAt: at(nowMs - 60 * hourMs),
      }),
    ],
    nextCursor: null,
  };
}

import { expect, test } from 'vitest';
import { createMailer, type Mailer, type MailOutcome } from '../../kit/smtp.ts';
import { createLogger } from '../../kit/logger.ts';
import { sendMailHandler } from '../../jobs/send-mail.ts';
import { createWorker } from '../../jobs/worker.ts';
import { listAdministratorAddresses } from '../../store/mails.ts';
import { useOpenDesk } from '../../testing/open-desk.ts';
import { startSmtpServer } from '../../testing/smtp-server.ts';
import { change } from '../context.ts';
import { enqueueMail, type MailToTell } from './enqueue-mail.ts';
import { writeMail } from './mail-text.ts';

const desk = useOpenDesk();
const publicUrl = 'https://desk.example.com';
let causes = 0;

const ground = () => ({ db: desk.db, clock: desk.clock, bell: desk.bell, newId: desk.newId });
const about = (more: Partial<MailToTell> = {}): MailToTell => ({
  cause: `test ${++causes}`,
  to: ['ada@example.com'],
  subject: 'Lund Desks cannot send',
  paragraphs: ['Its token has expired.', 'Connect it again.'],
  link: { label: 'Open the page', path: '/settings/pages/1' },
  ...more,
});
const tell = (mail: MailToTell) => change(ground(), (story) => enqueueMail(ground(), story, mail));
const rows = (cause: string) =>
  desk.db.selectFrom('mail').selectAll().where('cause', '=', cause).orderBy('address').execute();
const stateOf = async (cause: string) => (await rows(cause)).map(({ state }) => state);

const workerWith = (mailer: Mailer | null) => {
  const actor = { kind: 'system', name: 'test' } as const;
  const ctx = { ...ground(), actor, mailer, publicUrl, random: () => 0.5 };
  const log = createLogger({ level: 'silent', isPretty: false });
  return createWorker({ ...ground(), handlers: { 'send-mail': sendMailHandler(ctx) }, log });
};
/** A mail server that answers as it is told, and counts. */
const stub = (...answers: (MailOutcome | Promise<MailOutcome>)[]) => {
  const sent: string[] = [];
  const mailer: Mailer = {
    async send({ to }) {
      sent.push(to);
      return (await answers.shift()) ?? { kind: 'accepted' };
    },
  };
  return { mailer, sent };
};

test('a cause is told to each address once, however often and from however many places it is told', async () => {
  const mail = about({ to: ['Ada@example.com', 'ada@EXAMPLE.com', 'bo@example.com'] });
  const told = await Promise.all([tell(mail), tell(mail), tell(mail)]);
  expect(told.toSorted()).toEqual([0, 0, 2]);
  await tell({ ...mail, to: ['cy@example.com', 'bo@example.com'] });
  expect((await rows(mail.cause)).map(({ address }) => address)).toEqual([
    'ada@EXAMPLE.com',
    'bo@example.com',
    'cy@example.com',
  ]);
  const { mailer, sent } = stub();
  await workerWith(mailer).drain();
  expect(sent.toSorted()).toEqual(['ada@EXAMPLE.com', 'bo@example.com', 'cy@example.com']);
  expect(await stateOf(mail.cause)).toEqual(['sent', 'sent', 'sent']);
});

test('a change that is taken back tells nobody', async () => {
  const mail = about();
  await expect(
    change(ground(), async (story) => {
      await enqueueMail(ground(), story, mail);
      throw new Error('Not after all.');
    }),
  ).rejects.toThrow('Not after all.');
  expect(await rows(mail.cause)).toEqual([]);
});

test('without a mail server a mail is kept, and not sent when there is one later', async () => {
  const mail = about();
  await tell(mail);
  await workerWith(null).drain();
  expect(await stateOf(mail.cause)).toEqual(['kept']);
  const { mailer, sent } = stub();
  await workerWith(mailer).drain();
  expect(sent).toEqual([]);
});

test('a server that says later is asked again later; one that says no is not', async () => {
  const passing = about();
  await tell(passing);
  const busy = stub(
    { kind: 'refused', isForGood: false, reason: '452 Full' },
    { kind: 'unreachable', reason: 'ECONNREFUSED' },
  );
  const worker = workerWith(busy.mailer);
  await worker.drain();
  expect(await rows(passing.cause)).toMatchObject([{ state: 'waiting', failure: '452 Full', attempts: 1 }]);
  desk.clock.advance(20_000);
  expect(await worker.drain()).toBe(0);
  desk.clock.advance(3_600_000);
  await worker.drain();
  desk.clock.advance(3_600_000);
  await worker.drain();
  expect(await rows(passing.cause)).toMatchObject([{ state: 'sent', failure: null, attempts: 3 }]);

  const lasting = about();
  await tell(lasting);
  const strict = stub({ kind: 'refused', isForGood: true, reason: '550 No such mailbox' });
  await workerWith(strict.mailer).drain();
  desk.clock.advance(24 * 3_600_000);
  await workerWith(strict.mailer).drain();
  expect(strict.sent).toHaveLength(1);
  expect(await rows(lasting.cause)).toMatchObject([{ state: 'failed', failure: '550 No such mailbox' }]);
});

test('a mail server that stays away is given up in the end, with the reason', async () => {
  const mail = about();
  await tell(mail);
  const away: Mailer = { send: async () => ({ kind: 'unreachable', reason: 'ENOTFOUND' }) };
  const worker = workerWith(away);
  for (let hours = 0; hours < 30; hours += 1) {
    await worker.drain();
    desk.clock.advance(3_600_000);
  }
  expect(await rows(mail.cause)).toMatchObject([{ state: 'failed', failure: 'ENOTFOUND', attempts: 24 }]);
});

test('a mail that was on its way when the worker died is unknown, and never sent twice in silence', async () => {
  const mail = about();
  await tell(mail);
  await desk.db.updateTable('mail').set({ state: 'sending' }).where('cause', '=', mail.cause).execute();
  const { mailer, sent } = stub();
  await workerWith(mailer).drain();
  expect(sent).toEqual([]);
  expect(await stateOf(mail.cause)).toEqual(['unknown']);
});

test('through a real mail server the words and the link arrive, and a line break in a name makes no header', async () => {
  const server = await startSmtpServer();
  const mail = about({ subject: 'Lund\r\nBcc: everybody@example.com', paragraphs: ['<b>Tom & Ida</b>'] });
  await tell(mail);
  await workerWith(createMailer({ smtpUrl: server.url, from: 'desk@example.com' })).drain();
  expect(server.taken).toHaveLength(1);
  expect(server.taken[0]?.to).toEqual(['ada@example.com']);
  const source = server.taken[0]?.source ?? '';
  expect(source).toContain('Subject: Lund Bcc: everybody@example.com');
  expect(source).toContain('https://desk.example.com/settings/pages/1');
  expect(source).not.toMatch(/^Bcc:/m);
});

test('what a mail says is text, in HTML too', () => {
  const { text, html } = writeMail(
    { subject: 'a', paragraphs: ['<script>alert(1)</script>'], link: { label: 'Go', path: '/x"onclick="' } },
    publicUrl,
  );
  expect(text).toContain('<script>alert(1)</script>');
  expect(html).not.toContain('<script>');
  expect(html).toContain('href="https://desk.example.com/x&quot;onclick=&quot;"');
});

test('administrators are told who may sign in', async () => {
  const add = (email: string, role: 'administrator' | 'agent', disabledAt: Date | null) =>
    desk.db
      .insertInto('deskUser')
      .values({
        id: desk.newId(),
        email,
        name: email,
        passwordHash: '-',
        role,
        disabledAt,
        createdAt: desk.clock.now(),
      })
      .execute();
  await add('ada@desk.test', 'administrator', null);
  await add('gone@desk.test', 'administrator', desk.clock.now());
  await add('agnes@desk.test', 'agent', null);
  expect(await listAdministratorAddresses(desk.db)).toEqual(['ada@desk.test']);
});

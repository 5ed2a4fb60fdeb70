import { createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { startSmtpServer, type SmtpManners } from '../testing/smtp-server.ts';
import { createMailer, readAddress, serverOf, type OutgoingMail } from './smtp.ts';

const mail: OutgoingMail = {
  to: 'ada@example.com',
  subject: 'Lund Desks: Ågren’s page',
  text: 'The page cannot send.\n.\nA line that is a dot must not end it.\n',
  html: '<p>The page cannot send.</p>',
  messageId: 'one@desk.test',
};
const from = 'Pagedesk <desk@example.com>';
const password = 'hunter2-and-more';

async function sendTo(manners: SmtpManners, credentials = '') {
  const server = await startSmtpServer(manners);
  const smtpUrl = server.url.replace('//', `//${credentials}`);
  return { server, outcome: await createMailer({ smtpUrl, from }).send(mail) };
}

test('a mail arrives whole, in plain text and HTML, from the sender that was set', async () => {
  const { server, outcome } = await sendTo({});
  expect(outcome).toEqual({ kind: 'accepted' });
  expect(server.taken).toHaveLength(1);
  expect(server.taken[0]).toMatchObject({ from: 'desk@example.com', to: ['ada@example.com'] });
  const source = server.taken[0]?.source ?? '';
  for (const part of [
    'From: Pagedesk <desk@example.com>',
    'Message-ID: <one@desk.test>',
    'Auto-Submitted: auto-generated',
    'A line that is a dot must not end it.',
    '<p>The page cannot send.</p>',
  ])
    expect(source).toContain(part);
});

test('without encryption on the server’s side a mail goes in the clear; with it, encrypted', async () => {
  const plain = await sendTo({ disabledCommands: ['STARTTLS', 'AUTH'] });
  expect(plain.server.taken[0]?.isEncrypted).toBe(false);
  // The server's own certificate is signed by nobody: the mail does not go to whoever that is.
  const untrusted = await sendTo({ disabledCommands: [] });
  expect(untrusted.outcome).toMatchObject({ kind: 'unreachable' });
  expect(untrusted.server.taken).toEqual([]);
});

test('a passing refusal (4xx) is told as one, a lasting refusal (5xx) as for good', async () => {
  const busy = { code: 452, message: 'Mailbox full' };
  expect((await sendTo({ atText: busy })).outcome).toMatchObject({ kind: 'refused', isForGood: false });
  expect((await sendTo({ atRecipient: busy })).outcome).toMatchObject({ kind: 'refused', isForGood: false });
  const nobody = { code: 550, message: 'No such mailbox' };
  expect((await sendTo({ atText: nobody })).outcome).toMatchObject({ kind: 'refused', isForGood: true });
  expect((await sendTo({ atRecipient: nobody })).outcome).toEqual({
    kind: 'refused',
    isForGood: true,
    reason: 'The mail server said: 550 No such mailbox',
  });
});

test('a wrong password may be mended, and is never told', async () => {
  const onAuth: SmtpManners['onAuth'] = (auth, _session, done) =>
    done(auth.password === password ? null : new Error('No'), { user: 1 });
  const manners: SmtpManners = { authOptional: false, allowInsecureAuth: true, onAuth };
  const right = await sendTo(manners, `desk:${encodeURIComponent(password)}@`);
  expect(right.outcome).toEqual({ kind: 'accepted' });
  const wrong = await sendTo(manners, `desk:${encodeURIComponent('wrong-word')}@`);
  expect(wrong.outcome).toMatchObject({ kind: 'refused', isForGood: false });
  expect(JSON.stringify(wrong.outcome)).not.toContain('wrong-word');
});

test('a password goes to another machine encrypted, or not at all', () => {
  expect(readAddress('smtp://u:p@mail.example.com').requireTLS).toBe(true);
  expect(readAddress('smtp://mail.example.com').requireTLS).toBe(false);
  expect(readAddress('smtp://u:p@127.0.0.1').requireTLS).toBe(false);
  expect(readAddress('smtps://u:p%40q@mail.example.com')).toMatchObject({
    port: 465,
    secure: true,
    auth: { user: 'u', pass: 'p@q' },
  });
});

test('a server that is not there, or never greets, is unreachable', async () => {
  const smtpUrl = 'smtp://127.0.0.1:1';
  expect(await createMailer({ smtpUrl, from }).send(mail)).toMatchObject({
    kind: 'unreachable',
    reason: expect.stringContaining('ECONNREFUSED'),
  });
  const mute = createServer((socket) => socket.end());
  await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void mute.close());
  const address = mute.address();
  const port = typeof address === 'object' ? address?.port : 0;
  expect(await createMailer({ smtpUrl: `smtp://127.0.0.1:${port}`, from }).send(mail)).toMatchObject({
    kind: 'unreachable',
  });
});

test('a connection that breaks after the text went out leaves the mail unknown', async () => {
  expect((await sendTo({ atText: 'break' })).outcome).toMatchObject({ kind: 'unknown' });
});

test('of an address, only host and port are shown', () => {
  expect(serverOf('smtps://desk:secret@mail.example.com')).toBe('mail.example.com:465');
});

import { Readable } from 'node:stream';
import MailComposer from 'nodemailer/lib/mail-composer';
import SMTPConnection from 'nodemailer/lib/smtp-connection';

/** One mail to one person. */
export interface OutgoingMail {
  to: string;
  subject: string;
  text: string;
  html: string;
  /** The same for each try, so that a reader who gets it twice sees it once. Without angle brackets. */
  messageId: string;
  attachments?: readonly MailedFile[];
}

/** A file that goes with a mail. */
export interface MailedFile {
  filename: string;
  contentType: string;
  content: Buffer;
}

/**
 * What became of a mail. `unknown`: its text had begun to go out when the connection broke, so that it may have
 * arrived or not. `reason` is for an administrator and holds no password.
 */
export type MailOutcome =
  | { kind: 'accepted' }
  | { kind: 'refused'; isForGood: boolean; reason: string }
  | { kind: 'unreachable'; reason: string }
  | { kind: 'unknown'; reason: string };

export interface Mailer {
  /** Hands one mail to the server. What goes wrong is the answer; it does not throw. */
  send(mail: OutgoingMail): Promise<MailOutcome>;
}

const connectTimeoutMs = 15_000;
/** Some servers look at a mail for a while before they take it (RFC 5321 grants them ten minutes). */
const silenceTimeoutMs = 120_000;

/** Host and port of a mail server's address: what may be shown of it. */
export function serverOf(smtpUrl: string): string {
  const { host, port } = readAddress(smtpUrl);
  return `${host}:${port}`;
}

/**
 * Sends through the mail server at an address `smtp://` (port 587, encrypted when the server offers it) or `smtps://`
 * (port 465, encrypted from the start), `user:password@` in it when it asks for them. A connection for each mail.
 *
 * @param from  the sender, `desk@example.com` or `Name <desk@example.com>`.
 */
export function createMailer({ smtpUrl, from }: { smtpUrl: string; from: string }): Mailer {
  const { auth, ...server } = readAddress(smtpUrl);
  const sender = /<([^<>]+)>$/.exec(from)?.[1] ?? from;

  return {
    async send(mail) {
      const message = await compose(from, mail);
      const connection = new SMTPConnection({
        ...server,
        connectionTimeout: connectTimeoutMs,
        greetingTimeout: connectTimeoutMs,
        socketTimeout: silenceTimeoutMs,
      });
      // Taken by the connection when the server says that it may begin, and not before.
      let hasBegun = false;
      const body = Readable.from(
        (async function* () {
          hasBegun = true;
          yield message;
        })(),
      );
      try {
        await new Promise<void>((resolve, reject) => {
          connection.on('error', reject);
          connection.once('end', () => reject(new Error('The connection was closed.')));
          const next = (step: () => void) => (error?: Error | null) => (error ? reject(error) : step());
          const send = () => connection.send({ from: sender, to: mail.to }, body, next(resolve));
          connection.connect(
            next(() => (auth ? connection.login({ ...auth, credentials: auth }, next(send)) : send())),
          );
        });
        connection.quit();
        return { kind: 'accepted' };
      } catch (error) {
        connection.close();
        return judge(error, hasBegun);
      }
    },
  };
}

/** The parts of a mail server's address. A password leaves this machine encrypted, or not at all. */
export function readAddress(smtpUrl: string) {
  const url = new URL(smtpUrl);
  const secure = url.protocol === 'smtps:';
  const user = decodeURIComponent(url.username);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return {
    host,
    port: Number(url.port || (secure ? 465 : 587)),
    secure,
    requireTLS: !secure && user !== '' && !/^(localhost|127\.\d+\.\d+\.\d+|::1)$/.test(host),
    auth: user === '' ? null : { user, pass: decodeURIComponent(url.password) },
  };
}

function compose(from: string, { messageId, attachments = [], ...mail }: OutgoingMail): Promise<Buffer> {
  const headers = { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' };
  return new MailComposer({
    ...mail,
    from,
    messageId: `<${messageId}>`,
    headers,
    attachments: [...attachments],
  })
    .compile()
    .build();
}

function judge(error: unknown, hasBegun: boolean): MailOutcome {
  const { code, responseCode, response, message } = error as SmtpError;
  if (responseCode !== undefined && responseCode >= 400) {
    // A server that does not let us in says nothing of this mail: somebody mends the password.
    const isForGood = responseCode >= 500 && code !== 'EAUTH';
    return { kind: 'refused', isForGood, reason: `The mail server said: ${firstLine(response ?? message)}` };
  }
  const reason = `The mail server could not be reached (${code ?? 'no code'}): ${firstLine(message)}`;
  if (code === 'EENVELOPE') return { kind: 'refused', isForGood: true, reason: firstLine(message) };
  return { kind: hasBegun ? 'unknown' : 'unreachable', reason };
}

/** What nodemailer adds to its errors. */
type SmtpError = Error & { code?: string; responseCode?: number; response?: string };

function firstLine(text: string): string {
  return (text.split('\n')[0] ?? '').trim().slice(0, 300);
}

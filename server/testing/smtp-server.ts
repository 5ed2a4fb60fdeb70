import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { onTestFinished } from 'vitest';

/** A mail as the server took it. */
export interface TakenMail {
  from: string;
  to: string[];
  /** Headers and body, decoded no further than SMTP does. */
  source: string;
  isEncrypted: boolean;
}

/** How the server behaves, where not like one that takes everything. */
export interface SmtpManners extends SMTPServerOptions {
  /** Answers a mail's text with this error; `break` ends the connection instead, after the whole text has come. */
  atText?: { code: number; message: string } | 'break';
  /** Answers a recipient with this error. */
  atRecipient?: { code: number; message: string };
}

/** A real mail server on a free port of this machine, gone when the test is finished. */
export async function startSmtpServer(manners: SmtpManners = {}) {
  const taken: TakenMail[] = [];
  const { atText, atRecipient, ...options } = manners;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 100,
    onRcptTo: (_address, _session, done) => done(atRecipient && fault(atRecipient)),
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        if (atText === 'break') return breakOff();
        if (atText) return done(fault(atText));
        const { mailFrom, rcptTo } = session.envelope;
        taken.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          source: Buffer.concat(chunks).toString(),
          isEncrypted: session.secure,
        });
        done();
      });
    },
    ...options,
  });
  const breakOff = () => {
    for (const connection of server.connections) connection.close();
  };
  server.on('error', () => {});
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  onTestFinished(() => new Promise<void>((resolve) => server.close(resolve)));
  return { url: `smtp://127.0.0.1:${port}`, port, taken };
}

function fault({ code, message }: { code: number; message: string }): Error {
  return Object.assign(new Error(message), { responseCode: code });
}

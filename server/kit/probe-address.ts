import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { TLSSocket } from 'node:tls';

/** What one GET of an address brought. */
export type AddressAnswer =
  | {
      answered: true;
      status: number;
      /** The beginning of the body. */
      body: string;
      ms: number;
      /** The `Date` header. */
      date: Date | null;
      /** When the certificate ends; null without encryption. */
      certificateEndsAt: Date | null;
    }
  /** `ECONNREFUSED`, `ENOTFOUND`, `CERT_HAS_EXPIRED`, `timeout`, … */
  | { answered: false; reason: string };

const mostBytes = 4_096;

/** Asks an address once, following nothing. It does not throw: what went wrong is the answer. */
export function probeAddress(address: string, timeoutMs = 8_000): Promise<AddressAnswer> {
  const startedMs = performance.now();
  return new Promise((resolve) => {
    const url = new URL(address);
    const open = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const fail = (reason: string) => resolve({ answered: false, reason });
    const request = open(url, { method: 'GET', agent: false, headers: { accept: '*/*' } }, (response) => {
      const { socket } = response;
      const endsAt = socket instanceof TLSSocket ? new Date(socket.getPeerCertificate().valid_to) : null;
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        body = (body + chunk).slice(0, mostBytes);
      });
      response.on('end', () =>
        resolve({
          answered: true,
          status: response.statusCode ?? 0,
          body,
          ms: Math.round(performance.now() - startedMs),
          date: readDate(response.headers.date),
          certificateEndsAt: endsAt,
        }),
      );
      response.on('error', () => fail('broken-off'));
    });
    request.setTimeout(timeoutMs, () => {
      fail('timeout');
      request.destroy();
    });
    request.on('error', (error: NodeJS.ErrnoException) => fail(error.code ?? 'unreachable'));
    request.end();
  });
}

function readDate(text: string | undefined): Date | null {
  const date = new Date(text ?? '');
  return Number.isNaN(date.getTime()) ? null : date;
}

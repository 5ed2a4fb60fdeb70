import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { createOutgoing, type Outgoing } from '../kit/outgoing.ts';

/** What was asked of the service. */
interface Asked {
  q: string;
  source?: string;
  target?: string;
  format?: string;
  api_key?: string;
}

export interface TestService {
  readonly url: string;
  readonly outgoing: Outgoing;
  /** What came to `/translate`, oldest first. */
  asked: Asked[];
  /** What it does: it works, it keeps silent, or it answers each request with this. */
  mood: 'works' | 'silent' | { status: number; body: object };
  /** The key that it wants; null: none. */
  key: string | null;
  /** What it takes a text for. */
  hears: { language: string; confidence: number };
  /** Whether it tells what it heard together with the translation, as newer ones do. */
  tellsHeard: boolean;
}

const languages = [
  { code: 'en', name: 'English', targets: ['cs', 'de'] },
  { code: 'cs', name: 'Czech', targets: ['en', 'de'] },
  { code: 'de', name: 'German', targets: ['en', 'cs'] },
  { code: 'fr', name: 'French', targets: [] },
];

/** A server on this machine that speaks as LibreTranslate does: a text comes back with its language before it. */
export function useTestService(): TestService {
  let server: Server;
  let url = '';
  const outgoing = createOutgoing({ allowsPrivate: true, workMs: 250 });
  const fresh = () => ({
    asked: [],
    mood: 'works' as const,
    key: null,
    hears: { language: 'cs', confidence: 92 },
    tellsHeard: true,
  });
  const service: TestService = {
    ...fresh(),
    outgoing,
    get url() {
      return url;
    },
  };

  beforeAll(async () => {
    server = createServer((request, response) => {
      const send = (status: number, body: object) =>
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      if (request.url === '/languages') return void send(200, languages);
      const pieces: Buffer[] = [];
      request.on('data', (piece: Buffer) => pieces.push(piece));
      request.on('end', () => {
        const asked = JSON.parse(Buffer.concat(pieces).toString()) as Asked;
        if (request.url === '/translate') service.asked.push(asked);
        answer(service, request.url ?? '', asked, send);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  beforeEach(() => void Object.assign(service, fresh()));
  afterAll(async () => {
    await outgoing.close();
    server.closeAllConnections();
    server.close();
  });
  return service;
}

function answer(
  { mood, key, hears, tellsHeard }: TestService,
  path: string,
  asked: Asked,
  send: (status: number, body: object) => void,
): void {
  if (mood === 'silent') return;
  if (mood !== 'works') return send(mood.status, mood.body);
  if (key !== null && asked.api_key !== key) return send(403, { error: 'Invalid API key' });
  if (path === '/detect') return send(200, [hears]);
  const isKnown = languages.some(({ code }) => code === asked.target);
  if (!isKnown) return send(400, { error: `${asked.target} is not supported` });
  const detectedLanguage = asked.source === 'auto' && tellsHeard ? { detectedLanguage: hears } : {};
  return send(200, { translatedText: `${asked.target}: ${asked.q}`, ...detectedLanguage });
}

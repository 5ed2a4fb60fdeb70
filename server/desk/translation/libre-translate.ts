import { z } from 'zod';
import {
  translationLanguage,
  type ServiceLanguage,
  type TranslationFault,
} from '../../../contract/translation.ts';
import type { Outgoing, OutgoingReading } from '../../kit/outgoing.ts';

/** A service that speaks as LibreTranslate does. */
export interface Service {
  /** With or without a slash at the end. */
  url: string;
  apiKey: string | null;
}

export type ServiceAnswer<T> = { ok: true; value: T } | { ok: false; fault: TranslationFault };

/** How sure it is, from 0 to 100. */
export interface Heard {
  language: string;
  confidence: number;
}

const json = { accept: 'application/json', 'content-type': 'application/json', 'user-agent': 'Pagedesk' };

/** PostgreSQL keeps no character of number 0: with one in it, a translation would fail again and again. */
const words = z.string().transform((text) => text.replaceAll('\0', ''));
/** Far more than any message holds. */
const MOST_CHARACTERS = 100_000;

const languageList = z.array(
  z.object({ code: z.string(), name: words, targets: z.array(z.string()).optional() }),
);
const heard = z.object({ language: z.string(), confidence: z.number() });
const translated = z.object({
  // Nothing at all is no translation of something.
  translatedText: words.refine((text) => text.trim() !== '' && text.length <= MOST_CHARACTERS),
  detectedLanguage: heard.optional().catch(undefined),
});

/** What it translates from, and into what. */
export async function listLanguages(
  outgoing: Pick<Outgoing, 'get'>,
  service: Service,
): Promise<ServiceAnswer<ServiceLanguage[]>> {
  const answer = await outgoing.get(addressOf(service, 'languages'), json);
  const read = readAnswer(answer, languageList);
  if (!read.ok) return read;
  const all = read.value.filter(({ code }) => isCode(code));
  const codes = all.map(({ code }) => code);
  const languages = all.map(({ code, name, targets }) => ({
    code,
    name,
    targets: (targets ?? codes).filter((target) => isCode(target) && target !== code),
  }));
  return languages.length > 0 ? { ok: true, value: languages } : { ok: false, fault: 'not-understood' };
}

/** @param from  null: it finds out itself, and tells. */
export async function translate(
  outgoing: Pick<Outgoing, 'ask'>,
  service: Service,
  { text, from, to }: { text: string; from: string | null; to: string },
): Promise<ServiceAnswer<{ text: string; heard: Heard | null }>> {
  const body = { q: text, source: from ?? 'auto', target: to, format: 'text', ...keyOf(service) };
  const answer = await outgoing.ask(addressOf(service, 'translate'), JSON.stringify(body), json);
  const read = readAnswer(answer, translated);
  if (!read.ok) return read;
  const { translatedText, detectedLanguage } = read.value;
  return { ok: true, value: { text: translatedText, heard: detectedLanguage ?? null } };
}

/** In which language something is, as far as it can tell. */
export async function detect(
  outgoing: Pick<Outgoing, 'ask'>,
  service: Service,
  text: string,
): Promise<ServiceAnswer<Heard | null>> {
  const body = JSON.stringify({ q: text, ...keyOf(service) });
  const answer = await outgoing.ask(addressOf(service, 'detect'), body, json);
  const read = readAnswer(answer, z.array(heard));
  return read.ok ? { ok: true, value: read.value[0] ?? null } : read;
}

/** Everything is parsed here: what answers may be anything. */
export function readAnswer<T>(answer: Readonly<OutgoingReading>, shape: z.ZodType<T>): ServiceAnswer<T> {
  if (!answer.answered) {
    if (answer.isForGood) return { ok: false, fault: 'refused-address' };
    return { ok: false, fault: answer.isLate ? 'too-slow' : 'unreachable' };
  }
  const { status, body } = answer;
  if (status === 200) {
    const value = shape.safeParse(parse(body));
    return value.success ? { ok: true, value: value.data } : { ok: false, fault: 'not-understood' };
  }
  return { ok: false, fault: faultOf(status, body) };
}

function faultOf(status: number, body: string): TranslationFault {
  if (status === 401 || status === 403) return 'key-refused';
  if (status === 429) return 'busy';
  if (status >= 500) return 'faulty';
  if (status !== 400) return 'not-understood';
  // It says both with the same status, and tells them apart in words alone.
  if (/api.?key/i.test(body)) return 'key-refused';
  return /not supported|not available|language/i.test(body) ? 'language-unknown' : 'not-understood';
}

function addressOf({ url }: Service, path: string): string {
  return `${url.replace(/\/+$/, '')}/${path}`;
}

function keyOf({ apiKey }: Service) {
  return apiKey === null ? {} : { api_key: apiKey };
}

function isCode(code: string): boolean {
  return translationLanguage.safeParse(code).success;
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

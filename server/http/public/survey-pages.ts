import type { FastifyReply, FastifyRequest } from 'fastify';
import { languageTag } from '../../../contract/language-tag.ts';
import { answerByLink, openSurvey, readForm } from '../../desk/surveys/answer-by-link.ts';
import { wordsFor } from '../../desk/surveys/word-question.ts';
import { Problem } from '../../desk/problems.ts';
import { RateWindow } from '../../kit/rate-window.ts';
import type { App, AppDeps } from '../app-deps.ts';
import { showForm, showSentence } from './survey-page.ts';

/** A customer opens a survey some times; who tries addresses needs thousands. */
const limits = { most: 60, perMs: 60_000, mostKeys: 10_000 };
/** Ten questions in a customer's own words. */
const formBytes = 256 * 1024;

/**
 * Surveys for whoever has the link: no session, no cookie, no script. The link is signed and ends by itself; what was
 * sent off once is taken no second time.
 */
export function surveyPages(app: App, { ground, secrets }: Pick<AppDeps, 'ground' | 'secrets'>): void {
  const rate = new RateWindow(ground.clock, limits);
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: formBytes },
    (_request, body, done) => done(null, new URLSearchParams(String(body))),
  );
  const options = { schema: { hide: true } } as const;

  /** The request that an address names, if the address is one of ours and still good; else it says so itself. */
  const admit = (request: FastifyRequest): { id: string; language: string | null } | null => {
    if (!rate.take(request.ip))
      throw new Problem('rate-limited', 'Too many requests. Try again in a minute.');
    const { signed, language } = splitAddress(request.url);
    if (!secrets.verifyLink(signed, ground.clock.now())) return null;
    const id = /^\/s\/([0-9a-f-]{36})\?/.exec(signed)?.[1];
    return id === undefined ? null : { id, language };
  };
  const gone = (request: FastifyRequest, reply: FastifyReply) =>
    showSentence(reply.code(404), preferred(request), ({ ended }) => ended);

  app.get('/s/:id', options, async (request, reply) => {
    const admitted = admit(request);
    if (!admitted) return gone(request, reply);
    const survey = await found(openSurvey(ground, admitted.id));
    if (!survey) return gone(request, reply);
    const language = admitted.language ?? survey.language;
    if (survey.isFinished) return showSentence(reply.code(410), language, ({ answered }) => answered);
    return showForm(reply, {
      ...survey,
      language,
      addressIn: (to) => addressIn(request.url, to),
      fields: new Map(),
      faults: {},
    });
  });

  app.post('/s/:id', options, async (request, reply) => {
    const admitted = admit(request);
    if (!admitted) return gone(request, reply);
    const survey = await found(openSurvey(ground, admitted.id));
    if (!survey) return gone(request, reply);
    const language = admitted.language ?? survey.language;
    const refused = () => showSentence(reply.code(410), language, ({ answered }) => answered);
    if (survey.isFinished) return refused();
    const fields = new Map(request.body instanceof URLSearchParams ? request.body.entries() : []);
    const { answers, faults } = readForm(survey.content, fields);
    if (Object.keys(faults).length > 0) {
      const again = (to: string) => addressIn(request.url, to);
      return showForm(reply.code(422), { ...survey, language, addressIn: again, fields, faults });
    }
    try {
      await answerByLink(ground, admitted.id, answers);
    } catch (error) {
      if (error instanceof Problem && error.code === 'conflict') return refused();
      throw error;
    }
    const { thanks } = survey.content;
    const reader = { customerLocale: language, pageLanguage: language };
    return showSentence(reply, language, (words) => (thanks ? wordsFor(thanks, reader) : words.thanks));
  });
}

async function found<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof Problem && error.code === 'not-found') return null;
    throw error;
  }
}

/** What was signed, and the language that was chosen behind it. */
function splitAddress(url: string): { signed: string; language: string | null } {
  const [, signed = url, chosen] = /^(.*?)(?:&language=([A-Za-z-]{2,6}))?$/.exec(url) ?? [];
  return { signed, language: languageTag.safeParse(chosen).data ?? null };
}

function addressIn(url: string, language: string): string {
  return `${splitAddress(url).signed}&language=${language}`;
}

/** Of somebody of whom nothing is known. */
function preferred(request: FastifyRequest): string {
  return /^[A-Za-z]{2}/.exec(request.headers['accept-language'] ?? '')?.[0].toLowerCase() ?? 'en';
}

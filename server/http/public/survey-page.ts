import type { FastifyReply } from 'fastify';
import type { SurveyContent, SurveyQuestion } from '../../../contract/surveys.ts';
import { choicesOf, mostText, wordsFor, type Reader } from '../../desk/surveys/word-question.ts';
import { html, policyFor, renderPage, type Html } from './html.ts';
import { surveyWords, type SurveyWords } from './survey-words.ts';

const style = `
form { margin: 0; }
fieldset, .field { border: 0; margin: 0 0 1.75rem; padding: 0; min-inline-size: 0; }
legend, .label { display: block; font-weight: 600; margin-block-end: 0.75rem; padding: 0; }
.optional { color: var(--soft); font-weight: 400; font-size: 0.875rem; }
.scale { display: flex; flex-wrap: wrap; gap: 0.5rem; }
.scale label { flex: 1 1 3rem; } .scale.ten label { flex-basis: 2.5rem; }
.list label { display: block; margin-block-end: 0.5rem; }
.scale label, .list label { cursor: pointer; }
input[type=radio] { position: absolute; opacity: 0; inline-size: 1px; block-size: 1px; }
.scale label > span, .list label > span { display: flex; align-items: center; justify-content: center; gap: 0.5rem; min-block-size: 3rem; padding: 0.25rem 0.75rem; box-sizing: border-box; border: 1px solid var(--edge); border-radius: 10px; }
.scale label > span { padding-inline: 0.25rem; white-space: nowrap; }
.list label > span { justify-content: flex-start; }
.scale label:hover > span, .list label:hover > span { border-color: var(--link); }
input:checked + span { background: var(--fill); border-color: var(--fill); color: var(--on-fill); font-weight: 600; }
input:focus-visible + span { outline: 3px solid var(--link); outline-offset: 2px; }
.ends { display: flex; justify-content: space-between; color: var(--soft); font-size: 0.875rem; margin: 0.375rem 0 0; }
textarea { box-sizing: border-box; inline-size: 100%; min-block-size: 7rem; padding: 0.75rem; border: 1px solid var(--edge); border-radius: 10px; background: transparent; color: inherit; font: inherit; }
textarea:focus-visible, button:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
button { inline-size: 100%; min-block-size: 3rem; border: 0; border-radius: 10px; background: var(--fill); color: var(--on-fill); font: inherit; font-weight: 600; cursor: pointer; }
button:disabled { opacity: 0.6; cursor: default; }
.fault { color: var(--fault); font-weight: 600; margin: 0 0 0.5rem; }
.summary { border: 1px solid var(--fault); border-radius: 10px; padding: 0.75rem 1rem; margin-block-end: 1.5rem; }
.summary p { margin: 0; } .summary ul { margin: 0.25rem 0 0; }
.tongues { display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; font-size: 0.875rem; margin: 0 0 1.5rem; padding: 0; list-style: none; }
.from { color: var(--soft); margin: -0.5rem 0 1.5rem; }
:root { --edge: #7d9096; --fill: #0b6b75; --on-fill: #fff; --fault: #a3261c; }
@media (prefers-color-scheme: dark) { :root { --edge: #70858c; --fill: #6cc7d0; --on-fill: #10191c; --fault: #ff9d92; } }
@media (min-width: 40rem) { button { inline-size: auto; padding: 0 2rem; } }
`;

const headers = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': policyFor([style], "'self'"),
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex, nofollow, noarchive',
};

/** The form of a survey, and what was wrong with it when it was sent off. */
export interface SurveyForm {
  content: SurveyContent;
  /** Whose customer is asked. */
  pageName: string;
  language: string;
  /** Where the page is in another language. */
  addressIn: (language: string) => string;
  /** What was filled in, by question. */
  fields: ReadonlyMap<string, string>;
  faults: Readonly<Record<string, 'missing'>>;
  /** It is only looked at. */
  isPreview?: boolean;
}

/** One page with all questions, which works without a script: each answer is a large target, and nothing is required to see it. */
export function showForm(reply: FastifyReply, form: SurveyForm): FastifyReply {
  const { content, pageName, language, faults, isPreview = false } = form;
  const { words, lang } = surveyWords(language);
  const reader = { customerLocale: language, pageLanguage: language };
  const wrong = content.questions.filter(({ id }) => faults[id]);
  const body = html`
    <p class="from">${pageName}</p>
    ${tongues(form, words)}
    ${
      wrong.length === 0
        ? ''
        : html`<div class="summary" role="alert">
            <p class="fault">${words.wrong}</p>
            <ul>
              ${wrong.map(({ id, text }) => html`<li><a href="#q-${id}">${wordsFor(text, reader)}</a></li>`)}
            </ul>
          </div>`
    }
    <form method="post" novalidate>
      ${content.questions.map((question) => field(question, form, { reader, words }))}
      <button type="submit" ${isPreview ? html`disabled` : ''}>${words.send}</button>
    </form>
  `;
  const title = wrong.length === 0 ? words.title : `${words.wrong} – ${words.title}`;
  return send(reply, { title, lang, body, words });
}

/** One sentence in place of the form. */
export function showSentence(
  reply: FastifyReply,
  language: string,
  sentence: (words: SurveyWords) => string,
): FastifyReply {
  const { words, lang } = surveyWords(language);
  return send(reply, {
    title: words.title,
    lang,
    body: html`<p role="status">${sentence(words)}</p>`,
    words,
  });
}

/** What a customer would see, for who writes the survey. */
export function showPreview(
  reply: FastifyReply,
  survey: SurveyContent & { id: string },
  language: string,
): FastifyReply {
  return showForm(reply, {
    content: survey,
    pageName: 'Preview',
    language,
    addressIn: (to) => `/api/surveys/${survey.id}/preview?language=${encodeURIComponent(to)}`,
    fields: new Map(),
    faults: {},
    isPreview: true,
  });
}

function send(
  reply: FastifyReply,
  page: { title: string; lang: string; body: Html; words: SurveyWords },
): FastifyReply {
  const { words, ...rest } = page;
  const foot = html`<p><a href="/privacy">${words.privacy}</a></p>`;
  return reply.headers(headers).send(renderPage({ ...rest, moreStyle: style, foot }));
}

/** Each language that the first question is written in. */
function tongues({ content, language, addressIn }: SurveyForm, words: SurveyWords): Html {
  const languages = Object.keys(content.questions[0]?.text ?? {});
  if (languages.length < 2) return html``;
  const current = languages.includes(language) ? language : language.split('-')[0];
  return html`<nav aria-label="${words.language}">
    <ul class="tongues">
      ${languages.map(
        (each) =>
          html`<li>
            <a
              href="${addressIn(each)}"
              lang="${each}"
              hreflang="${each}"
              ${each === current ? html`aria-current="true"` : ''}
              >${nameOf(each)}</a
            >
          </li>`,
      )}
    </ul>
  </nav>`;
}

function nameOf(language: string): string {
  const name = new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language;
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
}

interface Worded {
  reader: Reader;
  words: SurveyWords;
}

function field(question: SurveyQuestion, { fields, faults }: SurveyForm, { reader, words }: Worded): Html {
  const { id, isRequired } = question;
  const label = html`${wordsFor(question.text, reader)}
  ${isRequired ? '' : html`<span class="optional">(${words.optional})</span>`}`;
  const isWrong = faults[id] !== undefined;
  const fault = isWrong ? html`<p class="fault" id="fault-${id}">${words.missing}</p>` : '';
  const described = isWrong ? html`aria-describedby="fault-${id}" aria-invalid="true"` : '';
  const given = fields.get(id) ?? '';
  if (question.kind === 'text') {
    return html`<div class="field" id="q-${id}">
      <label class="label" for="a-${id}">${label}</label>
      ${fault}
      <textarea id="a-${id}" name="${id}" maxlength="${String(mostText)}" ${described}>${given}</textarea>
    </div>`;
  }
  const isRating = question.kind === 'rating';
  const isTen = isRating && question.outOf === 10;
  return html`<fieldset id="q-${id}" ${isWrong ? html`aria-describedby="fault-${id}"` : ''}>
    <legend>${label}</legend>
    ${fault}
    <div class="${isRating ? (isTen ? 'scale ten' : 'scale') : 'list'}">
      ${choicesOf(question, reader).map(
        (choice) =>
          html`<label
            ><input
              type="radio"
              name="${id}"
              value="${choice.value}"
              ${choice.value === given ? html`checked` : ''}
            /><span>${choice.label}</span></label
          >`,
      )}
    </div>
    ${isRating ? html`<p class="ends" aria-hidden="true"><span>${words.worst}</span><span>${words.best}</span></p>` : ''}
  </fieldset>`;
}

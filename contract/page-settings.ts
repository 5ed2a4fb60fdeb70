import { z } from 'zod';
import { changesOf } from './changes-of.ts';
import { surveyId, tagId } from './ids.ts';
import { textLayer } from './automated-layers.ts';
import { placeholdersAnywhere, type AutomatedKey } from './automated-messages.ts';
import { unknownPlaceholder } from './automated-text.ts';
import { languageTag } from './language-tag.ts';
import { formLimits } from './templates.ts';
import { translationLanguage, translationMode } from './translation.ts';

/**
 * What administrators set for one page, a section per subject. Every field has a default, so an empty object is a
 * whole setting and a page that was never touched follows the defaults of the version it runs on. The database
 * keeps only what somebody set.
 */

const general = z.object({
  /** What the page's customers are written to in when nothing tells their own language. */
  language: languageTag.default('en'),
  /** Index of the page's colour in the design tokens, 1 to 6; null: none. */
  color: z.number().int().min(1).max(6).nullable().default(null),
  /** What a new conversation of this page is. */
  mode: z.enum(['chat', 'ticket']).default('chat'),
  /** The routing rules are asked although the page has a department of its own. */
  rulesFirst: z.boolean().default(false),
  /** Put on each new conversation; one that is deleted is put on none. */
  tagIds: z.array(tagId).max(20, 'At most 20 tags.').default([]),
});

/** The size that Messenger takes at most, and what we take at least, in kilobytes of 1,024 bytes. */
export const ATTACHMENT_KB = { min: 1, max: 25 * 1024 } as const;

/** `image/*`, `application/pdf`. */
const typePattern = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9][\w.+-]*\/(\*|[a-z0-9][\w.+-]*)$/, 'Write a type as image/* or application/pdf.');

const extension = z
  .string()
  .trim()
  .toLowerCase()
  .overwrite((text) => text.replace(/^\./, ''))
  .regex(/^[a-z0-9_+-]{1,20}$/, 'An extension is letters and digits, without the dot.');

/** What a computer may run when somebody opens it. */
export const BLOCKED_EXTENSIONS: readonly string[] = (
  'ade adp app asa ashx asmx asp bas bat cdx cer chm class cmd com config cpl crt csh dll exe fxp hlp hta htr htw ' +
  'ida idc idq inf ins isp its jar js jse ksh lnk mad maf mag mam maq mar mas mat mau mav maw mda mdb mde mdt mdw ' +
  'mdz msc msh msh1 msh1xml msh2 msh2xml mshxml msi msp mst ops pcd pif prf prg printer pst reg rem scf scr sct shb ' +
  'shs shtm shtml soap stm svg tmp url vb vbe vbs vsmacros vss vst vsw ws wsc wsf wsh'
).split(' ');

const attachments = z.object({
  /** Whether files that customers send are kept. */
  customers: z.boolean().default(true),
  /** Whether agents may send files. */
  agents: z.boolean().default(true),
  maxKb: z
    .int('A whole number of KB.')
    .min(ATTACHMENT_KB.min, 'At least 1 KB.')
    .max(ATTACHMENT_KB.max, 'Facebook takes 25 MB (25,600 KB) at most.')
    .default(ATTACHMENT_KB.max),
  /** Patterns of MIME types; empty: every type that is not blocked. */
  types: z.array(typePattern).max(100).default([]),
  blockedExtensions: z
    .array(extension)
    .max(300)
    .default([...BLOCKED_EXTENSIONS]),
  /** How long the link to a file works that was sent as a link, in days. */
  linkDays: z.int('A whole number of days.').min(1, 'At least 1 day.').max(90, 'At most 90 days.').default(7),
});

/** Words and phrases that are looked for in texts. */
const wordList = z
  .array(z.string().trim().min(2, 'At least 2 characters.').max(80, 'At most 80 characters.'))
  .max(500, 'At most 500 words.');

const messages = z.object({
  /** How customers see who writes to them. */
  agentName: z.enum(['full', 'first', 'last', 'user-name', 'nickname', 'none']).default('none'),
  /** Shows the name as Messenger's own sender where Facebook allows it. */
  usesPersona: z.boolean().default(true),
  /** Where Facebook does not show it: before the text, or not at all. */
  nameWithoutPersona: z.enum(['prefix', 'nothing']).default('prefix'),
  /** A text above the limit leaves as several messages, or is refused. */
  longTexts: z.enum(['split', 'refuse']).default('split'),
  /** How long one message may be, in UTF-16 units: what Facebook takes, or with a margin. */
  maxLength: z.union([z.literal(2000), z.literal(1986)]).default(2000),
  /** The customer sees that an agent types. */
  typing: z.boolean().default(true),
  /** When the customer sees that the page has read: once an agent has it on screen, with the reply, or never. */
  seen: z.enum(['never', 'on-open', 'on-reply']).default('on-open'),
  /**
   * Whether the writer says what an answer after the first 24 hours is for: never; at the desk, where programs need
   * not; or always, and without it nothing goes out.
   */
  asksPurpose: z.enum(['never', 'at-the-desk', 'always']).default('at-the-desk'),
  /** After the first 24 hours an answer with one of these words or phrases does not go out. Case and accents aside. */
  promotionalWords: wordList
    .refine((words) => words.every((word) => /[\p{L}\p{N}]/u.test(word)), 'A word has letters or digits.')
    .default([]),
});

const comments = z.object({
  /** Whether what people say in public under the page's posts becomes tickets here. */
  enabled: z.boolean().default(true),
  /** Comments of emoji alone, and of friends' names alone, are kept and ask nothing of anybody. */
  ignoresEmojiOnly: z.boolean().default(true),
  ignoresTagsOnly: z.boolean().default(true),
  /** A comment with one of these words or phrases is hidden at once; it stays a ticket. Case and accents aside. */
  hideWords: wordList.default([]),
  /** How much of an agent's capacity one thread takes. */
  capacityUnits: z.int('A whole number.').min(0, 'At least 0.').max(100, 'At most 100.').default(10),
});

const health = z.object({
  /**
   * So many hours without anything from Facebook, and administrators and those who lead its department are told; null:
   * never. Only the page's operating hours count, else its department's.
   */
  silentAfterHours: z
    .int('A whole number of hours.')
    .min(1, 'At least 1 hour.')
    .max(720, 'At most 720 hours, which is 30 days.')
    .nullable()
    .default(null),
});

/** `{SurveyLink}` says where the link stands; else it stands below the words. */
const surveyPlaceholders = [...placeholdersAnywhere, 'SurveyLink'];

/** Words with placeholders, to go out as one message with what else stands in it. */
const filledText = (most: number) =>
  z
    .string()
    .trim()
    .max(most, `At most ${most.toLocaleString('en')} characters.`)
    .refine((text) => unknownPlaceholder(text, surveyPlaceholders) === null, {
      error: ({ input }) =>
        `{${unknownPlaceholder(String(input), surveyPlaceholders)}} is not known. There are ${surveyPlaceholders.map((word) => `{${word}}`).join(', ')}.`,
    });

const layer = (key: AutomatedKey) => textLayer(key).default({ isOn: null, byLanguage: {} });

/** What the page says of each text; what it does not say is taken from what is set for all pages. */
const texts = z.object({
  welcome: layer('welcome'),
  welcomeOn: z.enum(['every-conversation', 'first-contact']).default('every-conversation'),
  /** Otherwise what tells that nobody answers now, or that one waits, is sent in place of the welcome. */
  welcomeWithOffline: z.boolean().default(false),
  assigned: layer('assigned'),
  notAssigned: layer('notAssigned'),
  agentDisconnected: layer('agentDisconnected'),
  finished: layer('finished'),
  agentJoined: layer('agentJoined'),
  agentLeft: layer('agentLeft'),
  colleagueJoined: layer('colleagueJoined'),
  consultAccepted: layer('consultAccepted'),
  consultEnded: layer('consultEnded'),
  nextInLine: layer('nextInLine'),
  position: layer('position'),
  holiday: layer('holiday'),
  outOfHours: layer('outOfHours'),
  sessionClosed: layer('sessionClosed'),
  transferAccepted: layer('transferAccepted'),
  offline: layer('offline'),
  queued: layer('queued'),
  notAccepted: layer('notAccepted'),
  /** How long a customer waits for an agent before the text says so. */
  notAcceptedMinutes: z
    .int('A whole number of minutes.')
    .min(1, 'At least 1 minute.')
    .max(1440, 'At most a day.')
    .default(10),
  overflow: layer('overflow'),
  inactivity: layer('inactivity'),
  fileRefused: layer('fileRefused'),
  disclosure: layer('disclosure'),
});

/** What Messenger takes as the title of a quick reply. */
const answerTitle = z.string().trim().min(1, 'Write a word.').max(20, 'Messenger shows 20 characters.');
const messageText = z
  .string()
  .trim()
  .min(1, 'Write a text.')
  .max(1_900, 'At most 1,900 characters: it goes out as one message.');

/** What a customer is asked in one language. */
export const consentText = z.object({
  language: languageTag,
  notice: messageText,
  agree: answerTitle,
  decline: answerTitle,
  /** Sent to who declines: other ways to reach you. */
  declined: messageText,
});
export type ConsentText = z.infer<typeof consentText>;

const firstConsentText: ConsentText = {
  language: 'en',
  notice:
    'Before we read on: our team answers here, and what we write to one another is stored so that we can help you. Do you agree?',
  agree: 'Agree',
  decline: 'Decline',
  declined:
    'That is all right. We do not read what you wrote here. Please reach us by phone or e-mail instead.',
};

export const privacySettings = z.object({
  /**
   * `off`: nobody is asked. `inform`: the notice goes out with the first message, agents see whether it was agreed to.
   * `require`: until a customer agrees, nobody sees what they write, and nobody can reply.
   */
  consent: z.enum(['off', 'inform', 'require']).default('off'),
  /** Who answered an earlier version is asked again. */
  consentVersion: z.int('A whole number.').min(1, 'At least 1.').max(10_000).default(1),
  /** The first one is for every other language. */
  consentTexts: z
    .array(consentText)
    .min(1, 'At least one text.')
    .max(40)
    .refine((all) => new Set(all.map((text) => text.language)).size === all.length, {
      message: 'Each language once.',
    })
    .default([firstConsentText]),
  /** What customers and agents wrote is deleted when it is older, in days; null: kept. */
  keepDays: z.int('A whole number of days.').min(1, 'At least 1 day.').max(3_650).nullable().default(null),
  /** Of a message that its sender took back, the text and the files are removed; that there was one stays. */
  removesUnsent: z.boolean().default(true),
});
export type PrivacySettings = z.infer<typeof privacySettings>;

/** How long conversations live. */
const life = z.object({
  /** What somebody says who is shut out: kept out of sight in their last conversation, or only counted. */
  banned: z.enum(['hide', 'drop']).default('hide'),
  /** For how long a word of the customer's reopens what was closed; later it begins a new conversation. */
  reopenHours: z
    .int('A whole number of hours.')
    .min(0, 'At least 0.')
    .max(2160, 'At most 90 days.')
    .default(72),
  /** How long an ended conversation stays with its agent for notes and tags; 0: it is closed at once. */
  wrapUpMinutes: z
    .int('A whole number of minutes.')
    .min(0, 'At least 0.')
    .max(1440, 'At most a day.')
    .default(0),
  /** A parked conversation is closed when nothing happens in it for so long. */
  parkedHours: z
    .int('A whole number of hours.')
    .min(1, 'At least 1 hour.')
    .max(2160, 'At most 90 days.')
    .default(72),
  /** What nobody touches for so long is closed, whether somebody has it or not. */
  idleDays: z
    .int('A whole number of days.')
    .min(1, 'At least 1 day.')
    .max(365, 'At most a year.')
    .default(30),
  /** When a conversation is closed, what was said goes to the customer by e-mail, if an address of theirs is known. */
  transcriptToCustomer: z.boolean().default(false),
  /** The house's own addresses that get it then. */
  transcriptTo: z
    .array(z.string().trim().max(254).pipe(z.email('Write whole e-mail addresses.')))
    .max(5, 'At most 5 addresses.')
    .overwrite((all) => [...new Set(all.map((address) => address.toLowerCase()))])
    .default([]),
  /** With what rules sent, marked as automatic. */
  transcriptWithAutomated: z.boolean().default(true),
});

/** Words on Messenger's form, in each language that they were written in; at least one. */
const formWords = (most: number) =>
  z
    .record(
      languageTag,
      z.string().trim().min(1, 'Write a text.').max(most, `Messenger’s form shows ${most} characters.`),
    )
    .refine((all) => Object.keys(all).length > 0, { message: 'Write it in at least one language.' });

/** What customers are asked when their conversation has ended. */
const survey = z.object({
  isOn: z.boolean().default(false),
  /** Question by question with buttons, by Messenger's own form, by a link to our page, or by one to somebody else's. */
  how: z.enum(['conversation', 'form', 'link', 'external']).default('conversation'),
  /** Which one, unless it is somebody else's; one that is removed is sent to nobody. */
  surveyId: surveyId.nullable().default(null),
  /** Where somebody else's is; `{id}` is what the answers are to be told apart by. */
  externalUrl: z
    .string()
    .trim()
    .max(500, 'At most 500 characters.')
    .regex(/^https:\/\/[^\s{}]+\{id\}[^\s{}]*$/, 'An address with https:// and {id}.')
    .nullable()
    .default(null),
  /** Stands before a link. */
  message: z
    .record(languageTag, filledText(1_500))
    .default({ en: 'How did we do? Your answer helps us to get better.' }),
  /** What stands over the form, and on the button that opens it. */
  formTitle: formWords(formLimits.title).default({
    en: 'How did we do?',
    de: 'Wie waren wir?',
    fr: 'Qu’en avez-vous pensé ?',
    es: '¿Qué tal lo hicimos?',
  }),
  formSubtitle: formWords(formLimits.subtitle).default({
    en: 'Your answer helps us to get better.',
    de: 'Ihre Antwort hilft uns, besser zu werden.',
    fr: 'Votre réponse nous aide à nous améliorer.',
    es: 'Su respuesta nos ayuda a mejorar.',
  }),
  formButton: formWords(formLimits.button).default({
    en: 'Rate us',
    de: 'Bewerten',
    fr: 'Donner mon avis',
    es: 'Valorar',
  }),
  /** How long the form takes an answer. */
  formDays: z
    .int('A whole number of days.')
    .min(formLimits.daysLeast, 'At least 1 day.')
    .max(formLimits.days, 'At most 7 days.')
    .default(3),
  /** Who never got an answer from one of our people is not asked. */
  onlyAnswered: z.boolean().default(true),
});

/** One of the questions that a new conversation begins with. */
const preChatQuestion = z.object({
  /** Under what name the answer is kept with the conversation. */
  name: z
    .string()
    .trim()
    .regex(/^[a-z][a-z0-9_]{0,31}$/, 'Small letters, digits and underscores, beginning with a letter.'),
  text: z
    .record(languageTag, z.string().trim().min(1, 'Write a question.').max(640, 'At most 640 characters.'))
    .refine((all) => Object.keys(all).length > 0, { message: 'Write a question.' }),
  /** Answers to choose from, in each language; empty: the customer's own words. */
  options: z
    .array(
      z.object({
        value: z.string().trim().min(1, 'Write a word.').max(80),
        text: z.record(languageTag, answerTitle),
      }),
    )
    .max(12, 'At most 12 answers.')
    .default([]),
});
export type PreChatQuestion = z.infer<typeof preChatQuestion>;

/** What is asked at the beginning of a conversation, before an agent is there. */
const preChat = z.object({
  isOn: z.boolean().default(false),
  questions: z
    .array(preChatQuestion)
    .max(5, 'At most 5 questions.')
    .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, {
      message: 'Each name once.',
    })
    .default([]),
  /** The button that passes over a question. */
  skip: z.record(languageTag, answerTitle).default({ en: 'Skip' }),
});

export const translationSettings = z.object({
  mode: translationMode.default('off'),
  /** What its agents read, until one of them chooses another language in a conversation. */
  readsIn: translationLanguage.default('en'),
});
export type TranslationSettings = z.infer<typeof translationSettings>;

/** All settings of a page, defaults filled in. */
export const pageSettings = z.object({
  general: general.prefault({}),
  life: life.prefault({}),
  messages: messages.prefault({}),
  attachments: attachments.prefault({}),
  texts: texts.prefault({}),
  comments: comments.prefault({}),
  health: health.prefault({}),
  privacy: privacySettings.prefault({}),
  survey: survey
    .refine(({ isOn, how, surveyId: chosen }) => !isOn || how === 'external' || chosen !== null, {
      path: ['surveyId'],
      message: 'Choose a survey.',
    })
    .refine(({ isOn, how, externalUrl }) => !isOn || how !== 'external' || externalUrl !== null, {
      path: ['externalUrl'],
      message: 'Write the address of the survey.',
    })
    .prefault({}),
  preChat: preChat
    .refine(({ isOn, questions }) => !isOn || questions.length > 0, {
      path: ['questions'],
      message: 'Add a question.',
    })
    .prefault({}),
  translation: translationSettings.prefault({}),
});
export type PageSettings = z.infer<typeof pageSettings>;

/** The page's settings, and the count of their changes: who changes them names the one they looked at. */
export const versionedPageSettings = z.object({
  version: z.number().int().positive(),
  settings: pageSettings,
});
export type VersionedPageSettings = z.infer<typeof versionedPageSettings>;

/** What is not named stays as it is: sections, and fields of a section. */
export const changePageSettings = z.strictObject({
  /** The version that the changes were made on. Another one is answered by `conflict`. */
  version: z.number().int().positive(),
  general: changesOf(general).optional(),
  life: changesOf(life).optional(),
  messages: changesOf(messages).optional(),
  attachments: changesOf(attachments).optional(),
  texts: changesOf(texts).optional(),
  comments: changesOf(comments).optional(),
  health: changesOf(health).optional(),
  privacy: changesOf(privacySettings).optional(),
  survey: changesOf(survey).optional(),
  preChat: changesOf(preChat).optional(),
  translation: changesOf(translationSettings).optional(),
});
export type ChangePageSettings = z.infer<typeof changePageSettings>;
export type PageSettingsSection = keyof PageSettings;

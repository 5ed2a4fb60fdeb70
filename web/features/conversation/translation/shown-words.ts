import type { UserId } from '../../../../contract/ids.ts';
import type { Message } from '../../../../contract/messages.ts';
import type { TranslationProblem } from '../../../../contract/translation.ts';
import type { Translating } from './translating.ts';

/** What stands in place of, or beside, the words of a message. */
export type ShownWords =
  | { kind: 'as-written' }
  | { kind: 'translated'; text: string; from: string | null }
  | { kind: 'asked'; problem: TranslationProblem | null }
  | { kind: 'failed'; problem: TranslationProblem | null }
  /** It could be asked for. */
  | { kind: 'untranslated' }
  /** What its author wrote; what was sent is a translation of it. */
  | { kind: 'own-words'; text: string; language: string; sentIn: string | null };

const asWritten: ShownWords = { kind: 'as-written' };

export function shownWords(message: Message, translating: Translating | null, meId: UserId): ShownWords {
  const { text, translations = [], author } = message;
  if (message.kind !== 'message' || text === null || message.unsentAt !== null) return asWritten;
  const own = translations.find(({ madeBy }) => madeBy === 'author');
  if (own && own.text !== null) {
    return { kind: 'own-words', text: own.text, language: own.language, sentIn: own.otherLanguage };
  }
  if (!translating?.isOn) return asWritten;
  const made = translations.find(({ language }) => language === translating.language);
  if (made) {
    switch (made.state) {
      case 'done':
        return { kind: 'translated', text: made.text ?? text, from: made.otherLanguage };
      case 'same':
        return asWritten;
      case 'asked':
      case 'failed':
        return { kind: made.state, problem: made.problem };
    }
  }
  const isMine = author.kind === 'user' && author.id === meId;
  const isToSend =
    message.direction === 'out' && (message.status === 'queued' || message.status === 'sending');
  // What has no letters is the same in every language.
  const hasWords = /\p{L}/u.test(text);
  return translating.mayAsk && hasWords && !isMine && !isToSend ? { kind: 'untranslated' } : asWritten;
}

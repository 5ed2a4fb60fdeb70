import { IconLanguage } from '@tabler/icons-react';
import { useState } from 'react';
import type { Message } from '../../../../contract/messages.ts';
import { languageName } from '../../../lib/language-choices.ts';
import { iconSizes, iconStroke } from '../../../ui/icon-sizes.ts';
import { useTimelineContext } from '../timeline-context.ts';
import { shownWords, type ShownWords } from '../translation/shown-words.ts';
import styles from './message-text.module.css';
import { RichText } from './rich-text.tsx';

type MessageTextProps = { message: Message; mentions?: boolean };

/** The words of a message: where it is translated in the reader's language, with the original one click away. */
export function MessageText({ message, mentions = false }: MessageTextProps) {
  const { meId, translating } = useTimelineContext();
  const [showsOriginal, setShowsOriginal] = useState(false);
  const text = message.text ?? '';
  const words = shownWords(message, translating, meId);
  if (words.kind === 'as-written') return <RichText text={text} mentions={mentions} />;
  const isTranslation = words.kind === 'translated' && !showsOriginal;
  return (
    <>
      <span
        {...(isTranslation
          ? { lang: translating?.language }
          : words.kind === 'translated' && words.from !== null && { lang: words.from })}
      >
        <RichText text={isTranslation ? words.text : text} mentions={mentions} />
      </span>
      {words.kind === 'own-words' ? (
        <OwnWords words={words} />
      ) : (
        <span className={styles.line}>
          <IconLanguage size={iconSizes.chip} stroke={iconStroke} aria-hidden="true" />
          <TranslationState
            message={message}
            words={words}
            showsOriginal={showsOriginal}
            onShow={() => setShowsOriginal((before) => !before)}
          />
        </span>
      )}
    </>
  );
}

/** What the agent wrote, below what the customer got. */
function OwnWords({ words }: { words: Extract<ShownWords, { kind: 'own-words' }> }) {
  const { text, language, sentIn } = words;
  return (
    <span className={styles.own}>
      <span className={styles.ownHead}>
        Written in {languageName(language)}
        {sentIn !== null && `, sent in ${languageName(sentIn)}`}
      </span>
      <span lang={language}>
        <RichText text={text} />
      </span>
    </span>
  );
}

type StateProps = {
  message: Message;
  words: Exclude<ShownWords, { kind: 'own-words' | 'as-written' }>;
  showsOriginal: boolean;
  onShow: () => void;
};

function TranslationState({ message, words, showsOriginal, onShow }: StateProps) {
  const { translate, translating } = useTimelineContext();
  const again = (word: string) =>
    translating?.mayAsk && (
      <button type="button" className={styles.act} onClick={() => translate(message)}>
        {word}
      </button>
    );
  switch (words.kind) {
    case 'translated':
      return (
        <>
          {words.from === null ? 'Translated' : `From ${languageName(words.from)}`}
          <button type="button" className={styles.act} onClick={onShow}>
            {showsOriginal ? 'Show the translation' : 'Show the original'}
          </button>
        </>
      );
    case 'asked':
      return words.problem === null ? (
        <>Translating…</>
      ) : (
        <span title={words.problem.message}>Not translated yet. It is tried again.</span>
      );
    case 'failed':
      return (
        <>
          <span title={words.problem?.advice}>{words.problem?.message ?? 'It was not translated.'}</span>
          {again('Try again')}
        </>
      );
    case 'untranslated':
      return again('Translate');
  }
}

import { Select, Textarea } from '@mantine/core';
import { IconLanguage } from '@tabler/icons-react';
import type { ConversationId } from '../../../../contract/ids.ts';
import { languageName } from '../../../lib/language-choices.ts';
import { Button } from '../../../ui/button.tsx';
import { iconSizes, iconStroke } from '../../../ui/icon-sizes.ts';
import { useChangeTranslation } from '../api/translation.ts';
import { useWriteKeys } from '../composer/use-write-keys.ts';
import type { Translating } from '../translation/translating.ts';
import type { ReplyTranslation } from '../translation/use-reply-translation.ts';
import styles from './translation-panel.module.css';

type TranslationPanelProps = {
  reply: ReplyTranslation;
  isBlank: boolean;
  onSend: () => void;
  onLeave: () => void;
};

/** Below the field: what goes out in the customer's language, to be looked at and mended before it does. */
export function TranslationPanel({ reply, isBlank, onSend, onLeave }: TranslationPanelProps) {
  const { pair, draft, problem, isAsWritten } = reply;
  const onKeyDown = useWriteKeys({ onSend, onLeave });
  const to = languageName(pair.to);
  if (isAsWritten) {
    return (
      <div className={styles.panel}>
        <Line words={`Goes out as it is written, in ${languageName(pair.from)}`}>
          <Button size="small" kind="quiet" onClick={() => reply.setAsWritten(false)}>
            Translate it after all
          </Button>
        </Line>
      </div>
    );
  }
  const isShown = draft !== null && !isBlank;
  return (
    <section className={styles.panel} aria-label={`In ${to}`}>
      <Line words={wordsOf(reply, to, isBlank)}>
        {!isBlank && (
          <Button size="small" kind="quiet" onClick={() => reply.setAsWritten(true)}>
            Do not translate
          </Button>
        )}
      </Line>
      <div aria-live="polite">
        {problem !== null && (
          <p className={styles.problem}>
            <span>
              <b>{problem.message}</b> {problem.advice} You can send what you wrote.
            </span>
            <Button size="small" onClick={reply.ask}>
              Try again
            </Button>
          </p>
        )}
      </div>
      {isShown && problem === null && (
        <Textarea
          className={styles.text}
          aria-label={`What goes out, in ${to}`}
          autosize
          minRows={1}
          maxRows={8}
          dir="auto"
          lang={pair.to}
          disabled={reply.isStale}
          value={draft.text}
          onChange={(event) => reply.edit(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
      )}
    </section>
  );
}

function wordsOf({ isReady, isStale, isPending }: ReplyTranslation, to: string, isBlank: boolean): string {
  if (isPending) return `Translating into ${to}…`;
  if (isReady) return `This goes out, in ${to}`;
  return isStale && !isBlank
    ? 'You have changed what you wrote: it is translated anew'
    : `Shown in ${to} before it goes out`;
}

function Line({ words, children }: { words: string; children: React.ReactNode }) {
  return (
    <p className={styles.line}>
      <IconLanguage size={iconSizes.control} stroke={iconStroke} aria-hidden="true" />
      <span className="grow">{words}</span>
      {children}
    </p>
  );
}

/** Into what a reply is translated has to be said first. */
export function LanguageQuestion({
  conversationId,
  translating,
}: {
  conversationId: ConversationId;
  translating: Translating;
}) {
  const change = useChangeTranslation(conversationId);
  return (
    <div className={styles.panel}>
      <Line words="Their language is not known yet: it goes out as it is written">
        <Select
          className={styles.choice}
          aria-label="The customer’s language"
          placeholder="Choose it"
          size="xs"
          data={translating.languages.map(({ code }) => ({ value: code, label: languageName(code) }))}
          value={null}
          searchable
          onChange={(code) => code !== null && change.mutate({ customerLanguage: code })}
        />
      </Line>
    </div>
  );
}

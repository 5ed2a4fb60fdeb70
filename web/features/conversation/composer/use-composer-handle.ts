import { useImperativeHandle, type Ref } from 'react';
import type { UserId } from '../../../../contract/ids.ts';
import type { Message } from '../../../../contract/messages.ts';
import { useCommand } from '../../../lib/commands.ts';
import { giveBack } from '../desk-outbox.ts';
import type { OutboxEntry } from '../outbox.ts';
import type { DraftEdits, WriteKind } from './use-composer-draft.ts';

/** What the pane asks of its composer. */
export type ComposerHandle = {
  focus: (kind: WriteKind) => void;
  quote: (message: Message) => void;
  attach: (files: readonly File[]) => void;
  /** Puts back what could not be sent, before what has been begun since. */
  putBack: (entry: OutboxEntry) => void;
};

type HandleFacts = Pick<ComposerHandle, 'focus' | 'attach'> & {
  meId: UserId;
  mayNote: boolean;
  edits: DraftEdits;
};

/** The ways in from outside: the pane's by the handle, the keyboard's by commands. */
export function useComposerHandle(ref: Ref<ComposerHandle>, facts: HandleFacts): void {
  const { meId, mayNote, edits, focus, attach } = facts;
  useImperativeHandle(ref, () => ({
    focus,
    attach,
    quote: (message) => {
      edits.setQuote({ messageId: message.id, text: message.text, authorName: message.author.name });
      focus('reply');
    },
    putBack: (entry) => {
      giveBack(meId, entry);
      focus(entry.kind);
    },
  }));
  useCommand({
    id: 'composer.reply',
    title: 'Write a reply',
    group: 'Composer',
    keys: 'r',
    run: () => focus('reply'),
  });
  useCommand(
    mayNote
      ? {
          id: 'composer.note',
          title: 'Write a private note',
          group: 'Composer',
          keys: 'n',
          run: () => focus('note'),
        }
      : null,
  );
}

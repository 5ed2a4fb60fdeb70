import { useQuery } from '@tanstack/react-query';
import { useState, type KeyboardEvent } from 'react';
import type { Permissions } from '../../../../contract/conversations.ts';
import type { ConversationId } from '../../../../contract/ids.ts';
import { limits } from '../../../../contract/messages.ts';
import { placeholders } from '../../../../contract/placeholders.ts';
import type { FilledReply, SavedReply } from '../../../../contract/saved-replies.ts';
import { savedRepliesQuery } from '../../../lib/saved-replies-query.ts';
import { showToast } from '../../../ui/toast-store.ts';
import { fillSavedReply } from '../api/use-saved-reply.ts';
import { runCommand } from '../../../lib/commands.ts';
import { takeListKey } from './list-keys.ts';
import { matchCommands, withoutSlash, type SlashCommand } from './slash-commands.ts';
import { findSlashWord, matchReplies, type SlashWord } from './slash-word.ts';
import type { Writing } from './use-writing.ts';
import { writtenOf } from './written.ts';

/** The list of saved replies above the field, while it is open. */
export type ReplyPicker = {
  isOpen: boolean;
  /** What the list shows; undefined while it is being loaded. */
  replies: readonly SavedReply[] | undefined;
  error: Error | null;
  word: string;
  /** What a slash does beside them; they stand first. */
  commands: readonly SlashCommand[];
  /** The one that Enter takes, commands and replies counted together. */
  activeIndex: number;
  setActive: (index: number) => void;
  /** Opens it without a slash, or closes it. */
  toggle: () => void;
  close: () => void;
  choose: (reply: SavedReply) => void;
  run: (command: SlashCommand) => void;
  /** Told of what is typed: a slash opens it. */
  onText: (text: string, caret: number) => void;
  /** @returns whether the stroke was for the list. */
  onKeyDown: (event: KeyboardEvent) => boolean;
};

type PickerFacts = {
  conversationId: ConversationId;
  may: Permissions;
  writing: Writing;
  focus: () => void;
};

export function useReplyPicker({ conversationId, may, writing, focus }: PickerFacts): ReplyPicker {
  const { kind, edits } = writing;
  const [slash, setSlash] = useState<SlashWord | 'button' | null>(null);
  const [activeIndex, setActive] = useState(0);
  const isReply = kind === 'reply';
  const word = slash === null || slash === 'button' ? '' : slash.word;
  const isCommand = slash !== null && slash !== 'button' && slash.sign === '/' && word !== '';
  const commands = isCommand ? matchCommands(word, may) : [];
  // In a note there is nothing to be sent, so the commands stand alone.
  const isOpen = slash !== null && (isReply || commands.length > 0);
  const query = useQuery({ ...savedRepliesQuery, enabled: isOpen && isReply });
  const replies = isReply ? query.data && matchReplies(query.data, word) : [];
  const count = commands.length + (replies?.length ?? 0);

  const shownIndex = Math.min(activeIndex, Math.max(count - 1, 0));

  const close = () => setSlash(null);
  const choose = (reply: SavedReply) => {
    const place = slash;
    close();
    void fillSavedReply(reply.id, conversationId).then(
      (filled) => {
        putIn(writing, filled, place);
        focus();
      },
      (error: Error) =>
        showToast({ tone: 'danger', title: `“${reply.title}” could not be used`, text: error.message }),
    );
  };
  const run = (command: SlashCommand) => {
    if (slash !== null && slash !== 'button')
      edits.setText(kind, withoutSlash(writtenOf(edits.read(), kind).text, slash));
    setActive(0);
    setSlash(command.runs === 'saved-replies' ? 'button' : null);
    if (command.runs === 'saved-replies') {
      writing.setKind('reply');
      focus();
    } else runCommand(command.runs);
  };
  return {
    isOpen,
    replies,
    commands,
    run,
    error: query.error,
    word,
    activeIndex: shownIndex,
    setActive,
    close,
    choose,
    toggle: () => {
      setActive(0);
      setSlash((before) => (before === null ? 'button' : null));
      focus();
    },
    onText: (text, caret) => {
      edits.setText(kind, text);
      setActive(0);
      setSlash(findSlashWord(text, caret));
    },
    onKeyDown: (event) => {
      if (!isOpen) return false;
      return takeListKey(event, {
        count,
        activeIndex: shownIndex,
        setActive,
        close,
        take: (at) => {
          const command = commands[at];
          const active = replies?.[at - commands.length];
          if (command) run(command);
          else if (active) choose(active);
        },
      });
    },
  };
}

/** Puts it where the slash stood, or behind what is written; files, buttons and cards go along. */
function putIn({ edits }: Writing, filled: FilledReply, place: SlashWord | 'button' | null): void {
  const draft = edits.read();
  const { text } = draft;
  const [from, to] =
    place === null || place === 'button' ? [text.length, text.length] : [place.from, place.to];
  const gap = from > 0 && !/\s$/.test(text.slice(0, from)) ? ' ' : '';
  edits.setText('reply', text.slice(0, from) + gap + filled.text + text.slice(to));
  for (const upload of filled.uploads) edits.addUpload('reply', upload);
  if (filled.quickReplies.length > 0) {
    edits.setButtons([...draft.quickReplies, ...filled.quickReplies].slice(0, limits.quickReplies));
  }
  if (filled.template !== null) edits.setTemplate(filled.template);
  if (filled.missing.length === 0) return;
  const names = filled.missing.map((name) => placeholders[name]).join(', ');
  showToast({ tone: 'info', title: 'Look it over before you send it', text: `Not known: ${names}.` });
}

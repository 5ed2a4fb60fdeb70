import { useQuery } from '@tanstack/react-query';
import { useState, type KeyboardEvent } from 'react';
import type { ConversationDetails } from '../../../../contract/conversations.ts';
import type { UserId } from '../../../../contract/ids.ts';
import { colleaguesQuery } from '../../../lib/desk-queries.ts';
import { takeListKey } from './list-keys.ts';
import {
  findMentionWord,
  matchMentions,
  mentionable,
  type Mentionable,
  type MentionWord,
} from './mention-word.ts';
import type { TextField } from './use-text-field.ts';

/** The colleagues above a note, while an `@` is being written. */
export type MentionPicker = {
  isOpen: boolean;
  people: readonly Mentionable[];
  activeIndex: number;
  setActive: (index: number) => void;
  choose: (one: Mentionable) => void;
  /** Told of what is typed: an `@` opens it. */
  onText: (text: string, caret: number) => void;
  /** @returns whether the stroke was for the list. */
  onKeyDown: (event: KeyboardEvent) => boolean;
};

type MentionFacts = {
  conversation: ConversationDetails;
  meId: UserId;
  /** Notes alone name colleagues. */
  isNote: boolean;
  put: TextField['put'];
};

export function useMentionPicker({ conversation, meId, isNote, put }: MentionFacts): MentionPicker {
  const [at, setAt] = useState<MentionWord | null>(null);
  const [active, setActive] = useState(0);
  const isAsked = isNote && at !== null;
  const { data } = useQuery({ ...colleaguesQuery, enabled: isAsked });
  const people = isAsked && data ? matchMentions(mentionable(data, conversation, meId), at.word) : [];
  const activeIndex = Math.min(active, Math.max(people.length - 1, 0));
  const choose = ({ handle }: Mentionable) => {
    if (at === null) return;
    put(at, `@${handle} `);
    setAt(null);
  };
  const isOpen = people.length > 0;
  return {
    isOpen,
    people,
    activeIndex,
    setActive,
    choose,
    onText: (text, caret) => {
      setActive(0);
      setAt(isNote ? findMentionWord(text, caret) : null);
    },
    onKeyDown: (event) =>
      isOpen &&
      takeListKey(event, {
        count: people.length,
        activeIndex,
        setActive,
        close: () => setAt(null),
        take: (index) => {
          const one = people[index];
          if (one) choose(one);
        },
      }),
  };
}

import type { ShownTemplate } from '../../../contract/templates.ts';
import type { SendPurpose, WritePurpose } from '../../../contract/send-purpose.ts';
import { findWord } from '../../kit/find-word.ts';
import { invalid } from '../problems.ts';
import { settingsOfPage } from '../pages/settings-of.ts';

/** The words of one message, wherever they stand in it. */
export interface MessageWords {
  text: string | null;
  quickReplies: readonly { title: string }[];
  template: ShownTemplate | null;
}

/**
 * What an answer under Meta's human agent tag must hold: what it is for, where the page insists on it, and none of the
 * words that the page calls promotional. Only a person's answer ever goes under it.
 *
 * @returns what it is for; null where nothing was said and the page does not insist.
 * @throws Problem `invalid` on `purpose`, or on `text` naming the word.
 */
export function requireLawful(
  page: { pageSettings: unknown },
  answer: MessageWords & { purpose?: WritePurpose | undefined },
): SendPurpose | null {
  const purpose = requirePurpose(page, answer.purpose);
  const word = findPromotional(page, answer);
  if (word !== null) {
    throw invalid(
      'text',
      `“${word}” is a word of offers on this page, and Facebook allows no offers after the first 24 hours. Write it without, or wait until the customer writes again.`,
    );
  }
  return purpose;
}

/** @throws Problem `invalid` on `purpose` where the page insists on it and nothing was said. */
export function requirePurpose(
  page: { pageSettings: unknown },
  said: WritePurpose | SendPurpose | null | undefined,
): SendPurpose | null {
  if (said) return { kind: said.kind, words: said.words || null };
  if (settingsOfPage(page.pageSettings).messages.asksPurpose !== 'always') return null;
  throw invalid('purpose', 'The first 24 hours are over: say what this answer is for.');
}

/** The word that the page calls promotional; null when there is none. */
export function findPromotional(page: { pageSettings: unknown }, message: MessageWords): string | null {
  const { promotionalWords } = settingsOfPage(page.pageSettings).messages;
  if (promotionalWords.length === 0) return null;
  const { text, quickReplies, template } = message;
  for (const line of [text ?? '', ...titlesOf(quickReplies), ...templateTexts(template)]) {
    const word = findWord(line, promotionalWords);
    if (word !== null) return word;
  }
  return null;
}

function templateTexts(template: ShownTemplate | null): string[] {
  switch (template?.kind) {
    case undefined:
      return [];
    case 'buttons':
      return [template.text, ...titlesOf(template.buttons)];
    case 'media':
      return titlesOf(template.buttons);
    case 'form':
      return [template.title, template.subtitle, template.button, template.question.text];
    case 'cards':
      return template.cards.flatMap((card) => [card.title, card.subtitle ?? '', ...titlesOf(card.buttons)]);
  }
}

function titlesOf(buttons: readonly { title: string }[]): string[] {
  return buttons.map(({ title }) => title);
}

/** `@Word` as notes are drawn (`web/features/conversation/timeline/rich-text.ts`): not inside a word or an address. */
const mention = /(?<![\p{L}\p{N}_@.])@(\p{L}[\p{L}\p{N}_-]*)/gu;

/**
 * Of some people those whom a text names: by first name, by the whole name in one word, or by user name. A first name that
 * several have names nobody, so that nobody is let in by mistake.
 */
export function mentionedIn<Person extends { name: string; userName: string | null }>(
  text: string,
  people: readonly Person[],
): Person[] {
  const words = new Set([...text.matchAll(mention)].map(([, word]) => fold(word ?? '')));
  const firstNames = people.map(({ name }) => fold(name.split(/\s+/)[0] ?? ''));
  const isOnly = (firstName: string) => firstNames.filter((one) => one === firstName).length === 1;
  return people.filter(({ name, userName }, index) => {
    const firstName = firstNames[index] ?? '';
    return (
      (words.has(firstName) && isOnly(firstName)) ||
      words.has(fold(name.replaceAll(/\s+/g, ''))) ||
      (userName !== null && words.has(fold(userName)))
    );
  });
}

function fold(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}

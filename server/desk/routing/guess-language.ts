/**
 * Which language a short message is written in, as `de`; null when it cannot be told. Made for routing: better no
 * answer than a wrong one. Alphabets of one language tell at once; for the rest, small frequent words that few other
 * languages have are counted, and one language has to lead clearly.
 */
export function guessLanguage(text: string): string | null {
  const plain = text
    .normalize('NFC')
    .toLowerCase()
    .replace(/https?:\S+/g, ' ')
    .slice(0, 1_000);
  return ofScript(plain) ?? ofWords(plain);
}

/** Alphabets that one language of ours is written in; the first that has three letters, or all there are, counts. */
const scripts: readonly (readonly [RegExp, string])[] = [
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/gu, 'ja'],
  [/\p{Script=Hangul}/gu, 'ko'],
  [/\p{Script=Han}/gu, 'zh'],
  [/\p{Script=Greek}/gu, 'el'],
  [/\p{Script=Hebrew}/gu, 'he'],
  [/\p{Script=Thai}/gu, 'th'],
  [/\p{Script=Georgian}/gu, 'ka'],
  [/\p{Script=Armenian}/gu, 'hy'],
];

function ofScript(text: string): string | null {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  for (const [script, language] of scripts) {
    const found = text.match(script)?.length ?? 0;
    // Names in brackets or a brand may be in other letters.
    if (found >= 2 && found * 3 >= letters) return language;
  }
  const arabic = text.match(/\p{Script=Arabic}/gu)?.length ?? 0;
  if (arabic >= 2 && arabic * 2 >= letters) return /[پچژگ]/u.test(text) ? null : 'ar';
  const cyrillic = text.match(/\p{Script=Cyrillic}/gu)?.length ?? 0;
  if (cyrillic >= 3 && cyrillic * 2 >= letters) return ofCyrillic(text);
  return null;
}

function ofCyrillic(text: string): string | null {
  if (/[їєґ]/u.test(text)) return 'uk';
  if (/[ђћџљњј]/u.test(text)) return 'sr';
  if (/[ыэё]/u.test(text)) return 'ru';
  return ofWords(text);
}

const wordsOf: Readonly<Record<string, string>> = {
  en: 'the and is are was you your my have has not with this that what where when can would please hello thanks thank order for of it i do did how hi',
  de: 'der die das und ist sind nicht ich sie wir mein meine ihr ihre habe hat mit für auf ein eine einen bitte danke hallo wie wann kann noch auch bei guten',
  fr: 'le la les et est sont pas je vous nous mon ma mes votre avec pour une des du que qui bonjour merci comment quand où ai avez cette sur dans suis',
  es: 'el los las y es son no yo usted mi su con para una del que hola gracias cómo como cuándo dónde tengo está por favor pedido quiero buenas días muy',
  it: 'il lo gli e è sono non io mio mia con per una del della che ciao grazie come quando dove ho buongiorno questo ordine vorrei anche',
  pt: 'o os as e é são não eu você meu minha com para uma do da que olá obrigado obrigada como quando onde tenho está pedido bom dia gostaria por',
  nl: 'de het een en is zijn niet ik jullie mijn met voor van dat wat waar wanneer kan graag hallo bedankt dank heb heeft ook nog bestelling hoe goedemorgen',
  sv: 'och är inte jag ni min mitt med för som en ett det att hej tack hur när var kan har också beställning mig',
  da: 'og er ikke jeg min mit med for som en et det at hej tak hvordan hvornår hvor kan har også bestilling mig hvad',
  no: 'og er ikke jeg min mitt med for som en et det at hei takk hvordan når hvor kan har også bestilling meg hva dere',
  fi: 'ja on ei minä olen minun kanssa että hei kiitos miten milloin missä voi tilaus mutta myös tilaukseni onko päivää',
  pl: 'i jest nie ja mam moje moja z dla na to że dzień dobry dziękuję jak kiedy gdzie czy proszę zamówienie się',
  cs: 'a je není já mám moje s pro na to že dobrý den děkuji jak kdy kde prosím objednávka se jsem',
  hu: 'és van nem én az egy hogy szia köszönöm mikor hol kérem rendelés hogyan jó napot',
  ro: 'și este nu eu sunt meu mea cu pentru o un că bună mulțumesc cum când unde comanda vă rog ziua',
  tr: 've bir bu için ile değil var mı merhaba teşekkürler nasıl ne zaman nerede sipariş siparişim lütfen ben',
  ru: 'и в не на я что с как это у мой где когда здравствуйте спасибо заказ для есть',
  bg: 'и в не на аз че с как това моята къде кога здравейте благодаря поръчка за има съм',
  sr: 'je i da ne na ja sam se moja gde kada zdravo hvala porudžbina za dobar dan',
  vi: 'là và của tôi không có bạn cho được xin chào cảm ơn đơn hàng khi nào ở đâu',
  id: 'dan yang saya tidak ini itu dengan untuk apa kapan terima kasih pesanan bagaimana sudah belum',
};

const languagesOf: ReadonlyMap<string, readonly string[]> = (() => {
  const all = new Map<string, string[]>();
  for (const [language, words] of Object.entries(wordsOf)) {
    for (const word of new Set(words.split(' '))) all.set(word, [...(all.get(word) ?? []), language]);
  }
  return all;
})();

/** A word that one language has counts fully, one of several its share. */
function ofWords(text: string): string | null {
  const points = new Map<string, number>();
  for (const word of text.match(/[\p{L}\p{M}]+/gu) ?? []) {
    const languages = languagesOf.get(word) ?? [];
    for (const language of languages)
      points.set(language, (points.get(language) ?? 0) + 1 / languages.length);
  }
  const [first, second] = [...points].toSorted(([, a], [, b]) => b - a);
  if (!first || first[1] < 1.4) return null;
  return second && first[1] < second[1] * 1.5 ? null : first[0];
}

import { expect, test } from 'vitest';
import { guessLanguage } from './guess-language.ts';

test.each([
  ['Hi, where is my order? I have not received it.', 'en'],
  ['Guten Tag, wann kommt meine Bestellung an? Ich habe noch nichts bekommen.', 'de'],
  ['Bonjour, je voudrais savoir où est mon colis, merci.', 'fr'],
  ['Hola, ¿dónde está mi pedido? Gracias.', 'es'],
  ['Ciao, vorrei sapere quando arriva il mio ordine, grazie', 'it'],
  ['Olá, onde está o meu pedido? Obrigado', 'pt'],
  ['Hallo, wanneer komt mijn bestelling? Ik heb nog niets gehoord.', 'nl'],
  ['Hej, när kommer mitt paket? Tack!', 'sv'],
  ['Dzień dobry, kiedy przyjdzie moje zamówienie?', 'pl'],
  ['Merhaba, siparişim ne zaman gelir?', 'tr'],
  ['Где мой заказ? Я жду, это уже неделя', 'ru'],
  ['Де моє замовлення? Її ще немає', 'uk'],
  ['私の注文はどこですか', 'ja'],
  ['내 주문은 어디에 있나요', 'ko'],
  ['我的订单在哪里', 'zh'],
  ['Πού είναι η παραγγελία μου;', 'el'],
  ['أين طلبي من فضلك', 'ar'],
])('the first message tells its language (R75): %s', (text, language) => {
  expect(guessLanguage(text)).toBe(language);
});

test.each(['', 'ok', 'Lund 140', '👍👍', '12345', 'https://example.org/the/and/is', 'Pagedesk'])(
  'what tells no language is not guessed (R75): %j',
  (text) => {
    expect(guessLanguage(text)).toBeNull();
  },
);

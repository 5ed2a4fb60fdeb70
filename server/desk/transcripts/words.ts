/** What stands around the words of a conversation. What is in braces is filled in; `{page}` is the Facebook page. */
export interface TranscriptWords {
  subject: string;
  intro: string;
  automatic: string;
  removed: string;
  file: string;
  times: string;
  customer: string;
  sheet: string;
  unknown: string;
}

const en: TranscriptWords = {
  subject: 'Your conversation with {page}',
  intro: 'This is what was said in your conversation No. {number} with {page}.',
  automatic: 'automatic',
  removed: 'This message was removed by its writer.',
  file: 'File',
  times: 'Times: {zone}.',
  customer: 'Customer: {name}',
  sheet: 'Page {sheet} of {sheets}',
  unknown: '{sign} stands for letters and pictures that this file cannot show.',
};

const byLanguage: Readonly<Record<string, TranscriptWords>> = {
  en,
  de: {
    subject: 'Ihr Gespräch mit {page}',
    intro: 'Das wurde in Ihrem Gespräch Nr. {number} mit {page} gesagt.',
    automatic: 'automatisch',
    removed: 'Diese Nachricht wurde vom Absender entfernt.',
    file: 'Datei',
    times: 'Zeiten: {zone}.',
    customer: 'Kunde: {name}',
    sheet: 'Seite {sheet} von {sheets}',
    unknown: '{sign} steht für Zeichen und Bilder, die diese Datei nicht zeigen kann.',
  },
  fr: {
    subject: 'Votre conversation avec {page}',
    intro: 'Voici ce qui a été dit dans votre conversation nº {number} avec {page}.',
    automatic: 'automatique',
    removed: 'Ce message a été retiré par son auteur.',
    file: 'Fichier',
    times: 'Heures : {zone}.',
    customer: 'Client : {name}',
    sheet: 'Page {sheet} sur {sheets}',
    unknown: '{sign} remplace les caractères et images que ce fichier ne peut pas afficher.',
  },
  es: {
    subject: 'Su conversación con {page}',
    intro: 'Esto es lo que se dijo en su conversación n.º {number} con {page}.',
    automatic: 'automático',
    removed: 'Su autor retiró este mensaje.',
    file: 'Archivo',
    times: 'Horas: {zone}.',
    customer: 'Cliente: {name}',
    sheet: 'Página {sheet} de {sheets}',
    unknown: '{sign} sustituye los caracteres e imágenes que este archivo no puede mostrar.',
  },
  it: {
    subject: 'La sua conversazione con {page}',
    intro: 'Ecco quanto è stato detto nella sua conversazione n. {number} con {page}.',
    automatic: 'automatico',
    removed: 'Questo messaggio è stato rimosso da chi l’ha scritto.',
    file: 'File',
    times: 'Orari: {zone}.',
    customer: 'Cliente: {name}',
    sheet: 'Pagina {sheet} di {sheets}',
    unknown: '{sign} sta per i caratteri e le immagini che questo file non può mostrare.',
  },
  nl: {
    subject: 'Uw gesprek met {page}',
    intro: 'Dit is wat er in uw gesprek nr. {number} met {page} is gezegd.',
    automatic: 'automatisch',
    removed: 'Dit bericht is door de afzender verwijderd.',
    file: 'Bestand',
    times: 'Tijden: {zone}.',
    customer: 'Klant: {name}',
    sheet: 'Pagina {sheet} van {sheets}',
    unknown: '{sign} staat voor tekens en afbeeldingen die dit bestand niet kan tonen.',
  },
  pt: {
    subject: 'A sua conversa com {page}',
    intro: 'Isto é o que foi dito na sua conversa n.º {number} com {page}.',
    automatic: 'automático',
    removed: 'Esta mensagem foi removida por quem a escreveu.',
    file: 'Ficheiro',
    times: 'Horas: {zone}.',
    customer: 'Cliente: {name}',
    sheet: 'Página {sheet} de {sheets}',
    unknown: '{sign} substitui os caracteres e imagens que este ficheiro não consegue mostrar.',
  },
};

/** The first of these languages that there are words in, else English. `pt_BR` is `pt`. */
export function wordsFor(languages: readonly (string | null)[]): {
  language: string;
  words: TranscriptWords;
} {
  for (const one of languages) {
    const base = one?.split(/[-_]/)[0]?.toLowerCase() ?? '';
    const words = byLanguage[base];
    if (words) return { language: base, words };
  }
  return { language: 'en', words: en };
}

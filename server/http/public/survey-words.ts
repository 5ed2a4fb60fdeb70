/** What our page says around a survey's own words. */
export interface SurveyWords {
  title: string;
  send: string;
  optional: string;
  missing: string;
  wrong: string;
  thanks: string;
  worst: string;
  best: string;
  answered: string;
  ended: string;
  language: string;
  privacy: string;
}

const en: SurveyWords = {
  title: 'How did we do?',
  send: 'Send my answers',
  optional: 'optional',
  missing: 'Please choose an answer.',
  wrong: 'Some answers are missing',
  thanks: 'Thank you for your answer.',
  worst: 'very bad',
  best: 'very good',
  answered: 'This survey was answered already. Thank you.',
  ended: 'This link has ended, or is not whole. Open it from the message again.',
  language: 'Language',
  privacy: 'Privacy',
};

const byLanguage: Readonly<Record<string, SurveyWords>> = {
  en,
  de: {
    title: 'Wie waren wir?',
    send: 'Antworten absenden',
    optional: 'freiwillig',
    missing: 'Bitte wählen Sie eine Antwort.',
    wrong: 'Einige Antworten fehlen',
    thanks: 'Danke für Ihre Antwort.',
    worst: 'sehr schlecht',
    best: 'sehr gut',
    answered: 'Diese Umfrage wurde schon beantwortet. Danke.',
    ended:
      'Dieser Link gilt nicht mehr oder ist unvollständig. Öffnen Sie ihn noch einmal aus der Nachricht.',
    language: 'Sprache',
    privacy: 'Datenschutz',
  },
  fr: {
    title: 'Qu’avez-vous pensé de notre aide ?',
    send: 'Envoyer mes réponses',
    optional: 'facultatif',
    missing: 'Veuillez choisir une réponse.',
    wrong: 'Il manque des réponses',
    thanks: 'Merci pour votre réponse.',
    worst: 'très mauvais',
    best: 'très bon',
    answered: 'Vous avez déjà répondu à ce questionnaire. Merci.',
    ended: 'Ce lien n’est plus valable ou n’est pas complet. Ouvrez-le de nouveau depuis le message.',
    language: 'Langue',
    privacy: 'Confidentialité',
  },
  es: {
    title: '¿Qué le ha parecido nuestra ayuda?',
    send: 'Enviar mis respuestas',
    optional: 'opcional',
    missing: 'Elija una respuesta.',
    wrong: 'Faltan respuestas',
    thanks: 'Gracias por su respuesta.',
    worst: 'muy mal',
    best: 'muy bien',
    answered: 'Ya ha respondido a esta encuesta. Gracias.',
    ended: 'Este enlace ya no es válido o no está completo. Ábralo de nuevo desde el mensaje.',
    language: 'Idioma',
    privacy: 'Privacidad',
  },
  it: {
    title: 'Com’è andata?',
    send: 'Invia le risposte',
    optional: 'facoltativo',
    missing: 'Scelga una risposta.',
    wrong: 'Mancano alcune risposte',
    thanks: 'Grazie per la risposta.',
    worst: 'molto male',
    best: 'molto bene',
    answered: 'Ha già risposto a questo sondaggio. Grazie.',
    ended: 'Questo link non è più valido o non è completo. Lo apra di nuovo dal messaggio.',
    language: 'Lingua',
    privacy: 'Privacy',
  },
  nl: {
    title: 'Hoe hebben we het gedaan?',
    send: 'Antwoorden versturen',
    optional: 'niet verplicht',
    missing: 'Kies een antwoord.',
    wrong: 'Er ontbreken antwoorden',
    thanks: 'Bedankt voor uw antwoord.',
    worst: 'heel slecht',
    best: 'heel goed',
    answered: 'Deze enquête is al ingevuld. Bedankt.',
    ended: 'Deze link is verlopen of niet volledig. Open hem opnieuw vanuit het bericht.',
    language: 'Taal',
    privacy: 'Privacy',
  },
  pt: {
    title: 'Como correu?',
    send: 'Enviar as respostas',
    optional: 'opcional',
    missing: 'Escolha uma resposta.',
    wrong: 'Faltam respostas',
    thanks: 'Obrigado pela sua resposta.',
    worst: 'muito mau',
    best: 'muito bom',
    answered: 'Este questionário já foi respondido. Obrigado.',
    ended: 'Esta ligação já não é válida ou não está completa. Abra-a de novo a partir da mensagem.',
    language: 'Idioma',
    privacy: 'Privacidade',
  },
};

/** In a language, its base, or English. @returns the words, and the language that they are in. */
export function surveyWords(language: string): { words: SurveyWords; lang: string } {
  const base = language.split('-')[0] ?? 'en';
  const found = byLanguage[base];
  return found ? { words: found, lang: base } : { words: en, lang: 'en' };
}

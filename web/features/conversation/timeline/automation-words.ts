const words: Readonly<Record<string, string>> = {
  welcome: 'first message',
  offline: 'nobody is there',
  finished: 'end of the conversation',
  disclosure: 'a program writes',
  'file-refused': 'file not accepted',
  survey: 'survey',
  'pre-chat': 'question at the beginning',
  consent: 'notice, with a question',
  'consent-declined': 'after they declined',
};

/** What a text is called that a rule sent. */
export function automationWords(automation: string): string {
  return words[automation] ?? automation;
}

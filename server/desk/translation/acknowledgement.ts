import type { AcknowledgementText } from '../../../contract/extensions.ts';

/** What an administrator accepts before words are sent to a service. Another wording, or another host, is another version. */
export function acknowledgementFor(url: string | null): AcknowledgementText {
  const host = url === null ? 'the translation service' : new URL(url).host;
  return {
    version: `1 ${host}`,
    paragraphs: [
      `What customers write on the pages that use it is sent to ${host}, message by message: the words as the desk keeps them, after masking, and without names, pictures, files or any number that tells who wrote. What agents write goes there too when they ask for a translation of it.`,
      'The purpose is that agents and customers who have no language in common understand one another. For nothing else is it sent there; notes of the team never are.',
      `Whoever runs ${host} sees these words. If that is not your own organisation, they process personal data for you: have an agreement with them, see in which country they are, and name them in your privacy notice. A service on a machine of your own keeps the words in your house.`,
      'Translations are kept beside the messages and go with them: when a message is taken back, is older than the page keeps it, or its customer is erased. What the service itself keeps, the desk cannot erase.',
    ],
  };
}

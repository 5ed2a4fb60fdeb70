import type { ShownMessage } from './shown-message.ts';

export type FailureWords = {
  /** `warning`: not settled yet, so nothing may be sent again. */
  tone: 'danger' | 'warning';
  head: string;
  text: string;
  mayRetry: boolean;
  mayDiscard: boolean;
  /** Of a file: send a link in its place, or take the link back. */
  link: 'send' | 'take-back' | null;
};

/** What the server will say again, however often it is asked. */
const finalCodes = new Set(['window-closed', 'recipient-unavailable', 'invalid', 'too-large', 'not-found']);

/** What is said below a reply that did not arrive, or perhaps did not; null when all is well. */
export function failureWords({ message, entry }: ShownMessage, name: string): FailureWords | null {
  if (entry !== null) {
    if (entry.state !== 'refused') return null;
    const text = entry.problem?.message ?? 'The server did not take it.';
    const seen = entry.kind === 'reply' ? ` ${name} has not seen it.` : '';
    return {
      tone: 'danger',
      head: entry.kind === 'reply' ? 'Not sent.' : 'Not kept.',
      text: `${withoutHead(text)}${seen}`,
      mayRetry: !finalCodes.has(entry.problem?.code ?? ''),
      mayDiscard: true,
      link: null,
    };
  }
  switch (message.status) {
    case 'failed':
      return {
        tone: 'danger',
        head: 'Not sent.',
        text: message.failure
          ? joinSentences(withoutHead(message.failure.message), message.failure.advice)
          : `Facebook did not take it. ${name} has not seen it.`,
        mayRetry: message.failure?.mayRetry ?? false,
        mayDiscard: message.failure?.code !== 'sent-as-link',
        link: linkOf(message),
      };
    case 'unknown':
      return {
        tone: 'warning',
        head: 'Not certain yet.',
        text: message.failure
          ? joinSentences(message.failure.message, message.failure.advice)
          : `Facebook did not say whether ${name} got this. It is being settled and never sent twice.`,
        mayRetry: false,
        mayDiscard: false,
        link: null,
      };
    default:
      return null;
  }
}

function linkOf({ failure, attachments }: ShownMessage['message']): FailureWords['link'] {
  if (failure?.code === 'sent-as-link') return 'take-back';
  const isOfFile = failure?.code === 'attachment' || failure?.code === 'file-too-large';
  return isOfFile && attachments.some((one) => one.url !== null) ? 'send' : null;
}

/** The server's sentence stands alone elsewhere; here its first words are the head already. */
function withoutHead(text: string): string {
  return text.replace(/^Not sent[.:]\s*/u, '');
}

function joinSentences(...sentences: string[]): string {
  return sentences
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '')
    .join(' ');
}

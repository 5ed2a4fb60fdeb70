import type { CompleteFacebookLogin } from '../../../../contract/facebook-logins.ts';

/**
 * What Facebook's dialog answered, as it stands in the address: a code, or a refusal. Null when it is no answer.
 * A refusal by the person comes as `error`; a fault of the app's settings as `error_code` and a message.
 */
export function answerOfUrl(search: Readonly<Record<string, unknown>>): CompleteFacebookLogin | null {
  const text = (name: string) => {
    const value = search[name];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const state = text('state');
  if (state === undefined) return null;
  const code = text('code');
  if (code !== undefined) return { state, code };
  const error = text('error') ?? text('error_message') ?? text('error_code');
  return { state, ...(error === undefined ? {} : { error: error.slice(0, 200) }) };
}

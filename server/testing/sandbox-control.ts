/**
 * Asks the control surface of a sandbox: `control('POST', '/people', { name })`.
 *
 * @param url  where the sandbox is now; asked for at each call, since it starts in a hook.
 * @returns the answer, of whatever shape. Throws with the answer for a refusal.
 */
export function sandboxControl(url: () => string) {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  return async (method: string, path: string, body?: unknown): Promise<any> => {
    const sent =
      body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
    const answer = await fetch(`${url()}/_sim${path}`, { method, ...sent });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
}

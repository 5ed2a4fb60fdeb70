/** One call of the control API. Throws an Error whose message is for the person at the screen. */
export async function sim<T>(method: string, path: string, body?: unknown): Promise<T> {
  const response = await fetch(`/_sim${path}`, {
    method,
    ...(body === undefined
      ? {}
      : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  const answer: unknown = await response.json().catch(() => ({}));
  if (!response.ok) {
    const { error } = answer as { error?: { message?: string } };
    throw new Error(error?.message ?? `The sandbox answered ${response.status}.`);
  }
  return answer as T;
}

/** Uploads a file that a person sends; answers the id to put into an attachment. */
export async function uploadFile(file: File): Promise<string> {
  const response = await fetch(`/_sim/files?name=${encodeURIComponent(file.name)}`, {
    method: 'POST',
    headers: { 'content-type': file.type || 'application/octet-stream' },
    body: file,
  });
  if (!response.ok) throw new Error(`The file was refused (${response.status}).`);
  return ((await response.json()) as { fileId: string }).fileId;
}

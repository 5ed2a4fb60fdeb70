import type { ConversationId } from '../../../../contract/ids.ts';
import { problemBody } from '../../../../contract/problems.ts';
import { upload, type Upload } from '../../../../contract/messages.ts';
import { Problem } from '../../../lib/api.ts';
import { apiPaths } from '../../../lib/paths.ts';

type UploadCall = {
  file: File;
  /** Where it shall be sent; null for a note. */
  conversationId: ConversationId | null;
  /** How much is over there, 0 to 1. */
  onProgress: (share: number) => void;
  signal: AbortSignal;
};

/**
 * Brings one file to the server.
 * @throws Problem when the server says no or is not reached; DOMException `AbortError` when given up.
 */
export function uploadFile({ file, conversationId, onProgress, signal }: UploadCall): Promise<Upload> {
  // `fetch` cannot tell how far an upload is; this older way can.
  return new Promise((resolve, reject) => {
    const call = new XMLHttpRequest();
    const form = new FormData();
    form.append('file', file, file.name);
    call.upload.addEventListener('progress', (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    });
    call.addEventListener('load', () => {
      const answer = readJson(call.responseText);
      if (call.status >= 200 && call.status < 300) {
        const parsed = upload.safeParse(answer);
        if (parsed.success) resolve(parsed.data);
        else reject(toProblem(call.status, null));
      } else reject(toProblem(call.status, answer));
    });
    call.addEventListener('error', () => reject(toProblem(0, null)));
    call.addEventListener('abort', () => reject(new DOMException('Given up.', 'AbortError')));
    signal.addEventListener('abort', () => call.abort(), { once: true });
    call.open('POST', apiPaths.uploads(conversationId));
    call.setRequestHeader('accept', 'application/json');
    call.send(form);
  });
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function toProblem(status: number, answer: unknown): Problem {
  const body = problemBody.safeParse(answer);
  if (body.success) return new Problem({ ...body.data.error, status });
  const isSilent = status === 0 || status >= 502;
  return new Problem({
    code: status === 413 ? 'too-large' : isSilent ? 'unreachable' : 'internal',
    message:
      status === 413
        ? 'The file is too large.'
        : isSilent
          ? 'The server did not answer.'
          : 'The server could not take this file.',
    status,
    requestId: null,
  });
}

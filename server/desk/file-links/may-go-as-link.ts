import type { Failure } from '../../../contract/messages.ts';

/** The file was in the way, and not the window, the page or the person. */
export function mayGoAsLink(failure: Pick<Failure, 'code'> | null): boolean {
  return failure?.code === 'attachment' || failure?.code === 'file-too-large';
}

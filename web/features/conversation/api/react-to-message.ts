import type { MessageId } from '../../../../contract/ids.ts';
import type { ReactToMessage } from '../../../../contract/messages.ts';
import { request } from '../../../lib/api.ts';
import { apiPaths } from '../../../lib/paths.ts';
import { showToast } from '../../../ui/toast-store.ts';

/** Puts the page's reaction on a message, or with null takes it back; the live event brings it to the screen. */
export async function reactToMessage(id: MessageId, emoji: string | null): Promise<void> {
  try {
    await request('POST', apiPaths.reaction(id), { body: { emoji } satisfies ReactToMessage });
  } catch (error) {
    const text = error instanceof Error ? error.message : '';
    showToast({ tone: 'danger', title: 'The reaction was not sent', text });
  }
}

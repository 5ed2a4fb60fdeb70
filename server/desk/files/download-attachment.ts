import type { Attachment } from '../../../contract/messages.ts';
import type { AttachmentSource } from '../../facebook/messenger/attachments.ts';
import { backoffMs } from '../../kit/retry.ts';
import { readDownloadFacts, settleAttachment, type DownloadFacts } from '../../store/attachments.ts';
import { change, type Context } from '../context.ts';
import { sayFileRefused } from '../automation/say-file-refused.ts';
import { refusalOf, type AttachmentPolicy, type FileRefusal } from './attachment-policy.ts';
import { askSize, fetchFile } from './fetch-file.ts';
import { nameInLink, nameOfReceived } from './file-names.ts';
import type { FileContext, KeptFile } from './keep-file.ts';
import { settingsOfPage } from '../pages/settings-of.ts';

/** What a download needs besides the database. */
export type DownloadContext = Context &
  FileContext & {
    source: AttachmentSource;
    /** A number from 0 up to 1, for the jitter of retries. */
    random: () => number;
  };

/** Why there is no copy of ours, in the words of the contract. */
type Reason = NonNullable<Attachment['failure']>;

const mostTries = {
  // Meta's delivery network answers "gone" now and then for what it still has.
  expired: 3,
  // No answer, or a broken one: about an hour of patience.
  unreachable: 9,
  'too-large': 1,
  'refused-host': 1,
  off: 1,
  type: 1,
  blocked: 1,
} satisfies Record<Reason, number>;
const retryBackoff = { firstMs: 10_000, mostMs: 1_800_000 };

/**
 * Stores our own copy of what a customer sent, since Facebook's link expires, if the page takes it: while files of
 * customers are switched off not a byte is taken, and what is too large, of another type or blocked is thrown away
 * as soon as that is known. The type is told from the bytes; a random name becomes one that says where and when it
 * came from. Stickers are Facebook's own pictures and no files of the customer's.
 *
 * No access check: the system fetches for whoever may see the conversation.
 *
 * @param input.attempts  how often it was tried, this time included.
 * @returns when to try again; nothing when it is stored, or given up with the reason on its row.
 */
export async function downloadAttachment(
  ctx: DownloadContext,
  input: { attachmentId: string; attempts: number },
): Promise<{ runAt: Date; reason: string; countsAsAttempt: true } | void> {
  const facts = await readDownloadFacts(ctx.db, input.attachmentId);
  if (!facts || facts.state !== 'pending') return;
  const outcome = await fetchOrRefuse(ctx, facts);
  if ('file' in outcome) return store(ctx, facts, outcome);

  const { reason, sizeBytes: toldBytes } = outcome;
  if (input.attempts < mostTries[reason] && facts.sourceUrl !== null) {
    const waitMs = backoffMs(input.attempts, retryBackoff, ctx.random());
    return { runAt: new Date(ctx.clock.now().getTime() + waitMs), reason, countsAsAttempt: true };
  }
  await settle(ctx, facts, { state: 'failed', failure: reason, toldBytes });
}

async function fetchOrRefuse(
  ctx: DownloadContext,
  { sourceUrl, kind, name, pageSettings: stored }: DownloadFacts,
): Promise<KeptFile | { reason: Reason; sizeBytes: number | null }> {
  if (sourceUrl === null) return { reason: 'expired', sizeBytes: null };
  const policy = policyFor(kind, settingsOfPage(stored).attachments);
  if (!policy.customers) return { reason: 'off', sizeBytes: await askSize(ctx.source, sourceUrl) };
  return fetchFile(ctx, sourceUrl, {
    maxBytes: policy.maxKb * 1024,
    refuse: (told, sizeBytes) =>
      refusalOf(policy, 'customers', { ...told, sizeBytes, name: name ?? nameInLink(sourceUrl) }),
  });
}

function policyFor(kind: DownloadFacts['kind'], policy: AttachmentPolicy): AttachmentPolicy {
  return kind === 'sticker' ? { ...policy, customers: true, types: [] } : policy;
}

async function store(ctx: DownloadContext, facts: DownloadFacts, { file, facts: told }: KeptFile) {
  const name = facts.name ?? nameOfReceived(facts.sourceUrl, facts.pageName, facts.at, told.extension);
  await settle(ctx, facts, { state: 'stored', fileId: file.id, name });
}

async function settle(
  ctx: DownloadContext,
  facts: DownloadFacts,
  outcome: Parameters<typeof settleAttachment>[2],
): Promise<void> {
  await change(ctx, async (story) => {
    if (!(await settleAttachment(story.tx, facts, outcome))) return;
    story.announce({
      kind: 'message.changed',
      subjectId: facts.conversationId,
      messageId: facts.messageId,
      departments: [facts.departmentId],
    });
    if (outcome.state === 'failed' && refused.has(outcome.failure)) await sayFileRefused(ctx, story, facts);
  });
}

/** Why the page itself did not take a file. */
const refused: ReadonlySet<string> = new Set<FileRefusal>(['off', 'too-large', 'type', 'blocked']);

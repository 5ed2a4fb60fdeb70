export interface Settings {
  latencyMs: number;
  usage: { callCount: number; totalTime: number; totalCpuTime: number };
  accounts: 'full' | 'empty';
  /** 'standard': only people with a role on the page can be seen or messaged. */
  access: 'advanced' | 'standard';
  humanAgent: boolean;
  profileAccess: boolean;
  fetchAttachments: boolean;
  /** Calls of the Conversations API for each page; 0: as many as come. Meta allows 2. */
  conversationsPerSecond: number;
  tokenErrorStatus: 400 | 401;
  textLength: 'code-points' | 'utf16' | 'bytes';

  echo: 'after' | 'before' | 'race' | 'off';
  echoDelayMs: number;
  receipts: boolean;
  receiptMids: boolean;
  autoRead: boolean;
  hold: boolean;
  duplicates: number;
  duplicateGapMs: number;
  delayMs: number;
  shuffleWithinMs: number;
  signature: 'right' | 'wrong' | 'missing' | 'sha1-only';
  batchSize: number;
  batchWaitMs: number;
  messagingPerEntry: number;
  keepOrder: boolean;
  concurrency: number;
  deadlineMs: number;
  immediateRetries: number;
  retryAfterMs: number[];
  failureBudgetMs: number;

  numEdit: 'number' | 'string';
  stickerId: 'number' | 'string';
  appId: 'number' | 'string';
  stickerForm: 'sticker' | 'both' | 'image';
  unsend: 'is_deleted' | 'none';
  unreactWithEmoji: boolean;
  subscribeAnswer: 'boolean' | 'string';
  subscribedFields: 'replace' | 'merge';

  /** 2018300 as the code itself, or as a subcode of 10. */
  threadControlError: 'code' | 'subcode';
  /** Who wrote, in `feed` webhooks: as granted, never told, or in the old form `sender_id`. */
  feedFrom: 'granted' | 'never' | 'sender_id';
  commentEditVerb: 'edited' | 'edit';
  /** What a reply to a reply names as its parent: the comment above both, or the reply that was answered. */
  nestedParent: 'top' | 'reply';
  /** `created_time` of an edit, a removal and the like: of the comment, of the change, or left out. */
  changeTime: 'creation' | 'change' | 'none';
  /** 'free': changes of one post no longer wait for one another. */
  feedOrder: 'kept' | 'free';
  /** Whether a commenter bears the id under which Messenger knows them. */
  commenterId: 'psid' | 'own';
  /** Whether the page's own text, said again under the same thing within ten minutes, is refused with 506. */
  refuseDuplicates: boolean;
}

const minuteMs = 60_000;

export function defaultSettings(): Settings {
  return {
    latencyMs: 0,
    usage: { callCount: 0, totalTime: 0, totalCpuTime: 0 },
    accounts: 'full',
    access: 'advanced',
    humanAgent: true,
    profileAccess: true,
    fetchAttachments: true,
    conversationsPerSecond: 0,
    tokenErrorStatus: 400,
    textLength: 'code-points',

    echo: 'after',
    echoDelayMs: 0,
    receipts: true,
    receiptMids: true,
    autoRead: false,
    hold: false,
    duplicates: 0,
    duplicateGapMs: 0,
    delayMs: 0,
    shuffleWithinMs: 0,
    signature: 'right',
    batchSize: 1,
    batchWaitMs: 20,
    messagingPerEntry: 1,
    keepOrder: true,
    concurrency: 8,
    deadlineMs: 5_000,
    immediateRetries: 2,
    retryAfterMs: [0.5, 1, 2, 5, 10, 15, 20, 30].map((minutes) => minutes * minuteMs),
    failureBudgetMs: 60 * minuteMs,

    numEdit: 'number',
    stickerId: 'number',
    appId: 'number',
    stickerForm: 'sticker',
    unsend: 'is_deleted',
    unreactWithEmoji: true,
    subscribeAnswer: 'boolean',
    subscribedFields: 'replace',

    threadControlError: 'code',
    feedFrom: 'granted',
    commentEditVerb: 'edited',
    nestedParent: 'top',
    changeTime: 'creation',
    feedOrder: 'kept',
    commenterId: 'psid',
    refuseDuplicates: true,
  };
}

/** What a setting of a closed set may be. */
export const settingChoices: { [K in keyof Settings]?: readonly Settings[K][] } = {
  accounts: ['full', 'empty'],
  access: ['advanced', 'standard'],
  tokenErrorStatus: [400, 401],
  textLength: ['code-points', 'utf16', 'bytes'],
  echo: ['after', 'before', 'race', 'off'],
  signature: ['right', 'wrong', 'missing', 'sha1-only'],
  numEdit: ['number', 'string'],
  stickerId: ['number', 'string'],
  appId: ['number', 'string'],
  stickerForm: ['sticker', 'both', 'image'],
  unsend: ['is_deleted', 'none'],
  subscribeAnswer: ['boolean', 'string'],
  subscribedFields: ['replace', 'merge'],
  threadControlError: ['code', 'subcode'],
  feedFrom: ['granted', 'never', 'sender_id'],
  commentEditVerb: ['edited', 'edit'],
  nestedParent: ['top', 'reply'],
  changeTime: ['creation', 'change', 'none'],
  feedOrder: ['kept', 'free'],
  commenterId: ['psid', 'own'],
};

/** Says what is wrong with a patch, or null. A misspelt switch must not pass for a set one. */
export function faultOfPatch(patch: Record<string, unknown>): string | null {
  const defaults = Object.entries(defaultSettings());
  for (const [name, value] of Object.entries(patch)) {
    const known = defaults.find(([other]) => other === name);
    if (!known) return `There is no setting called ${name}.`;
    const allowed = settingChoices[name as keyof Settings];
    if (allowed && !(allowed as readonly unknown[]).includes(value)) {
      return `${name} must be one of ${allowed.join(', ')}.`;
    }
    if (Array.isArray(known[1]) !== Array.isArray(value) || typeof known[1] !== typeof value) {
      return `${name} must look like ${JSON.stringify(known[1])}.`;
    }
  }
  return null;
}

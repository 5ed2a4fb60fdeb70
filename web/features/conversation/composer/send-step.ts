/** What decides what becomes of pressing send. */
type PressFacts = {
  isBlank: boolean;
  /** A file is on its way to the server. */
  isUploading: boolean;
  isTooLong: boolean;
  lacksPurpose: boolean;
  /** It goes out in another language, and nobody has seen it in that yet. */
  lacksTranslation: boolean;
};

/** `wait`: it goes out when the files are there. */
export type SendStep = 'send' | 'wait' | 'ask-purpose' | 'translate' | 'nothing';

export function stepOfPress(facts: PressFacts): SendStep {
  const { isBlank, isUploading, isTooLong, lacksPurpose, lacksTranslation } = facts;
  if (isTooLong || (isBlank && !isUploading)) return 'nothing';
  if (lacksTranslation) return 'translate';
  if (lacksPurpose) return 'ask-purpose';
  return isUploading ? 'wait' : 'send';
}

/** What was there when send was pressed, so that nothing else goes out by that press. */
export type SendPromise = {
  kind: 'reply' | 'note';
  text: string;
  /** Attached, and on their way. */
  files: number;
};

type NowFacts = SendPromise & { isUploading: boolean; hasFault: boolean; step: SendStep };

/** Whether what was promised goes out now. Who writes on, takes a file away or loses one presses again. */
export function settlePromise(promise: SendPromise, now: NowFacts): 'send' | 'wait' | 'drop' {
  const isAsItWas = now.kind === promise.kind && now.text === promise.text && now.files >= promise.files;
  if (!isAsItWas || now.hasFault) return 'drop';
  if (now.isUploading) return 'wait';
  return now.step === 'send' ? 'send' : 'drop';
}

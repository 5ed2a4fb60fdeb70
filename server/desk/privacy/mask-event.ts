import type { MessagingFeedbackEvent, PageEvent } from '../../facebook/webhook/page-event.ts';
import type { Tx } from '../../store/db.ts';
import type { PageFact } from '../../store/inbound-facts.ts';
import { listMaskingRules } from '../../store/masking-rules.ts';
import { createMask, type Mask } from './mask.ts';

/** An event as it may be stored: what the customer wrote, masked. What the page says is its own. */
export function maskEvent<E extends PageEvent>(event: E, mask: Mask): E {
  if (event.kind === 'messaging-feedback') {
    return { ...event, answers: maskAnswers(event.answers, mask) };
  }
  if (!isOfCustomer(event) || event.text === null) return event;
  const text = mask(event.text);
  return text === event.text ? event : { ...event, text };
}

function maskAnswers(
  answers: MessagingFeedbackEvent['answers'],
  mask: Mask,
): MessagingFeedbackEvent['answers'] {
  const hide = (text: string | null) => text && mask(text);
  return answers.map((answer) => ({
    ...answer,
    payload: hide(answer.payload),
    followUp: answer.followUp && { ...answer.followUp, payload: hide(answer.followUp.payload) },
  }));
}

function isOfCustomer(event: PageEvent): event is Extract<PageEvent, { text: string | null }> {
  switch (event.kind) {
    case 'message':
      return true;
    case 'edit':
      return event.by === 'person';
    case 'comment':
    case 'post':
    case 'mention':
    case 'rating':
      return !event.byPage;
    default:
      return false;
  }
}

// Each change of the rules has a version of its own, in every database: what is made for one stays right.
const masks = new Map<string, Mask>();
const mostKept = 8;
const none: Mask = (text) => text;

/**
 * The mask of the rules that are on now. The pages that intake has read anyway tell its version, so that a batch costs
 * no statement more unless somebody has changed a rule.
 */
export async function maskFor(tx: Tx, pages: Iterable<PageFact>): Promise<Mask> {
  const [page] = pages;
  const version = page?.maskingVersion;
  if (typeof version !== 'string') return none;
  const known = masks.get(version);
  if (known) return known;
  const rules = (await listMaskingRules(tx)).filter((rule) => rule.isOn);
  const mask = createMask(rules);
  masks.set(version, mask);
  for (const old of [...masks.keys()].slice(0, -mostKept)) masks.delete(old);
  return mask;
}

import { Fragment } from 'react';
import { fillOfferText, type OfferFacts, type OfferLook } from '../../../../contract/offer-templates.ts';
import type { Offer } from '../../../../contract/offers.ts';
import { useTimeUntil } from '../../../lib/clock.ts';
import { spanWords } from '../../../lib/dates.ts';
import { whyYou } from '../../../lib/distribution-words.ts';
import { Button } from '../../../ui/button.tsx';
import { DepartmentMark } from '../../../ui/department-mark.tsx';
import { iconStroke } from '../../../ui/icon-sizes.ts';
import { WindowRing } from '../../../ui/window-ring.tsx';
import { offerIcons } from '../offer-icons.ts';
import styles from './offer-card.module.css';

type OfferCardProps = {
  offer: Offer;
  /** Those that wait behind it. */
  others: readonly Offer[];
  isBusy: boolean;
  onAccept: () => void;
  onReject: () => void;
  /** Of what is theirs already. */
  onDismiss: () => void;
};

/** One request: who asks what, why it comes to me, and for how long. Or what was given to me without asking. */
export function OfferCard({ offer, others, isBusy, onAccept, onReject, onDismiss }: OfferCardProps) {
  const { conversation } = offer;
  const nowMs = useTimeUntil(offer.expiresAt);
  const wholeSeconds = secondsUntil(offer.expiresAt, Date.parse(offer.offeredAt));
  // The clock of the screen ticks once a second, and may stand before the moment of the offer.
  const secondsLeft = Math.min(wholeSeconds, secondsUntil(offer.expiresAt, nowMs));
  const name = conversation.contact.name;
  const { waitingSince } = conversation;
  const { look } = offer;
  const facts = factsNow(offer.facts, nowMs);
  const title = look ? fillOfferText(look.title, facts) : '';
  return (
    <section
      className={styles.card}
      data-theme={look?.theme ?? 'accent'}
      role="alertdialog"
      aria-label={offer.isGiven ? `${name} is with you now` : title || `New request from ${name}`}
      aria-describedby="offer-text"
    >
      {(title !== '' || look?.icon) && <Title look={look} words={title} />}
      <div className={styles.head}>
        {offer.showsCountdown && <Countdown seconds={secondsLeft} of={wholeSeconds} />}
        <div className={styles.who}>
          <p className={styles.quiet}>
            {headOf(offer)}
            <DepartmentMark name={conversation.department.name} color={conversation.department.color} />
          </p>
          <p className={styles.name}>{name}</p>
          <p className={styles.quiet}>
            {conversation.kind === 'comment' ? 'Comment' : 'Messenger'} · {conversation.page.name}
            {waitingSince !== null &&
              ` · waiting ${spanWords(Math.max(60_000, nowMs - Date.parse(waitingSince)))}`}
          </p>
        </div>
      </div>
      <p id="offer-text" className={styles.message}>
        {conversation.lastMessage?.text || 'No words so far'}
      </p>
      <dl className={styles.facts}>
        {offer.by && (
          <>
            <dt>Why you</dt>
            <dd>{whyYou[offer.by]}</dd>
          </>
        )}
        {offer.consult === null && (
          <>
            <dt>History</dt>
            <dd className="num">
              {offer.earlierCount === 0
                ? 'First conversation'
                : offer.earlierCount === 1
                  ? 'One conversation before'
                  : `${offer.earlierCount} conversations before`}
            </dd>
          </>
        )}
        {conversation.window.state !== 'unlimited' && (
          <>
            <dt>Window</dt>
            <dd>
              <WindowRing {...conversation.window} />
            </dd>
          </>
        )}
        {look && <LookFields look={look} facts={facts} />}
      </dl>
      <div className={styles.answers}>
        {offer.isGiven ? (
          <Button size="large" className={styles.no} onClick={onDismiss}>
            Close
          </Button>
        ) : (
          (offer.canReject || offer.from) && (
            <Button size="large" hint="Alt R" className={styles.no} disabled={isBusy} onClick={onReject}>
              {look?.rejectText ?? 'Reject'}
            </Button>
          )
        )}
        <Button
          kind="primary"
          size="large"
          hint="Alt A"
          className={styles.yes}
          busy={isBusy}
          onClick={onAccept}
        >
          {offer.isGiven ? 'Open' : (look?.acceptText ?? 'Accept')}
        </Button>
      </div>
      {offer.from ? (
        <p className={styles.foot}>
          {offer.consult === null
            ? `Unanswered, it stays with ${offer.from.name}.`
            : `It stays with ${offer.from.name}, and takes nothing of your room. ${howTheyComeIn[offer.consult]}`}
        </p>
      ) : (
        offer.missedMakesInactive &&
        !offer.isGiven && <p className={styles.foot}>Unanswered, it moves on and you become Inactive.</p>
      )}
      {others.length > 0 && <Next offers={others} nowMs={nowMs} />}
    </section>
  );
}

/** What the template puts over it. */
function Title({ look, words }: { look: OfferLook | null; words: string }) {
  const Icon = look?.icon ? offerIcons[look.icon] : null;
  return (
    <p className={styles.title}>
      {Icon && <Icon size={18} stroke={iconStroke} aria-hidden="true" />}
      <span className="clip">{words}</span>
    </p>
  );
}

/** Fields of the template; one of which nothing is known is left out. */
function LookFields({ look, facts }: { look: OfferLook; facts: OfferFacts }) {
  return look.fields.map(({ label, text }, index) => {
    const words = fillOfferText(text, facts);
    return (
      words !== '' && (
        // Two may be called the same.
        <Fragment key={index}>
          <dt className="clip">{label}</dt>
          <dd className={styles.value}>{words}</dd>
        </Fragment>
      )
    );
  });
}

/** For how long somebody waits, as of now. */
function factsNow(facts: OfferFacts, nowMs: number): OfferFacts {
  const since = facts['WaitingSince'];
  return since ? { ...facts, WaitingSince: spanWords(Math.max(60_000, nowMs - Date.parse(since))) } : facts;
}

const howTheyComeIn = {
  internal: 'You read, and write notes.',
  public: 'You may write to the customer, too.',
} as const;

function headOf({ from, consult, isGiven }: Offer): string {
  if (from === null) return isGiven ? 'Yours now, in ' : 'New request for ';
  return consult === null ? `${from.name} hands you one in ` : `${from.name} asks for your advice in `;
}

function Next({ offers, nowMs }: { offers: readonly Offer[]; nowMs: number }) {
  const [next] = offers;
  if (!next) return null;
  const more = offers.length - 1;
  return (
    <p className={styles.next}>
      <span className="clip">
        <b>Next: {next.conversation.contact.name}</b>
        {more > 0 && <span className="text-3"> and {more} more</span>}
      </span>
      <span className="text-3 num">
        {next.conversation.department.name} · {secondsUntil(next.expiresAt, nowMs)} s
      </span>
    </p>
  );
}

const radius = 30;
const round = 2 * Math.PI * radius;

function Countdown({ seconds, of }: { seconds: number; of: number }) {
  const left = of === 0 ? 0 : Math.min(1, seconds / of);
  return (
    <svg
      className={styles.countdown}
      width="72"
      height="72"
      viewBox="0 0 72 72"
      role="timer"
      aria-label={`${seconds} seconds to answer`}
      data-urgent={seconds <= 15 || undefined}
    >
      <circle className={styles.track} cx="36" cy="36" r={radius} />
      <circle
        className={styles.left}
        cx="36"
        cy="36"
        r={radius}
        strokeDasharray={`${(round * left).toFixed(1)} ${round.toFixed(1)}`}
        transform="rotate(-90 36 36)"
      />
      <text x="36" y="43" textAnchor="middle">
        {seconds}
      </text>
    </svg>
  );
}

function secondsUntil(instant: string, nowMs: number): number {
  return Math.max(0, Math.ceil((Date.parse(instant) - nowMs) / 1_000));
}

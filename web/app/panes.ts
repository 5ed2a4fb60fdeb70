/** Marks an element as one of the panes between which F6 jumps, in the order of the document. */
export function paneProps(name: 'rail' | 'list' | 'work' | 'context') {
  return { 'data-pane': name, tabIndex: -1 };
}

/** F6 puts the focus into the next pane, Shift F6 into the one before. */
export function listenForPaneKey(): () => void {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'F6') return;
    event.preventDefault();
    focusPaneBy(event.shiftKey ? -1 : 1);
  };
  window.addEventListener('keydown', onKeyDown);
  return () => window.removeEventListener('keydown', onKeyDown);
}

function focusPaneBy(step: 1 | -1): void {
  const panes = [...document.querySelectorAll<HTMLElement>('[data-pane]')].filter(
    // A pane that holds others is reached through them.
    (pane) => pane.getClientRects().length > 0 && !pane.querySelector('[data-pane]'),
  );
  const here = panes.findIndex((pane) => pane.contains(document.activeElement));
  const from = here === -1 ? besideOf(panes, step) : here + step;
  focusPane(panes[(from + panes.length) % panes.length]);
}

/** From somewhere that is in no pane: the next one behind it, or the last one before it, in the document. */
function besideOf(panes: readonly HTMLElement[], step: 1 | -1): number {
  const active = document.activeElement ?? document.body;
  const behind = panes.findIndex(
    (pane) => (active.compareDocumentPosition(pane) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0,
  );
  return step === 1 ? Math.max(0, behind) : behind - 1;
}

/** Where the focus goes in a pane: what asks for it, else the first thing one can stop at, else the pane. */
function focusPane(pane: HTMLElement | undefined): void {
  if (!pane) return;
  const wanted = pane.matches('[role="log"]')
    ? pane
    : (pane.querySelector<HTMLElement>('[data-pane-focus] [tabindex="0"], [data-pane-focus][tabindex]') ??
      pane.querySelector<HTMLElement>(
        'a[href]:not([tabindex="-1"]), button:not([tabindex="-1"]), textarea, input',
      ));
  (wanted ?? pane).focus();
}

const appearsWithinMs = 2_000;

/** Puts the focus on the timeline that takes the place of the present one, once it is drawn. */
export function focusNextTimeline(): void {
  const find = () => document.querySelector<HTMLElement>('[data-pane="work"] [role="log"]');
  const present = find();
  const untilMs = performance.now() + appearsWithinMs;
  const look = () => {
    const timeline = find();
    if (timeline && timeline !== present) timeline.focus({ preventScroll: true });
    else if (performance.now() < untilMs) requestAnimationFrame(look);
  };
  look();
}

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
    (pane) => pane.getClientRects().length > 0,
  );
  const here = panes.findIndex((pane) => pane.contains(document.activeElement));
  const next = here === -1 && step === -1 ? panes.length - 1 : (here + step + panes.length) % panes.length;
  focusPane(panes[next]);
}

/** Where the focus goes in a pane: what asks for it, else the first thing one can stop at, else the pane. */
function focusPane(pane: HTMLElement | undefined): void {
  if (!pane) return;
  const wanted =
    pane.querySelector<HTMLElement>('[data-pane-focus] [tabindex="0"], [data-pane-focus][tabindex]') ??
    pane.querySelector<HTMLElement>(
      'a[href]:not([tabindex="-1"]), button:not([tabindex="-1"]), textarea, input',
    );
  (wanted ?? pane).focus();
}

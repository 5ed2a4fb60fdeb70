import {
  cloneElement,
  useEffect,
  useLayoutEffect,
  useRef,
  useSyncExternalStore,
  type PointerEvent,
  type ReactElement,
} from 'react';
import { createPortal } from 'react-dom';
import { KeyHint } from './key-hint.tsx';
import styles from './tooltip.module.css';
import { closeTip, openTip, tipStore, type Tip, type TipSide } from './tooltip-store.ts';

type Hoverable = {
  onPointerEnter?: ((event: PointerEvent<HTMLElement>) => void) | undefined;
  onPointerLeave?: ((event: PointerEvent<HTMLElement>) => void) | undefined;
  onPointerDown?: ((event: PointerEvent<HTMLElement>) => void) | undefined;
};

type TooltipProps = {
  label: string;
  hint?: string | undefined;
  side?: TipSide;
  /** While what the control opened is on screen. */
  hidden?: boolean;
  /** One element; it carries its own name, since a tooltip is never the only place of one. */
  children: ReactElement<Hoverable>;
};

/** Names a control on hover, with its key. Costs three listeners: what is shown is one layer for all. */
export function Tooltip({ label, hint, side = 'bottom', hidden = false, children }: TooltipProps) {
  useEffect(() => closeTip, []);
  const { onPointerEnter, onPointerLeave, onPointerDown } = children.props;
  return cloneElement(children, {
    onPointerEnter: (event) => {
      onPointerEnter?.(event);
      if (!hidden && event.pointerType === 'mouse') openTip(event.currentTarget, { label, hint, side });
    },
    onPointerLeave: (event) => {
      onPointerLeave?.(event);
      closeTip();
    },
    onPointerDown: (event) => {
      onPointerDown?.(event);
      closeTip();
    },
  });
}

/** The layer in which tooltips appear; once at the root. */
export function TooltipLayer() {
  const tip = useSyncExternalStore(tipStore.subscribe, tipStore.read);
  useEffect(() => {
    window.addEventListener('scroll', closeTip, true);
    window.addEventListener('keydown', closeTip, true);
    return () => {
      window.removeEventListener('scroll', closeTip, true);
      window.removeEventListener('keydown', closeTip, true);
    };
  }, []);
  return tip && createPortal(<TipBox tip={tip} />, document.body);
}

const gap = 6;

function TipBox({ tip }: { tip: Tip }) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const { left, top } = placeTip(tip.at, element.getBoundingClientRect(), tip.side);
    element.style.translate = `${left}px ${top}px`;
  }, [tip]);
  return (
    <div ref={box} className={styles.tooltip} aria-hidden="true">
      {tip.label}
      {tip.hint && <KeyHint keys={tip.hint} inverse />}
    </div>
  );
}

/** Beside the control on its side, or on the other one where there is no room; never out of the window. */
function placeTip(at: DOMRect, size: DOMRect, side: TipSide): { left: number; top: number } {
  const middle = { left: at.left + (at.width - size.width) / 2, top: at.top + (at.height - size.height) / 2 };
  const places = {
    top: { left: middle.left, top: at.top - size.height - gap },
    bottom: { left: middle.left, top: at.bottom + gap },
    left: { left: at.left - size.width - gap, top: middle.top },
    right: { left: at.right + gap, top: middle.top },
  };
  const wanted = places[side];
  const isLow = side === 'bottom' && wanted.top + size.height > window.innerHeight;
  const isHigh = side === 'top' && wanted.top < 0;
  const place = isLow ? places.top : isHigh ? places.bottom : wanted;
  return {
    left: Math.round(Math.min(Math.max(gap, place.left), window.innerWidth - size.width - gap)),
    top: Math.round(Math.max(gap, place.top)),
  };
}

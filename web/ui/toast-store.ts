export type Toast = {
  id: number;
  tone: 'success' | 'info' | 'danger';
  title: string;
  text?: string;
  /** One thing to do, mostly Undo. */
  action?: { label: string; run: () => void };
};

const shownForMs = 6_000;
const atMost = 3;

let toasts: readonly Toast[] = [];
let nextId = 1;
const listeners = new Set<() => void>();

function publish(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

/** Shows a message over the list's foot: six seconds, errors until they are closed, at most three at once. */
export function showToast(toast: Omit<Toast, 'id'>): void {
  const id = nextId++;
  publish([...toasts, { ...toast, id }].slice(-atMost));
  if (toast.tone !== 'danger') setTimeout(() => closeToast(id), shownForMs);
}

export function closeToast(id: number): void {
  if (toasts.some((toast) => toast.id === id)) publish(toasts.filter((toast) => toast.id !== id));
}

/** For `useSyncExternalStore`. */
export const toastStore = {
  read: () => toasts,
  subscribe(listener: () => void) {
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  },
};

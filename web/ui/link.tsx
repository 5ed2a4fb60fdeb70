import { useRouter } from '@tanstack/react-router';
import { useCallback, type ComponentProps, type MouseEvent } from 'react';

/** Goes to an address of this application. */
export function useGo(): (href: string, options?: { replace?: boolean }) => void {
  const { history } = useRouter();
  return useCallback(
    (href, options) => (options?.replace ? history.replace(href) : history.push(href)),
    [history],
  );
}

type LinkProps = Omit<ComponentProps<'a'>, 'href'> & { href: string; replace?: boolean };

/** A link within this application: a plain click goes without loading anew, every other click is the browser's. */
export function Link({ href, replace = false, onClick, target, children, ...rest }: LinkProps) {
  const go = useGo();
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    const isPlain =
      event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (event.defaultPrevented || !isPlain || (target !== undefined && target !== '_self')) return;
    event.preventDefault();
    go(href, { replace });
  };
  return (
    <a {...rest} href={href} target={target} onClick={follow}>
      {children}
    </a>
  );
}

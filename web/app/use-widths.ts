import { useMediaQuery } from '@mantine/hooks';

/** One pane at a time. */
export function useIsPhone(): boolean {
  return useMediaQuery('(max-width: 719px)', undefined, { getInitialValueInEffect: false });
}

/** Room for the details in a pane of their own. */
export function useIsWide(): boolean {
  return useMediaQuery('(min-width: 1100px)', undefined, { getInitialValueInEffect: false });
}

import { useLocalStorage } from '@mantine/hooks';

/** Whether the details stand beside the work, where there is room; kept in this browser. */
export function useDetailsSetting() {
  const [isWanted, setIsWanted] = useLocalStorage({
    key: 'pagedesk.details',
    defaultValue: true,
    getInitialValueInEffect: false,
  });
  return [isWanted, setIsWanted] as const;
}

import { Button } from './button.tsx';

type MoreButtonProps = {
  /** A list that comes page by page. */
  list: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };
  children?: string;
};

/** Below a list of which there is more: brings the next page. */
export function MoreButton({ list, children = 'Show older ones' }: MoreButtonProps) {
  if (!list.hasNextPage) return null;
  return (
    <div>
      <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
        {children}
      </Button>
    </div>
  );
}

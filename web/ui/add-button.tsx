import { IconPlus } from '@tabler/icons-react';
import { Button } from './button.tsx';
import { iconSizes, iconStroke } from './icon-sizes.ts';

/** The one act of a list: one more of what it shows. */
export function AddButton({ children, onClick }: { children: string; onClick: () => void }) {
  return (
    <Button
      kind="primary"
      icon={<IconPlus size={iconSizes.control} stroke={iconStroke} aria-hidden="true" />}
      onClick={onClick}
    >
      {children}
    </Button>
  );
}

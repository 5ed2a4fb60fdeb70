import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleX,
  IconClock,
  IconFlask,
  IconPlugOff,
  IconVolumeOff,
} from '@tabler/icons-react';
import type { PageState } from '../../../contract/pages.ts';
import { Chip } from '../../ui/chip.tsx';
import { iconSizes } from '../../ui/icon-sizes.ts';
import { pageStateWords } from './page-state-words.ts';

const signs: Record<PageState, typeof IconClock> = {
  connected: IconCircleCheck,
  expiring: IconClock,
  expired: IconCircleX,
  'permission-missing': IconAlertTriangle,
  'subscription-lost': IconPlugOff,
  'in-development': IconFlask,
  restricted: IconCircleX,
  unsubscribed: IconPlugOff,
  silent: IconVolumeOff,
};

/** How a page's connection stands, in a word. */
export function PageStateChip({ state }: { state: PageState }) {
  const Sign = signs[state];
  const { tone, word } = pageStateWords[state];
  return (
    <Chip tone={tone} icon={<Sign size={iconSizes.chip} stroke={1.7} aria-hidden="true" />}>
      {word}
    </Chip>
  );
}

import {
  IconAlertTriangle,
  IconBell,
  IconBolt,
  IconHeadset,
  IconHeart,
  IconMessage2,
  IconShoppingCart,
  IconStar,
} from '@tabler/icons-react';
import type { OfferIcon } from '../../../contract/offer-templates.ts';

/** The pictures that may stand over a request. */
export const offerIcons: Readonly<Record<OfferIcon, typeof IconBell>> = {
  message: IconMessage2,
  bell: IconBell,
  bolt: IconBolt,
  star: IconStar,
  heart: IconHeart,
  cart: IconShoppingCart,
  headset: IconHeadset,
  alert: IconAlertTriangle,
};

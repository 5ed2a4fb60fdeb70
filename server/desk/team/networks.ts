import { createNetworks } from '../../kit/networks.ts';

/** Tells of many addresses whether the desk may be used from them. @param networks  as for `isWithin`. */
export function createFence(networks: readonly string[]): (address: string) => boolean {
  return networks.length === 0 ? () => true : createNetworks(networks);
}

/** Whether the desk may be used from an address. @param networks  as the policy has them; empty: from everywhere. */
export function isWithin(networks: readonly string[], address: string): boolean {
  return createFence(networks)(address);
}

/** What is told to who asks from elsewhere. */
export const outsideWords = 'The desk can only be used from the networks of your organisation.';

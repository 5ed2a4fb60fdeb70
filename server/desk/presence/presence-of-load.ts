interface Load {
  /** In units; null: as much as comes. */
  capacity: number | null;
  used: number;
  /** How many conversations. */
  inHand: number;
}

/** As what somebody is seen whose presence follows what they have in hand. Pure. */
export function presenceOfLoad({ capacity, used, inHand }: Load): 'available' | 'busy' | 'do-not-disturb' {
  if (inHand === 0) return 'available';
  return capacity !== null && used >= capacity ? 'do-not-disturb' : 'busy';
}

/** As what somebody is seen whose presence follows what they have in hand: so many conversations. Pure. */
export function presenceOfLoad({
  inHand,
  isFull,
}: {
  inHand: number;
  isFull: boolean;
}): 'available' | 'busy' | 'do-not-disturb' {
  if (inHand === 0) return 'available';
  return isFull ? 'do-not-disturb' : 'busy';
}

/**
 * What a message that was read afterwards still asks of us. `over`: nothing, it was answered, or can no longer be.
 * `late`: it has no answer, but what came after it is known and was judged when it came. `waiting`: it is the newest
 * word, has no answer, and Facebook still allows one: it counts like one that was just told.
 */
export type Past = 'over' | 'late' | 'waiting';

import type { Exclusion } from '../../../contract/offers.ts';
import type { Most } from '../capacity/limits.ts';

/** A member of a department as distribution sees them. What was chosen in this round already counts. */
export interface Candidate {
  userId: string;
  presence: 'available' | 'busy' | 'do-not-disturb' | 'away' | 'offline' | 'inactive';
  /** What they have switched on for themselves. */
  takesChats: boolean;
  takesTickets: boolean;
  /** It follows what they have in hand: what they are given changes it. */
  followsLoad: boolean;
  /** In units; null: as much as comes. */
  capacity: number | null;
  /** In units, of what they have in hand and of what is offered to them. */
  used: number;
  /** How many conversations at once, as is set for them and for this department. */
  most: Most;
  /** Why something else than units lets no more come to them; null: nothing does. */
  full: Exclusion | null;
  /** How many conversations that are. */
  inHand: number;
  /** The same by work stream. */
  inHandOf: ReadonlyMap<string, number>;
  skillIds: ReadonlySet<string>;
  /** When they were last given, or offered, something; null: never. */
  lastGivenAt: Date | null;
  /** The same in this department alone. */
  turnAt: Date | null;
  /** How many conversations they were ever given in this department. */
  givenCount: number;
  /** By work stream: how many they were offered within its time of fair share. */
  shareOf: ReadonlyMap<string, number>;
  /** They are being asked for the very conversation that is looked at: that is what they were last given. */
  isAsked?: true;
  /** Breaks the last tie, always in the same way. */
  name: string;
}

/** A conversation that waits for somebody. */
export interface Waiting {
  id: string;
  workStreamId: string;
  /** Comments are worked like tickets. */
  isTicket: boolean;
  units: number;
  requiredSkillIds: readonly string[];
  /** When what waits for an answer came, or when it came back. */
  since: Date;
  /** Who let it go by, said no, or handed it on a moment ago. */
  declinedBy: ReadonlyMap<string, 'missed' | 'rejected' | 'handed-on'>;
  /** Who is asked first. */
  preferred: { userId: string; because: 'parked' | 'previous' } | null;
  /** Whose browser was lost while they had it. */
  lostBy: string | null;
  /** Of an offer to one after another: when the first of this round was made; null: none yet. */
  firstOfferedAt: Date | null;
  /** Who has it before them now. */
  offeredTo: ReadonlySet<string>;
  /** Where a program is asked who gets it; absent: none is. */
  named?: Named;
}

/** What the program says: it is being asked, it named somebody, or it did not. */
export interface Named {
  state: 'asking' | 'named' | 'failed';
  userId: string | null;
  /** It is to be asked. */
  isNew: boolean;
}

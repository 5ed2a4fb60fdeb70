import type { Criterion, Exclusion } from '../../contract/offers.ts';
import type { Algorithm } from '../../contract/work-streams.ts';

/** Why somebody is asked, said to them. */
export const whyYou: Record<Criterion, string> = {
  preferred: 'You served this customer before',
  'not-lost': 'It is with somebody new after its agent was gone',
  'more-skills': 'You have more of the skills that are wished for',
  'most-room': 'You have the most room',
  'fewest-of-stream': 'You have the fewest of this kind',
  'longest-without': 'You have been longest without a new one',
  'longest-without-here': 'It is your turn in this department',
  'fewest-given': 'You were given the fewest so far',
  'fewest-in-hand': 'You have the fewest in hand',
  'least-busy': 'You are the least busy',
  'best-score': 'You suit it best',
  named: 'The service of the work stream named you',
  name: 'You are as free as others; names decided',
  'only-one': 'You are the only one who can take it',
  'all-at-once': 'Everybody who can take it is asked',
};

/** The same of somebody, behind their name. */
export const whyThem: Record<Criterion, string> = {
  preferred: 'served this customer before',
  'not-lost': 'did not lose it before',
  'more-skills': 'has more of the skills that are wished for',
  'most-room': 'had the most room',
  'fewest-of-stream': 'had the fewest of this kind',
  'longest-without': 'had been longest without a new one',
  'longest-without-here': 'was next in this department',
  'fewest-given': 'had been given the fewest so far',
  'fewest-in-hand': 'had the fewest in hand',
  'least-busy': 'was the least busy',
  'best-score': 'suited it best by the weights of the stream',
  named: 'was named by the service of the work stream',
  name: 'comes first by name, all else being equal',
  'only-one': 'was the only one who could take it',
  'all-at-once': 'was asked with everybody who could take it',
};

/** Why somebody could not be asked, behind their name. */
export const exclusionWords: Record<Exclusion, string> = {
  missed: 'let it go by',
  rejected: 'said no',
  'handed-on': 'gave it back',
  'lacks-skill': 'lacks a skill it needs',
  presence: 'is not there for it',
  'switched-off': 'takes none of this kind now',
  'no-room': 'has no room',
  'profile-full': 'has as many of this kind as they may',
  'profile-blocks': 'is at the limit of something that lets nothing else come',
  'most-conversations': 'has as many conversations as they may at once',
  'fair-share': 'has had their share for now',
};

export const algorithmWords: Record<Algorithm, string> = {
  'highest-capacity': 'most room first',
  'round-robin': 'one after another',
  'fewest-given': 'fewest given first',
  'load-balancing': 'fewest in hand first',
  'load-rotation': 'longest without first',
  broadcast: 'everybody at once',
  steps: 'the least busy first, then more',
  weights: 'who suits best first, then more',
  external: 'whom a service names, else most room first',
};

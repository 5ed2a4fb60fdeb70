/** What the demo's people say under its two posts, as data; played by `play-wall.ts`. */

export interface WallComment {
  /** The beginning of the post that it stands under. */
  under: string;
  /** A customer, or null for the page itself. */
  by: string | null;
  minutesAgo: number;
  says: string;
  /** The first word of the comment that it answers. */
  answering?: string;
  /** What its author makes of it, so many minutes ago. */
  becomes?: { minutesAgo: number; says: string };
  /** How many of the others like it. */
  likes?: number;
}

export const wallStory: readonly WallComment[] = [
  {
    under: 'Slow Mondays',
    by: 'Charlotte Bennett',
    minutesAgo: 94,
    says: 'Beautiful! Does the oak need oiling? We have two dogs and a toddler',
    likes: 3,
  },
  {
    under: 'Slow Mondays',
    by: null,
    minutesAgo: 88,
    says: 'It comes oiled. Once a year with hard wax oil is enough, dogs and toddlers included.',
    answering: 'Beautiful!',
    likes: 5,
  },
  {
    under: 'Slow Mondays',
    by: 'Charlotte Bennett',
    minutesAgo: 41,
    says: 'Wonderful. And is the beige one coming back? Mine was cancelled because of it',
    answering: 'Beautiful!',
    becomes: {
      minutesAgo: 38,
      says: 'Wonderful. And is the sand colour coming back? Mine was cancelled because of it',
    },
  },
  { under: 'Slow Mondays', by: 'Fatima Aziz', minutesAgo: 72, says: '😍😍' },
  {
    under: 'Slow Mondays',
    by: 'Peter Hughes',
    minutesAgo: 56,
    says: 'I sell the same desk for half the money, write me',
  },
  {
    under: 'The workshop is open',
    by: 'Theo Grant',
    minutesAgo: 29,
    says: 'Is there parking near the workshop?',
  },
  {
    under: 'The workshop is open',
    by: 'Sofia Lindgren',
    minutesAgo: 17,
    says: 'Can I bring my old chair to have it repaired?',
    likes: 1,
  },
];

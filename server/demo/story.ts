/**
 * The demo's history as data: who wrote what, how long ago. Played through the real paths
 * (sandbox, webhook, lanes, desk verbs) with both clocks in the past; see `play-story.ts`.
 */

/** A file that the sandbox makes itself. */
export type Sample = 'image' | 'audio' | 'video' | 'file';

export type Act =
  | { by: 'customer'; says?: string; sends?: Sample; name?: string; tapsQuickReply?: string; like?: true }
  | { by: 'customer'; comesFromAd: { ref: string; adTitle: string } }
  | { by: 'customer'; reactsTo: string; emoji: string }
  | { by: 'customer'; reads: true }
  | { by: 'agent'; agent: string; takes: true }
  | { by: 'agent'; agent: string; replies: string; quoting?: string; buttons?: string[] }
  | { by: 'agent'; agent: string; notes: string }
  | { by: 'agent'; agent: string; tags: string }
  | { by: 'agent'; agent: string; ends: true }
  | { by: 'outside'; says: string };

export interface Scene {
  customer: string;
  /** Which of the two demo pages they write to. */
  page: 'shop' | 'workshop';
  /** Acts with the minutes before now at which they happen, oldest first. */
  acts: readonly (readonly [minutesAgo: number, act: Act])[];
}

const HOUR = 60;
const DAY = 24 * HOUR;

/** By these the demo's agents sort conversations. */
export const tags = [
  { name: 'Damaged', color: 5 },
  { name: 'Delivery', color: 3 },
  { name: 'Wholesale', color: 2 },
];

export const story: readonly Scene[] = [
  {
    customer: 'Elena Marković',
    page: 'shop',
    acts: [
      [17 * DAY, { by: 'customer', says: 'Hello! Is the Lund desk in stock in oak?' }],
      [17 * DAY - 6, { by: 'agent', agent: 'Priya', takes: true }],
      [
        17 * DAY - 7,
        {
          by: 'agent',
          agent: 'Priya',
          replies: 'It is, seven of them in Rotterdam. Shall I keep one for you?',
        },
      ],
      [17 * DAY - 10, { by: 'customer', says: 'I will order online, thank you!' }],
      [17 * DAY - 12, { by: 'agent', agent: 'Priya', ends: true }],
      [
        23 * HOUR + 20,
        { by: 'customer', comesFromAd: { ref: 'lund_autumn', adTitle: 'Autumn desks, 20 % off' } },
      ],
      [
        23 * HOUR + 19,
        {
          by: 'customer',
          says: 'Hi, my Lund desk came yesterday. It is lovely, but the top has a long scratch near the left edge',
        },
      ],
      [23 * HOUR + 18, { by: 'customer', sends: 'image', name: 'scratch.png' }],
      [23 * HOUR + 8, { by: 'agent', agent: 'Maya', takes: true }],
      [23 * HOUR + 7, { by: 'agent', agent: 'Maya', tags: 'Damaged' }],
      [
        23 * HOUR + 6,
        {
          by: 'agent',
          agent: 'Maya',
          replies:
            'Oh no, that should not happen. I’m sorry, Elena. Could you send me the delivery slip, and tell me whether the legs are fine?',
        },
      ],
      [22 * HOUR + 30, { by: 'customer', reads: true }],
      [22 * HOUR + 16, { by: 'customer', sends: 'audio', name: 'voice.mp4' }],
      [22 * HOUR + 15, { by: 'customer', sends: 'file', name: 'delivery-slip-48213.pdf' }],
      [
        22 * HOUR + 12,
        {
          by: 'agent',
          agent: 'Maya',
          notes:
            '@Jonas do we still have oak tops in Rotterdam? I’d rather send a new top than fetch the whole desk.',
        },
      ],
      [
        24,
        {
          by: 'agent',
          agent: 'Jonas',
          notes: 'Six left. @Maya order as LND-140-OAK-T, the van is in Utrecht on Saturday.',
        },
      ],
      [
        15,
        {
          by: 'agent',
          agent: 'Maya',
          replies:
            'Good news: we’ll bring you a new oak top and take the scratched one along. The legs stay, so it’s ten minutes’ work.',
          quoting: 'scratch near the left edge',
        },
      ],
      [13, { by: 'customer', reads: true }],
      [12, { by: 'customer', reactsTo: 'Good news', emoji: '❤️' }],
      [9, { by: 'customer', says: 'Great, thank you! Would Saturday be possible?' }],
    ],
  },
  {
    customer: 'Daniel Osei',
    page: 'shop',
    acts: [
      [2 * DAY, { by: 'customer', says: 'Good evening, when will order HP-48190 arrive?' }],
      [2 * DAY - 20, { by: 'agent', agent: 'Maya', takes: true }],
      [2 * DAY - 21, { by: 'agent', agent: 'Maya', tags: 'Delivery' }],
      [
        2 * DAY - 22,
        {
          by: 'agent',
          agent: 'Maya',
          replies: 'Tomorrow between 9 and 12, Daniel. The driver rings half an hour before.',
        },
      ],
      [23 * HOUR + 30, { by: 'customer', says: 'It is past twelve and nobody rang' }],
      [23 * HOUR + 28, { by: 'customer', says: 'Hello?' }],
      [23 * HOUR + 22, { by: 'customer', says: 'Is anyone there? The parcel should have been here by now' }],
    ],
  },
  {
    customer: 'Ingrid Solberg',
    page: 'workshop',
    acts: [
      [
        23 * HOUR,
        {
          by: 'customer',
          says: 'Hi! One leg of my Fjell armchair is loose. It is two years old, is that still under warranty?',
        },
      ],
      [22 * HOUR + 50, { by: 'agent', agent: 'Jonas', takes: true }],
      [
        22 * HOUR + 40,
        {
          by: 'agent',
          agent: 'Jonas',
          replies: 'Five years on the frame, so yes. Could you send a picture of the screw?',
          buttons: ['I will do that', 'Please call me'],
        },
      ],
      [22 * HOUR, { by: 'customer', tapsQuickReply: 'I will do that' }],
      [21 * HOUR + 55, { by: 'customer', sends: 'image', name: 'armchair.png' }],
      [
        90,
        {
          by: 'agent',
          agent: 'Jonas',
          replies: 'Thank you. I’ve asked the workshop, they answer tomorrow morning.',
        },
      ],
      [80, { by: 'customer', reads: true }],
    ],
  },
  {
    customer: 'Yusuf Demir',
    page: 'shop',
    acts: [
      [
        20 * HOUR,
        { by: 'customer', says: 'I need an invoice with our VAT number for the six chairs, please' },
      ],
      [19 * HOUR + 58, { by: 'agent', agent: 'Maya', takes: true }],
      [
        19 * HOUR + 57,
        {
          by: 'agent',
          agent: 'Maya',
          replies: 'Gladly. Could you send me the first invoice, so that I take the right one back?',
        },
      ],
      [19 * HOUR + 45, { by: 'customer', sends: 'file', name: 'invoice-2291.pdf' }],
      [19 * HOUR + 44, { by: 'customer', says: 'Here is the invoice, page two is the one with the address' }],
    ],
  },
  {
    customer: 'Aiko Tanaka',
    page: 'shop',
    acts: [
      [2 * HOUR, { by: 'customer', says: 'My lamp has not arrived and the tracking stopped on Tuesday' }],
      [2 * HOUR - 4, { by: 'agent', agent: 'Maya', takes: true }],
      [2 * HOUR - 5, { by: 'agent', agent: 'Maya', replies: 'I’m calling the carrier now, one moment.' }],
      [100, { by: 'customer', sends: 'audio', name: 'voice.mp4' }],
    ],
  },
  {
    customer: 'Marco Bianchi',
    page: 'shop',
    acts: [
      [30, { by: 'customer', says: 'Good morning! Is the frame of the Sella bed solid ash, or veneer?' }],
      [28, { by: 'customer', says: 'And would it fit through a door of 72 cm?' }],
    ],
  },
  {
    customer: 'Charlotte Bennett',
    page: 'shop',
    acts: [
      [5 * HOUR, { by: 'customer', says: 'Does the cushion cover of the Fjell sofa come off for washing?' }],
      [5 * HOUR - 3, { by: 'agent', agent: 'Priya', takes: true }],
      [
        5 * HOUR - 5,
        { by: 'agent', agent: 'Priya', replies: 'It does: zips on all three sides, 40 degrees.' },
      ],
      [5 * HOUR - 9, { by: 'customer', reads: true }],
      [40, { by: 'customer', says: 'Wonderful. And is the sand colour coming back this winter?' }],
    ],
  },
  {
    customer: 'Peter Hughes',
    page: 'shop',
    acts: [
      [
        2 * DAY + 3 * HOUR,
        { by: 'customer', says: 'I sent the stool back on Monday. When do I get my money?' },
      ],
      [2 * DAY + 2 * HOUR, { by: 'agent', agent: 'Maya', takes: true }],
      [
        2 * DAY + 2 * HOUR - 1,
        {
          by: 'agent',
          agent: 'Maya',
          replies: 'Your refund left us this morning. It takes up to three days.',
        },
      ],
      [2 * DAY + HOUR, { by: 'customer', reads: true }],
    ],
  },
  {
    customer: 'Fatima Aziz',
    page: 'shop',
    acts: [
      [9 * DAY, { by: 'customer', says: 'The bookcase is up!' }],
      [9 * DAY - 2, { by: 'customer', sends: 'image', name: 'bookcase.png' }],
      [9 * DAY - 10, { by: 'agent', agent: 'Maya', takes: true }],
      [9 * DAY - 12, { by: 'agent', agent: 'Maya', replies: 'What a room! Thank you for showing us.' }],
      [9 * DAY - 15, { by: 'customer', says: 'Thank you so much, it looks lovely' }],
      [9 * DAY - 16, { by: 'customer', like: true }],
    ],
  },
  {
    customer: 'Sofia Lindgren',
    page: 'workshop',
    acts: [
      [35, { by: 'customer', says: 'Hello, two of the six chairs came with a loose back rest 😟' }],
      [34, { by: 'customer', says: 'I have a dinner on Sunday and don’t know what to do…' }],
      [33, { by: 'customer', sends: 'image', name: 'chairs.png' }],
    ],
  },
  {
    customer: 'Omar Khalil',
    page: 'workshop',
    acts: [
      [14, { by: 'customer', says: 'Good afternoon, one of my chairs wobbles on the stone floor' }],
      [13, { by: 'customer', says: 'Can I get felt pads for it, or do you take it back?' }],
    ],
  },
  {
    customer: 'Theo Grant',
    page: 'workshop',
    acts: [
      [3 * DAY, { by: 'customer', says: 'Is there a repair shop in Antwerp?' }],
      [3 * DAY - 30, { by: 'outside', says: 'There is, Theo: Kloosterstraat 12, open until six.' }],
      [3 * DAY - 60, { by: 'customer', says: 'Perfect, thanks' }],
      [3 * DAY - 65, { by: 'agent', agent: 'Tomás', takes: true }],
      [3 * DAY - 66, { by: 'agent', agent: 'Tomás', ends: true }],
    ],
  },
];

/** Who works in the demo. The password is the same for all and printed at the start. */
export const team = [
  { name: 'Leila Haddad', email: 'leila@demo.example', role: 'administrator', departments: [] },
  { name: 'Robin Vos', email: 'robin@demo.example', role: 'supervisor', departments: [] },
  { name: 'Maya Okafor', email: 'maya@demo.example', role: 'agent', departments: ['Orders'] },
  { name: 'Priya Nair', email: 'priya@demo.example', role: 'agent', departments: ['Orders'] },
  { name: 'Jonas Weber', email: 'jonas@demo.example', role: 'agent', departments: ['Orders', 'Returns'] },
  { name: 'Tomás Silva', email: 'tomas@demo.example', role: 'agent', departments: ['Returns'] },
] as const;

export const demoPassword = 'harbour-and-pine';

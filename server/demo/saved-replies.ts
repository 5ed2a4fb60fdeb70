import type { CreateSavedReply } from '../../contract/saved-replies.ts';

const forEverybody: Omit<CreateSavedReply, 'title' | 'shortcut' | 'variants'> = {
  scope: 'everyone',
  departmentId: null,
  keepFiles: [],
  uploads: [],
};

/** Answers that the demo's shop sends often: in two languages, with quick replies, and with buttons that stay. */
export const savedReplies: CreateSavedReply[] = [
  {
    ...forEverybody,
    title: 'Greeting',
    shortcut: 'hi',
    variants: [
      {
        language: 'en',
        text: 'Hi {{contact.first_name|there}}, this is {{agent.first_name}} from {{page.name}}. How can I help?',
        quickReplies: [{ title: 'My order' }, { title: 'A question' }],
        template: null,
      },
      {
        language: 'de',
        text: 'Guten Tag {{contact.name|zusammen}}, hier ist {{agent.first_name}} von {{page.name}}. Wie kann ich helfen?',
        quickReplies: [{ title: 'Meine Bestellung' }, { title: 'Eine Frage' }],
        template: null,
      },
    ],
  },
  {
    ...forEverybody,
    title: 'How to return something',
    shortcut: 'return',
    variants: [
      {
        language: 'en',
        text: '',
        quickReplies: [],
        template: {
          kind: 'buttons',
          text: 'You can send it back within 30 days, in any box that fits. Shall we send you the label?',
          buttons: [
            { type: 'postback', title: 'Yes, please', payload: 'RETURN_LABEL' },
            { type: 'link', title: 'How it works', url: 'https://harbour-and-pine.example/returns' },
          ],
        },
      },
    ],
  },
  {
    ...forEverybody,
    title: 'Opening hours',
    shortcut: 'hours',
    variants: [
      {
        language: 'en',
        text: 'Our shop is open Monday to Friday from 9 to 18, on Saturdays from 10 to 16.',
        quickReplies: [],
        template: null,
      },
    ],
  },
];

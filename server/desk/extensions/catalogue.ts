import type { Extension, ExtensionId } from '../../../contract/extensions.ts';

type Entry = Pick<Extension, 'name' | 'summary' | 'permissions' | 'onMeans' | 'offMeans' | 'acknowledgement'>;

/**
 * The parts that can be switched, in words for the one who decides. Whoever changes a paragraph of an acknowledgement
 * gives it a new version: what was accepted is stored by it.
 */
export const catalogue = {
  facebook: {
    name: 'Facebook',
    summary: 'Messenger conversations and comments of your Facebook Pages, through your own Meta app.',
    permissions: [
      { name: 'pages_show_list', purpose: 'List the pages that the person who connects them manages.' },
      { name: 'pages_messaging', purpose: 'Receive Messenger messages of a page, and answer them.' },
      {
        name: 'pages_manage_metadata',
        purpose: 'Subscribe a page to the events that are delivered to this desk.',
      },
      { name: 'pages_read_engagement', purpose: 'Read the posts of a page that comments belong to.' },
      { name: 'pages_read_user_content', purpose: 'Read comments and posts of visitors.' },
      { name: 'pages_manage_engagement', purpose: 'Answer, hide, like and delete comments.' },
      {
        name: 'business_management',
        purpose: 'Find pages that belong to a business portfolio rather than to a person.',
      },
      {
        name: 'Human Agent',
        purpose: 'A feature, not a permission: lets a person answer for seven days instead of 24 hours.',
      },
    ],
    onMeans: [
      'Administrators can connect pages. Nothing is received or sent before one is connected.',
      'The setup room opens with a checklist of all that Facebook asks for.',
    ],
    offMeans: [
      'No page can be connected or connected again.',
      'Pages that are connected stay so: what customers write is still received, and can be answered.',
      'To stop that as well, unsubscribe the pages, or uninstall.',
    ],
    acknowledgement: {
      version: '2026-11-26',
      paragraphs: [
        'What your team and your customers write to one another on Facebook is stored and processed by Meta. It leaves the boundaries, in law and in place, within which your organisation keeps its other data. That holds for an installation in your own house as well.',
        'Your organisation alone is responsible for using this lawfully: for the rules on monitoring, recording and storing communication, and on the data of persons, in every country from which customers write.',
        'Tell your customers that a team answers them, what you keep and for how long, and obtain their consent where the law asks for it, before you answer the first of them. A page can ask for it by itself: see its privacy settings.',
      ],
    },
  },
  'online-chat': {
    name: 'Online Chat',
    summary: 'Works messages off as live chats: chat channels, to which pages are linked.',
    permissions: [],
    onMeans: ['Chat channels can be made, and pages be linked to them.'],
    offMeans: ['No chat channel can be made. Those that exist, and their conversations, stay as they are.'],
    acknowledgement: null,
  },
} satisfies Record<ExtensionId, Entry>;

import type { AutomatedKey } from '../../../../contract/automated-messages.ts';

/** The texts as they are shown, by when somebody meets them. */
export const textGroups: readonly { title: string; keys: readonly AutomatedKey[] }[] = [
  {
    title: 'When a customer writes',
    keys: ['welcome', 'queued', 'position', 'nextInLine', 'holiday', 'outOfHours', 'offline', 'notAssigned'],
  },
  {
    title: 'While the conversation goes on',
    keys: [
      'notAccepted',
      'overflow',
      'assigned',
      'agentJoined',
      'transferAccepted',
      'agentLeft',
      'colleagueJoined',
      'consultAccepted',
      'consultEnded',
      'agentDisconnected',
      'fileRefused',
      'disclosure',
    ],
  },
  { title: 'At the end', keys: ['finished', 'sessionClosed', 'inactivity'] },
];

const words: Readonly<Record<string, string>> = {
  welcome: 'first message',
  offline: 'nobody is there',
  holiday: 'holiday',
  'out-of-hours': 'outside of the hours',
  'not-assigned': 'no agent can be assigned',
  queued: 'waiting in the queue',
  position: 'position in the queue',
  'next-in-line': 'next in line',
  'not-accepted': 'nobody accepted in time',
  overflow: 'too many wait',
  assigned: 'an agent was assigned',
  'agent-joined': 'an agent joins',
  'agent-disconnected': 'the agent was disconnected',
  'agent-left': 'an agent leaves',
  'transfer-accepted': 'a colleague goes on',
  'session-closed': 'the session is closed',
  inactivity: 'closed as nothing happened',
  finished: 'end of the conversation',
  disclosure: 'a program writes',
  'file-refused': 'file not accepted',
  survey: 'survey',
  trigger: 'by a trigger',
  'pre-chat': 'question at the beginning',
  consent: 'notice, with a question',
  'consent-declined': 'after they declined',
};

/** What a text is called that a rule sent. */
export function automationWords(automation: string): string {
  return words[automation] ?? automation;
}

/** What an action's verb reads like behind a name. */
const verbs: Readonly<Record<string, string>> = {
  created: 'added',
  connected: 'connected',
  changed: 'changed',
  deleted: 'deleted',
  removed: 'removed',
  moved: 'moved',
  opened: 'opened',
  refused: 'refused',
  replayed: 'put back into the queue',
  noted: 'noted',
  ticked: 'ticked',
  unticked: 'took the tick back from',
};

/** What an action's subject is called. */
const subjects: Readonly<Record<string, string>> = {
  'api-token': 'a key for programs',
  'app-review': 'App Review',
  'chat-channel': 'a chat channel',
  department: 'a department',
  extension: 'an extension',
  'facebook-person': 'a person’s Facebook data',
  mail: 'a mail',
  'meta-app': 'a Meta app',
  page: 'a page',
  'privacy-page': 'the public privacy page',
  'set-aside': 'an event that was set aside',
  setup: 'an item of the checklist',
  user: 'a user',
};

/** Those that read badly when they are put together. */
const whole: Readonly<Record<string, string>> = {
  'conversation.looked-into': 'looked into a conversation of a department they are no member of',
  'extension.acknowledged': 'accepted what an extension means',
  'extension.switched-off': 'switched an extension off',
  'extension.switched-on': 'switched an extension on',
  'extension.uninstalled': 'uninstalled an extension',
  'mail.sent-again': 'had a mail sent again',
  'mail.tested': 'sent a test mail',
  'meta-app.moved': 'moved a page to another app',
  'meta-app.unauthorized': 'took an app’s authorisation back',
  'page.deauthorized': 'gave up a page’s access key: the authorisation was taken back at Facebook',
  'page.settings-changed': 'changed the settings of a page',
  'page.subscribed': 'subscribed a page',
  'page.unsubscribed': 'unsubscribed a page',
  'session.opened': 'signed in',
  'session.refused': 'refused a sign-in with a wrong password',
};

/** An action as a sentence without its subject: `changed a department`. What is not known is shown as it is stored. */
export function auditWords(action: string): string {
  const known = whole[action];
  if (known !== undefined) return known;
  const [subject = '', verb = ''] = action.split('.');
  const words = { verb: verbs[verb], subject: subjects[subject] };
  return words.verb && words.subject ? `${words.verb} ${words.subject}` : action;
}

/**
 * What an entry tells beside its action, one fact each. Our own ids say nothing to a reader: one alone is left out, of
 * several their number is told. Nested facts are written as JSON.
 */
export function auditFacts(detail: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(detail).flatMap(([name, value]) =>
    isOurId(value) ? [] : `${spaced(name)}: ${factOf(value)}`,
  );
}

const isOurId = (value: unknown) =>
  typeof value === 'string' && /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(value);

const spaced = (name: string) => name.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();

function factOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (!Array.isArray(value)) return JSON.stringify(value);
  if (value.length === 0) return 'none';
  if (value.every(isOurId)) return String(value.length);
  return value.map((one) => (typeof one === 'string' ? one : JSON.stringify(one))).join(', ');
}

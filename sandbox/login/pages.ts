import type { AppRecord, PageRecord, PersonRecord } from '../world/records.ts';

const meanings: Record<string, string> = {
  public_profile: 'Receive your name and picture',
  email: 'Receive your e-mail address',
  pages_show_list: 'Show a list of the Pages you manage',
  pages_messaging: 'Manage and access Page conversations in Messenger',
  pages_manage_metadata: 'Manage accounts, settings and webhooks for a Page',
  pages_read_engagement: 'Read content posted on the Page',
  pages_read_user_content: 'Read user content on your Page',
  pages_manage_engagement: 'Create and manage content on your Page',
  pages_manage_posts: 'Create and manage posts on your Page',
  business_management: 'Manage your business',
};

/** Who asks for what, as whom, for which pages. One form; the button pressed is the decision. */
export function consentPage(about: {
  app: AppRecord;
  scopes: string[];
  person: PersonRecord;
  accounts: PersonRecord[];
  pages: PageRecord[];
  query: URLSearchParams;
}): string {
  const { app, scopes, person, accounts, pages, query } = about;
  const others = accounts
    .filter((account) => account !== person)
    .map((account) => {
      const as = new URLSearchParams(query);
      as.set('as', account.id);
      return `<li><a href="?${escape(as.toString())}">Continue as ${escape(account.name)} instead</a></li>`;
    });
  const action = new URLSearchParams(query);
  action.delete('as');
  return htmlPage(
    `Log in to ${app.name}`,
    `<form method="post" action="?${escape(action.toString())}">
<input type="hidden" name="person" value="${escape(person.id)}">
<h1>Continue as ${escape(person.name)}?</h1>
<p><strong>${escape(app.name)}</strong> asks for access. You choose what it gets.</p>
${others.length > 0 ? `<ul class="others">${others.join('')}</ul>` : ''}
<fieldset><legend>Pages</legend>
${pages.map((page) => tick('page', page.id, page.name, page.category)).join('\n') || '<p>You manage no Pages.</p>'}
</fieldset>
<fieldset><legend>What ${escape(app.name)} is allowed to do</legend>
${scopes
  .filter((scope) => scope !== 'public_profile')
  .map((scope) => tick('scope', scope, meanings[scope] ?? scope, scope))
  .join('\n')}
</fieldset>
<div class="buttons">
<button name="decision" value="cancel">Cancel</button>
<button name="decision" value="continue" class="main">Continue</button>
</div>
</form>`,
  );
}

export function errorPage(message: string): string {
  return htmlPage(
    'Something went wrong',
    `<h1>Sorry, something went wrong</h1><p role="alert">${escape(message)}</p>`,
  );
}

function tick(name: string, value: string, label: string, detail: string): string {
  const input = `<input type="checkbox" name="${name}" value="${escape(value)}" checked>`;
  return `<label>${input}<span>${escape(label)}<small>${escape(detail)}</small></span></label>`;
}

function htmlPage(title: string, body: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)}</title><style>
:root { color-scheme: light dark; --ground: #f2f4f3; --card: #fff; --ink: #1c2422; --soft: #5e6b67; --line: #d6dcda; --main: #0f6b72; }
@media (prefers-color-scheme: dark) { :root { --ground: #121716; --card: #1b2221; --ink: #e7edeb; --soft: #9aa8a4; --line: #34403d; --main: #2f9aa2; } }
body { margin: 0; background: var(--ground); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
header { padding: 10px 20px; border-bottom: 4px dashed var(--soft); background: var(--card); font-size: 13px; color: var(--soft); }
main { max-width: 480px; margin: 32px auto; padding: 24px; background: var(--card); border: 1px solid var(--line); border-radius: 12px; }
h1 { font-size: 20px; margin: 0 0 8px; }
fieldset { border: 1px solid var(--line); border-radius: 8px; margin: 16px 0; padding: 8px 14px; }
legend { font-weight: 600; padding: 0 6px; }
label { display: flex; gap: 10px; align-items: start; padding: 6px 0; }
small { display: block; color: var(--soft); }
.others { list-style: none; padding: 0; }
a { color: var(--main); }
.buttons { display: flex; gap: 10px; justify-content: end; }
button { font: inherit; padding: 9px 18px; border-radius: 8px; border: 1px solid var(--line); background: none; color: inherit; cursor: pointer; }
button.main { background: var(--main); border-color: var(--main); color: #fff; font-weight: 600; }
</style></head><body><header>Sandbox: a stand-in for Facebook. Nothing here leaves this machine.</header><main>${body}</main></body></html>`;
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

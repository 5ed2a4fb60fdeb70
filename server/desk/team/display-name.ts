import type { PageSettings } from '../../../contract/page-settings.ts';

/** The longest name that Facebook takes for a persona, in UTF-16 units. Source: Meta, "Personas", read 2026-11-20. */
export const mostNameUnits = 50;

/**
 * The name that customers of a page see of an agent; null when it shows none. Where the nickname or the user name is
 * missing, the full name stands in. Who has one name only is called by it.
 */
export function displayName(
  form: PageSettings['messages']['agentName'],
  user: { name: string; nickname: string | null; userName: string | null },
): string | null {
  if (form === 'none') return null;
  const [first = '', ...others] = user.name.trim().split(/\s+/);
  const forms = {
    full: user.name.trim(),
    first,
    last: others.at(-1) ?? first,
    'user-name': user.userName?.trim() ?? '',
    nickname: user.nickname?.trim() ?? '',
  };
  const name = forms[form] === '' ? forms.full : forms[form];
  return cut(name) || null;
}

/** Never through the middle of a character. */
function cut(name: string): string {
  if (name.length <= mostNameUnits) return name;
  return name
    .slice(0, mostNameUnits)
    .replace(/[\ud800-\udbff]$/, '')
    .trimEnd();
}

/** What a saved reply may leave open, and in a word what stands there once it is used. */
export const placeholders = {
  'contact.name': 'the customer’s name',
  'contact.first_name': 'the customer’s first name',
  'contact.last_name': 'the customer’s last name',
  'agent.name': 'the agent’s name',
  'agent.first_name': 'the agent’s first name',
  'agent.last_name': 'the agent’s last name',
  'agent.nickname': 'the agent’s nickname',
  'agent.email': 'the agent’s e-mail address',
  'page.name': 'the page',
  'department.name': 'the department',
  'conversation.number': 'the number of the conversation',
  'conversation.tags': 'the conversation’s tags',
} as const;
export type Placeholder = keyof typeof placeholders;
export type PlaceholderValues = Record<Placeholder, string | null>;

/** `{{contact.first_name}}`, or with what stands in while it is not known: `{{contact.first_name|there}}`. */
const placeholder = /\{\{([^{}]*)\}\}/g;

/** What is wrong with the placeholders of a text, a sentence each; none when all is right. */
export function findPlaceholderFaults(text: string): string[] {
  const unknown = [...text.matchAll(placeholder)].flatMap(([whole, inner = '']) =>
    isPlaceholder(nameOf(inner)) ? [] : `${whole} is no placeholder.`,
  );
  const rest = text.replace(placeholder, '');
  const isOpen = rest.includes('{{') || rest.includes('}}');
  return [...new Set(unknown), ...(isOpen ? ['A placeholder is not closed: write {{name}}.'] : [])];
}

/** A text with its placeholders filled, and what was not known and has no word to stand in. */
export function fillPlaceholders(
  text: string,
  values: PlaceholderValues,
): { text: string; missing: Placeholder[] } {
  const missing = new Set<Placeholder>();
  const filled = text.replace(placeholder, (whole, inner: string) => {
    const name = nameOf(inner);
    if (!isPlaceholder(name)) return whole;
    const standIn = inner.includes('|') ? inner.slice(inner.indexOf('|') + 1).trim() : null;
    const value = values[name] ?? standIn;
    if (value === null) missing.add(name);
    return value ?? '';
  });
  return { text: filled, missing: [...missing] };
}

function nameOf(inner: string): string {
  return (inner.split('|')[0] ?? '').trim();
}

function isPlaceholder(name: string): name is Placeholder {
  return Object.hasOwn(placeholders, name);
}

/** What is wrong, by the field's path within its section. */
export type Faults = Readonly<Record<string, string | undefined>>;

/** What a draft changes in fact: a field set back to what is saved is no change. */
export function changesOf<Section extends object>(saved: Section, draft: Partial<Section>): Partial<Section> {
  const entries = Object.entries(draft).filter(
    ([field, value]) => JSON.stringify(value) !== JSON.stringify(saved[field as keyof Section]),
  );
  return Object.fromEntries(entries) as Partial<Section>;
}

type Parsed =
  { success: true } | { success: false; error: { issues: { path: PropertyKey[]; message: string }[] } };

/** The first thing that is wrong with each field of a section, and with each part of one. */
export function faultsOf(parsed: Parsed, section: string): Faults {
  if (parsed.success) return {};
  const faults: Record<string, string> = {};
  for (const { path, message } of parsed.error.issues) {
    const [first, ...within] = path.map(String);
    if (first !== section) continue;
    for (let depth = 1; depth <= within.length; depth += 1) {
      faults[within.slice(0, depth).join('.')] ??= message;
    }
  }
  return faults;
}

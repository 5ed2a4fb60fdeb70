import {
  pageSettings,
  type ChangePageSettings,
  type PageSettings,
  type VersionedPageSettings,
} from '../../../contract/page-settings.ts';
import { lockSettings, writeSettings } from '../../store/page-settings.ts';
import { requireRight } from '../access.ts';
import { audit } from '../audit.ts';
import { change, type Context } from '../context.ts';
import { askThoseHereJob } from '../jobs.ts';
import { conflict, invalid, notFound } from '../problems.ts';
import { requireFormOfPage } from '../surveys/require-form.ts';

/** What is stored: sections, and in each what somebody set. A field that this version does not know stays. */
type Stored = Record<string, Record<string, unknown> | undefined>;

/**
 * Sets some fields of some sections for one page; everything else, and every other page, stays as it is. What is
 * set to what it is already makes no new version. Administrators only.
 *
 * @throws Problem `not-found` · `conflict` when somebody changed the page's settings since `version`
 * (`data.version`: the present one) · `invalid` when a section does not fit together (`data.field`).
 */
export async function changeSettings(
  ctx: Context,
  pageId: string,
  input: ChangePageSettings,
): Promise<VersionedPageSettings> {
  requireRight(ctx.actor, 'manage-pages');
  const { version, ...sections } = input;
  return change(ctx, async (story) => {
    const row = await lockSettings(story.tx, pageId);
    if (!row) throw notFound('page');
    if (row.version !== version) {
      throw conflict('Somebody else has changed this page’s settings. Look at them and save again.', {
        version: row.version,
      });
    }
    const stored = withChanges(row.settings as Stored, sections);
    const before = pageSettings.parse(row.settings);
    const settings = parseSettings(stored);
    const changed = changedFields(before, settings);
    if (Object.keys(changed).length === 0) return { version, settings };
    await requireFormOfPage(story.tx, settings.survey);
    await writeSettings(story.tx, pageId, stored);
    await audit(ctx, story, { action: 'page.settings-changed', subjectId: pageId, detail: { changed } });
    story.announce({ kind: 'page.changed', subjectId: pageId, departments: [row.departmentId] });
    if (asksAnew(before.privacy, settings.privacy)) story.enqueue(askThoseHereJob(pageId));
    return { version: version + 1, settings };
  });
}

/** Whether customers who are talked to now have to be asked. */
function asksAnew(before: PageSettings['privacy'], after: PageSettings['privacy']): boolean {
  if (after.consent === 'off') return false;
  return before.consent === 'off' || after.consentVersion > before.consentVersion;
}

function withChanges(stored: Stored, sections: Omit<ChangePageSettings, 'version'>): Stored {
  const next = { ...stored };
  for (const [name, fields] of Object.entries(sections)) next[name] = { ...next[name], ...fields };
  return next;
}

/** Rules over several fields of a section are judged here, on the section as a whole. */
function parseSettings(stored: Stored): PageSettings {
  const parsed = pageSettings.safeParse(stored);
  if (parsed.success) return parsed.data;
  const [first] = parsed.error.issues;
  throw invalid(first?.path.join('.') ?? 'settings', first?.message ?? 'These settings do not fit together.');
}

/** `section.field` of what differs, with both values where they are short: for the audit log. */
function changedFields(before: PageSettings, after: PageSettings): Record<string, unknown> {
  const changed: Record<string, unknown> = {};
  for (const [section, fields] of Object.entries(after)) {
    const was: Record<string, unknown> = before[section as keyof PageSettings];
    for (const [field, to] of Object.entries(fields as Record<string, unknown>)) {
      const from = was[field];
      if (JSON.stringify(from) === JSON.stringify(to)) continue;
      changed[`${section}.${field}`] = isShort(from) && isShort(to) ? { from, to } : 'changed';
    }
  }
  return changed;
}

function isShort(value: unknown): boolean {
  return value === null || typeof value !== 'object';
}

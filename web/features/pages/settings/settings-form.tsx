import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import {
  changePageSettings,
  type ChangePageSettings,
  type PageSettings,
  type PageSettingsSection,
} from '../../../../contract/page-settings.ts';
import type { Page } from '../../../../contract/pages.ts';
import type { Problem } from '../../../lib/api.ts';
import { DraftForm } from '../../../ui/draft-form.tsx';
import { sectionState } from '../../../ui/section-page.tsx';
import { showToast } from '../../../ui/toast-store.ts';
import { pageSettingsQuery, useSavePageSettings } from '../api/page-settings.ts';
import { changesOf, faultsOf, type Faults } from '../../../lib/settings-draft.ts';

/** What the fields of a section are drawn from. */
export type SectionFields<Section> = {
  value: Section;
  set: (fields: Partial<Section>) => void;
  /** What is wrong with a field, once somebody tried to save it; `texts.fr` for one within. */
  fault: (field: string) => string | undefined;
};

/** What is saved with the section but lies elsewhere. */
export type SavedBeside = { isDirty: boolean; save: () => Promise<unknown>; discard: () => void };

type SettingsFormProps<Name extends PageSettingsSection> = {
  page: Page;
  section: Name;
  beside?: SavedBeside;
  children: (fields: SectionFields<PageSettings[Name]>) => ReactNode;
};

/**
 * The fields of one section of a page's settings. Nothing takes effect before Save changes, and nobody leaves with
 * something unsaved without being asked. When somebody else saved meanwhile, what was changed here is kept, over
 * what they saved.
 */
export function SettingsForm<Name extends PageSettingsSection>(props: SettingsFormProps<Name>) {
  const { page, section, beside, children } = props;
  const stored = useQuery(pageSettingsQuery(page.id));
  const save = useSavePageSettings(page.id);
  const [draft, setDraft] = useState<Partial<PageSettings[Name]>>({});
  const [faults, setFaults] = useState<Faults>({});
  const [failure, setFailure] = useState<Problem | null>(null);

  const waiting = sectionState(stored, 'The settings');
  if (waiting || !stored.data) return waiting;
  const { version, settings } = stored.data;
  const saved = settings[section];
  const changes = changesOf(saved, draft);
  const isDirty = Object.keys(changes).length > 0 || (beside?.isDirty ?? false);

  const discard = () => {
    setDraft({});
    setFaults({});
    setFailure(null);
    beside?.discard();
  };
  const saveAll = async (): Promise<boolean> => {
    const body = { version, [section]: changes } as ChangePageSettings;
    const wrong = faultsOf(changePageSettings.safeParse(body), section);
    setFaults(wrong);
    setFailure(null);
    if (Object.keys(wrong).length > 0) return false;
    try {
      if (beside?.isDirty) await beside.save();
      if (Object.keys(changes).length > 0) await save.mutateAsync(body);
    } catch (error) {
      const problem = error as Problem;
      const field = String(problem.data['field'] ?? '');
      if (field.startsWith(`${section}.`)) setFaults({ [field.slice(section.length + 1)]: problem.message });
      else setFailure(problem);
      return false;
    }
    setDraft({});
    showToast({ tone: 'success', title: `${page.name}: saved` });
    return true;
  };
  return (
    <DraftForm
      isDirty={isDirty}
      isSaving={save.isPending}
      failure={failure}
      onSave={saveAll}
      onDiscard={discard}
    >
      {children({
        value: { ...saved, ...draft },
        set: (fields) => setDraft({ ...draft, ...fields }),
        fault: (field) => faults[field],
      })}
    </DraftForm>
  );
}

import { IconCopy, IconRoute, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import {
  changeWorkStream,
  workStreamSettings,
  type ChangeWorkStream,
  type WorkStream,
  type WorkStreamSettings,
} from '../../../contract/work-streams.ts';
import type { Problem } from '../../lib/api.ts';
import { screenPaths } from '../../lib/screen-paths.ts';
import { changesOf, type Faults } from '../../lib/settings-draft.ts';
import { Button } from '../../ui/button.tsx';
import { DraftForm } from '../../ui/draft-form.tsx';
import { iconSizes, iconStroke } from '../../ui/icon-sizes.ts';
import { useGo } from '../../ui/link.tsx';
import { Screen } from '../../ui/screen.tsx';
import { showToast } from '../../ui/toast-store.ts';
import { TrailBar } from '../../ui/trail-bar.tsx';
import { useCopyWorkStream, useSaveWorkStream } from './api/work-streams.ts';
import { DeleteStreamDialog } from './components/delete-stream-dialog.tsx';
import { StreamFields } from './components/stream-fields.tsx';
import { ServiceFields } from './components/service-fields.tsx';
import { StreamPages } from './components/stream-pages.tsx';

type Draft = { name: string; settings: WorkStreamSettings };

/** All that is set for one work stream, for administrators. Nothing takes effect before Save, and then for what comes from now on. */
export function StreamScreen({ stream }: { stream: WorkStream }) {
  const go = useGo();
  const save = useSaveWorkStream(stream.id);
  const [draft, setDraft] = useState<Partial<Draft>>({});
  const [faults, setFaults] = useState<Faults>({});
  const [failure, setFailure] = useState<Problem | null>(null);
  const [isDeleting, setIsDeleting] = useState(false);
  const copy = useCopyWorkStream(({ id, name }) => {
    showToast({ tone: 'success', title: `${name} was added`, text: 'No page is in it yet.' });
    go(screenPaths.workStreams(id));
  });
  const name = draft.name ?? stream.name;
  const settings = { ...stream.settings, ...draft.settings };
  const changed = changesOf(stream.settings, draft.settings ?? {});
  const isDirty = name !== stream.name || Object.keys(changed).length > 0;

  const discard = () => {
    setDraft({});
    setFaults({});
    setFailure(null);
  };
  const saveAll = async (): Promise<boolean> => {
    const body = {
      version: stream.version,
      ...(name === stream.name ? {} : { name }),
      settings: changed,
    } as ChangeWorkStream;
    const wrong = faultsOf(body, settings);
    setFaults(wrong);
    setFailure(null);
    if (Object.keys(wrong).length > 0) return false;
    try {
      await save.mutateAsync(body);
    } catch (error) {
      const problem = error as Problem;
      const field = String(problem.data['field'] ?? '').replace(/^settings\./, '');
      if (problem.code === 'invalid' && field !== '') setFaults({ [field]: problem.message });
      else setFailure(problem);
      return false;
    }
    setDraft({});
    showToast({ tone: 'success', title: `${name}: saved` });
    return true;
  };
  const icon = (Icon: typeof IconCopy) => (
    <Icon size={iconSizes.control} stroke={iconStroke} aria-hidden="true" />
  );
  return (
    <Screen
      label={stream.name}
      isNarrow
      bar={
        <TrailBar list="Work streams" href={screenPaths.workStreams()} name={stream.name}>
          <Button size="small" icon={icon(IconRoute)} onClick={() => go(screenPaths.routing(stream.id))}>
            Routing rules
          </Button>
          <Button
            size="small"
            icon={icon(IconCopy)}
            busy={copy.isPending}
            onClick={() => copy.mutate(stream.id)}
          >
            Copy
          </Button>
          {!stream.isDefault && (
            <Button size="small" icon={icon(IconTrash)} onClick={() => setIsDeleting(true)}>
              Delete
            </Button>
          )}
        </TrailBar>
      }
    >
      <DraftForm
        isDirty={isDirty}
        isSaving={save.isPending}
        failure={failure}
        fault={Object.values(faults)[0]}
        onSave={saveAll}
        onDiscard={discard}
      >
        <StreamFields
          name={name}
          isDefault={stream.isDefault}
          settings={settings}
          fault={(field) => faults[field]}
          onName={(next) => setDraft({ ...draft, name: next })}
          onSet={(fields) => setDraft({ ...draft, settings: { ...settings, ...fields } })}
        />
        {settings.mode === 'push' && settings.algorithm === 'external' && <ServiceFields stream={stream} />}
        <StreamPages stream={stream} />
      </DraftForm>
      {isDeleting && (
        <DeleteStreamDialog
          stream={stream}
          onClose={() => setIsDeleting(false)}
          onDeleted={() => go(screenPaths.workStreams(), { replace: true })}
        />
      )}
    </Screen>
  );
}

/** What is wrong with single fields, and then with how they fit together. */
function faultsOf(body: ChangeWorkStream, settings: WorkStreamSettings): Faults {
  const faults: Record<string, string> = {};
  for (const parsed of [changeWorkStream.safeParse(body), workStreamSettings.safeParse(settings)]) {
    if (parsed.success) continue;
    for (const { path, message } of parsed.error.issues) {
      const field = String(path[0] === 'settings' ? path[1] : path[0]);
      faults[field] ??= message;
    }
  }
  return faults;
}

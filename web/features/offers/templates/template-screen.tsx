import { IconCopy, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import {
  saveOfferTemplate,
  type OfferTemplate,
  type OfferTemplateBody,
} from '../../../../contract/offer-templates.ts';
import { nowMs } from '../../../lib/clock.ts';
import { useRight } from '../../../lib/desk-queries.ts';
import { screenPaths } from '../../../lib/screen-paths.ts';
import { Button } from '../../../ui/button.tsx';
import { DraftForm } from '../../../ui/draft-form.tsx';
import { iconSizes, iconStroke } from '../../../ui/icon-sizes.ts';
import { useGo } from '../../../ui/link.tsx';
import { Screen } from '../../../ui/screen.tsx';
import { showToast } from '../../../ui/toast-store.ts';
import { TrailBar } from '../../../ui/trail-bar.tsx';
import { OfferCard } from '../components/offer-card.tsx';
import { DeleteTemplateDialog } from './delete-template-dialog.tsx';
import { sampleOffer } from './sample-offer.ts';
import { TemplateFields } from './template-fields.tsx';
import { useCopyTemplate, useSaveTemplate } from './api.ts';
import styles from './templates.module.css';

/** One template, with a request as it would look beside it. Nothing takes effect before Save, and then for the next one. */
export function TemplateScreen({ template }: { template: OfferTemplate }) {
  const isReadOnly = !useRight('manage-work-streams');
  const go = useGo();
  const save = useSaveTemplate();
  const [isDeleting, setIsDeleting] = useState(false);
  const [name, setName] = useState(template.name);
  const [body, setBody] = useState(template.body);
  const [faults, setFaults] = useState<Readonly<Record<string, string>>>({});
  const [openedMs] = useState(nowMs);
  const copy = useCopyTemplate((made) => {
    showToast({ tone: 'success', title: `${made.name} was added`, text: 'No work stream uses it yet.' });
    go(screenPaths.offerTemplates(made.id));
  });
  const isDirty = name !== template.name || JSON.stringify(body) !== JSON.stringify(template.body);

  const discard = () => {
    setName(template.name);
    setBody(template.body);
    setFaults({});
  };
  const saveAll = async (): Promise<boolean> => {
    const wrong = faultsOf({ name, body });
    setFaults(wrong);
    if (Object.keys(wrong).length > 0) return false;
    try {
      const saved = await save.mutateAsync({ id: template.id, body: { name, body } });
      setName(saved.name);
      setBody(saved.body);
    } catch {
      return false;
    }
    showToast({ tone: 'success', title: `${name}: saved`, text: 'The next requests look so.' });
    return true;
  };
  const icon = (Icon: typeof IconCopy) => (
    <Icon size={iconSizes.control} stroke={iconStroke} aria-hidden="true" />
  );
  return (
    <Screen
      label={template.name}
      bar={
        <TrailBar list="Requests" href={screenPaths.offerTemplates()} name={template.name}>
          {!isReadOnly && (
            <>
              <Button
                size="small"
                icon={icon(IconCopy)}
                busy={copy.isPending}
                onClick={() => copy.mutate(template.id)}
              >
                Copy
              </Button>
              <Button size="small" icon={icon(IconTrash)} onClick={() => setIsDeleting(true)}>
                Delete
              </Button>
            </>
          )}
        </TrailBar>
      }
    >
      <div className={styles.both}>
        <DraftForm
          isDirty={isDirty}
          isSaving={save.isPending}
          isReadOnly={isReadOnly}
          failure={save.error}
          fault={Object.values(faults)[0]}
          onSave={saveAll}
          onDiscard={discard}
        >
          <TemplateFields
            name={name}
            body={body}
            fault={(path) => faults[path]}
            onName={setName}
            onSet={(fields) => setBody({ ...body, ...fields })}
          />
        </DraftForm>
        <Preview body={body} openedMs={openedMs} />
      </div>
      {isDeleting && (
        <DeleteTemplateDialog
          template={template}
          onClose={() => setIsDeleting(false)}
          onDeleted={() => go(screenPaths.offerTemplates(), { replace: true })}
        />
      )}
    </Screen>
  );
}

/** A request that nobody made: it looks, and does nothing. */
function Preview({ body, openedMs }: { body: OfferTemplateBody; openedMs: number }) {
  const { seconds, givesWithoutAsking, ...look } = body;
  const nothing = () => {};
  return (
    <figure className={styles.preview}>
      <figcaption className="small text-3">A request as it would look</figcaption>
      <div inert>
        <OfferCard
          offer={sampleOffer(look, { seconds, isGiven: givesWithoutAsking }, openedMs)}
          others={[]}
          isBusy={false}
          onAccept={nothing}
          onReject={nothing}
          onDismiss={nothing}
        />
      </div>
    </figure>
  );
}

/** What is wrong, by the field's path within the body. */
function faultsOf(input: { name: string; body: OfferTemplateBody }): Record<string, string> {
  const parsed = saveOfferTemplate.safeParse(input);
  if (parsed.success) return {};
  const faults: Record<string, string> = {};
  for (const { path, message } of parsed.error.issues) {
    faults[
      path
        .map(String)
        .join('.')
        .replace(/^body\./, '')
    ] ??= message;
  }
  return faults;
}

import type { FormEvent, ReactNode } from 'react';
import { isProblem } from '../lib/api.ts';
import { Button } from './button.tsx';
import styles from './draft-form.module.css';
import { Notice } from './notice.tsx';
import { UnsavedGuard } from './unsaved-guard.tsx';

type DraftFormProps = {
  isDirty: boolean;
  isSaving: boolean;
  /** Who only looks changes nothing, and sees no buttons. */
  isReadOnly?: boolean;
  /** Why the server did not save. */
  failure: Error | null;
  /** The first thing that is not right yet, where it is not told beside its field alone. */
  fault?: string | null | undefined;
  /** Resolves to whether it was saved. */
  onSave: () => Promise<boolean>;
  onDiscard: () => void;
  children: ReactNode;
};

/** Settings that take effect when they are saved, and not before. Nobody leaves what is not saved without being asked. */
export function DraftForm(props: DraftFormProps) {
  const { isDirty, isSaving, isReadOnly = false, failure, fault, onSave, onDiscard, children } = props;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void onSave();
  };
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      {failure && <Refusal failure={failure} />}
      {fault && (
        <Notice tone="danger" role="alert" title="Something is not right yet">
          {fault}
        </Notice>
      )}
      <fieldset className={styles.fields} disabled={isReadOnly}>
        {children}
      </fieldset>
      {!isReadOnly && (
        <div className={styles.foot} data-dirty={isDirty || undefined}>
          <p className={styles.news} aria-live="polite">
            {isDirty ? 'Not saved yet' : ''}
          </p>
          <Button disabled={!isDirty} onClick={onDiscard}>
            Discard
          </Button>
          <Button kind="primary" submit disabled={!isDirty} busy={isSaving}>
            Save changes
          </Button>
        </div>
      )}
      <UnsavedGuard isDirty={isDirty} onSave={onSave} />
    </form>
  );
}

function Refusal({ failure }: { failure: Error }) {
  if (isProblem(failure, 'conflict')) {
    return (
      <Notice tone="warning" role="alert" title="Somebody else saved meanwhile">
        Their values stand in every field that you did not touch. Look once more, then save.
      </Notice>
    );
  }
  return (
    <Notice tone="danger" role="alert" title="Nothing was saved">
      {failure.message}
    </Notice>
  );
}

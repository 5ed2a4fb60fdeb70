import { Select, TagsInput, Textarea, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { limits } from '../../../../contract/messages.ts';
import { placeholders } from '../../../../contract/placeholders.ts';
import type { SavedReply, SavedReplyScope, SavedReplyVariant } from '../../../../contract/saved-replies.ts';
import { useMe, useRight } from '../../../lib/desk-queries.ts';
import { Button } from '../../../ui/button.tsx';
import { EditDialog } from '../../../ui/edit-dialog.tsx';
import { useDeleteReply, useSaveReply } from '../api/saved-replies.ts';
import { changeOf, draftOf, emptyVariant, readDraft, type ReplyDraft } from '../reply-draft.ts';
import styles from '../saved-replies.module.css';
import { ReplyFiles } from './reply-files.tsx';
import { TemplateEditor } from './template-editor.tsx';

type SavedReplyDialogProps = { reply: SavedReply | null; onClose: () => void };

const scopes: { value: SavedReplyScope; label: string }[] = [
  { value: 'private', label: 'Only me' },
  { value: 'department', label: 'A department' },
  { value: 'everyone', label: 'Everybody' },
];

/** Saves a reply, or changes one. */
export function SavedReplyDialog({ reply, onClose }: SavedReplyDialogProps) {
  const { departments } = useMe();
  const isLead = useRight('share-saved-replies');
  const mayShareWithAll = useRight('share-saved-replies-with-all');
  const save = useSaveReply(onClose);
  const remove = useDeleteReply(onClose);
  const [isSent, setIsSent] = useState(false);
  const [draft, setDraft] = useState<ReplyDraft>(() => draftOf(reply));
  const [shown, setShown] = useState(0);
  const set = (change: Partial<ReplyDraft>) => setDraft((before) => ({ ...before, ...change }));
  const read = readDraft(draft);
  const told = save.error?.data?.['field'];
  const fault = (field: string) =>
    (isSent && read.faults?.[field]) || (told === field ? save.error?.message : undefined);
  const at = Math.min(shown, draft.variants.length - 1);
  const variant = draft.variants[at] ?? emptyVariant('en');
  const setVariant = (change: Partial<SavedReplyVariant>) =>
    set({ variants: draft.variants.map((each, index) => (index === at ? { ...each, ...change } : each)) });

  const submit = () => {
    setIsSent(true);
    if (read.fields === null) {
      const first = Object.keys(read.faults).find((field) => field.startsWith('variants.'));
      if (first) setShown(Number(first.split('.')[1]));
      return;
    }
    save.mutate(
      reply ? { id: reply.id, fields: changeOf(read.fields, reply) } : { id: null, fields: read.fields },
    );
  };
  return (
    <EditDialog
      title={reply ? reply.title : 'Save a reply'}
      width="640px"
      onClose={onClose}
      onSubmit={submit}
      submit={reply ? 'Save changes' : 'Save the reply'}
      save={save}
      remove={reply ? { ...remove, onClick: () => remove.mutate(reply) } : undefined}
    >
      <div className={styles.pair}>
        <TextInput
          label="Title"
          data-autofocus
          value={draft.title}
          error={fault('title')}
          onChange={(event) => set({ title: event.currentTarget.value })}
        />
        <TextInput
          label="Shortcut"
          leftSection="/"
          placeholder="may be left empty"
          value={draft.shortcut}
          error={fault('shortcut')}
          onChange={(event) => set({ shortcut: event.currentTarget.value })}
        />
      </div>
      {isLead && (
        <div className={styles.pair}>
          <Select
            label="For"
            data={scopes.filter(({ value }) => value !== 'everyone' || mayShareWithAll)}
            value={draft.scope}
            allowDeselect={false}
            onChange={(scope) => set({ scope: (scope ?? 'private') as SavedReplyScope })}
          />
          {draft.scope === 'department' && (
            <Select
              label="Department"
              data={departments.map(({ id, name }) => ({ value: id, label: name }))}
              value={draft.departmentId}
              error={fault('departmentId')}
              onChange={(departmentId) => set({ departmentId })}
            />
          )}
        </div>
      )}
      <Languages draft={draft} at={at} onShow={setShown} onChange={set} />
      <VariantFields
        variant={variant}
        fault={(field) => fault(`variants.${at}.${field}`)}
        onChange={setVariant}
      />
      <ReplyFiles draft={draft} fault={fault('uploads')} onChange={set} />
    </EditDialog>
  );
}

const languageNames = new Intl.DisplayNames(['en'], { type: 'language' });
const offered =
  'en de fr es it pt pt-BR nl pl cs sk hu ro bg el tr ru uk sr hr sl da nb sv fi et lv lt ar he fa hi id ms th vi ja ko zh'.split(
    ' ',
  );
const nameOf = (language: string) => languageNames.of(language) ?? language;

/** Which language is being written, and more of them. The first is for whoever speaks none of the others. */
function Languages({
  draft,
  at,
  onShow,
  onChange,
}: {
  draft: ReplyDraft;
  at: number;
  onShow: (index: number) => void;
  onChange: (change: Partial<ReplyDraft>) => void;
}) {
  const { variants } = draft;
  const used = variants.map(({ language }) => language);
  const next = offered.find((language) => !used.includes(language));
  return (
    <div className={styles.languages}>
      {variants.length > 1 && (
        <div className={styles.words} role="group" aria-label="Languages">
          {variants.map(({ language }, index) => (
            <button
              key={language}
              type="button"
              className={styles.word}
              aria-pressed={index === at}
              title={index === 0 ? 'Also for whoever speaks none of the others' : undefined}
              onClick={() => onShow(index)}
            >
              {nameOf(language)}
            </button>
          ))}
        </div>
      )}
      <Select
        label="Language"
        searchable
        data={[...new Set([...offered, used[at] ?? 'en'])].map((value) => ({
          value,
          label: nameOf(value),
          disabled: value !== used[at] && used.includes(value),
        }))}
        value={used[at] ?? 'en'}
        allowDeselect={false}
        onChange={(language) =>
          language &&
          onChange({ variants: variants.map((each, index) => (index === at ? { ...each, language } : each)) })
        }
      />
      {next && (
        <Button
          size="small"
          icon={<IconPlus size={14} stroke={1.5} />}
          onClick={() => {
            onChange({ variants: [...variants, emptyVariant(next)] });
            onShow(variants.length);
          }}
        >
          Add a language
        </Button>
      )}
      {variants.length > 1 && (
        <Button
          size="small"
          kind="quiet"
          onClick={() => {
            onChange({ variants: variants.filter((_, index) => index !== at) });
            onShow(0);
          }}
        >
          Remove {nameOf(used[at] ?? 'en')}
        </Button>
      )}
    </div>
  );
}

type VariantFieldsProps = {
  variant: SavedReplyVariant;
  fault: (field: string) => string | undefined;
  onChange: (change: Partial<SavedReplyVariant>) => void;
};

function VariantFields({ variant, fault, onChange }: VariantFieldsProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  const insert = (name: string) => {
    const caret = field.current?.selectionStart ?? variant.text.length;
    onChange({ text: `${variant.text.slice(0, caret)}{{${name}}}${variant.text.slice(caret)}` });
    field.current?.focus();
  };
  return (
    <>
      <Textarea
        ref={field}
        label="Text"
        description="What stands in while a name is not known comes behind a bar: {{contact.first_name|there}}"
        autosize
        minRows={3}
        maxRows={10}
        dir="auto"
        value={variant.text}
        error={fault('text')}
        onChange={(event) => onChange({ text: event.currentTarget.value })}
      />
      <div className={styles.words} role="group" aria-label="Put in">
        {Object.entries(placeholders).map(([name, meaning]) => (
          <button
            key={name}
            type="button"
            className={styles.word}
            title={`Put in ${meaning}`}
            onClick={() => insert(name)}
          >
            {meaning.replace(/^the /, '')}
          </button>
        ))}
      </div>
      <TagsInput
        label="Quick reply buttons"
        description="They vanish once the customer writes or taps. Enter after each."
        maxTags={limits.quickReplies}
        value={variant.quickReplies.map(({ title }) => title)}
        error={fault('quickReplies')}
        onChange={(titles) =>
          onChange({
            quickReplies: titles.map(
              (title) =>
                variant.quickReplies.find((button) => button.title === title) ?? {
                  title: title.slice(0, limits.quickReplyTitle),
                },
            ),
          })
        }
      />
      <TemplateEditor
        template={variant.template}
        fault={(field_) => fault(field_ === '' ? 'template' : `template.${field_}`)}
        onChange={(template) => onChange({ template })}
      />
    </>
  );
}

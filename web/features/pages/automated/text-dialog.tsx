import { Select, Textarea } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { resolveText, textLayer, type TextLayer } from '../../../../contract/automated-layers.ts';
import { messageOf, placeholdersOf, type AutomatedKey } from '../../../../contract/automated-messages.ts';
import { useMe } from '../../../lib/desk-queries.ts';
import { Button } from '../../../ui/button.tsx';
import { EditDialog } from '../../../ui/edit-dialog.tsx';
import { iconSizes, iconStroke } from '../../../ui/icon-sizes.ts';
import { languageChoices } from '../../../lib/language-choices.ts';
import { LanguageField } from '../settings/language-field.tsx';
import { previewText } from './preview-text.ts';
import type { TextLayers } from './text-list.tsx';
import styles from './text-list.module.css';

type TextDialogProps = {
  text: AutomatedKey;
  layers: TextLayers;
  /** What lies below, as it is called: `all pages`. */
  belowName: string;
  pageName: string;
  pageLanguage: string;
  submit: string;
  save: { isPending: boolean; error: Error | null };
  onSave: (layer: TextLayer) => void;
  onClose: () => void;
};

/** Whether one text is sent, its words in each language, and how a customer reads it. */
export function TextDialog(props: TextDialogProps) {
  const { text, layers, belowName, pageName, pageLanguage, submit, save, onSave, onClose } = props;
  const message = messageOf(text);
  const below = resolveText(text, [layers.below]);
  const agentName = useMe().user.name;
  const [now] = useState(() => new Date());
  const [layer, setLayer] = useState(layers.own);
  const [faults, setFaults] = useState<Readonly<Record<string, string>>>({});
  const [language, setLanguage] = useState(pageLanguage);
  const resolved = resolveText(text, [layer, layers.below]);
  const languages = Object.keys(resolved.byLanguage);
  const names = new Map(languageChoices('en').map((one) => [one.value, one.label]));
  const { byLanguage } = layer;
  const put = (tag: string, words: string) =>
    setLayer({ ...layer, byLanguage: { ...byLanguage, [tag]: words } });
  const reset = (tag: string) => {
    const { [tag]: _, ...others } = byLanguage;
    setLayer({ ...layer, byLanguage: others });
  };
  const send = () => {
    const words = Object.entries(byLanguage).filter(([, one]) => one.trim() !== '');
    const parsed = textLayer(text).safeParse({ ...layer, byLanguage: Object.fromEntries(words) });
    if (parsed.success) return onSave(parsed.data);
    setFaults(
      Object.fromEntries(parsed.error.issues.map(({ path, message: wrong }) => [String(path[1]), wrong])),
    );
  };
  const shown = previewText(resolved.byLanguage, {
    language,
    pageLanguage,
    pageName,
    agentName,
    now,
  });
  const isChanged = layer.isOn !== null || Object.keys(byLanguage).length > 0;
  return (
    // What is sent here is not the form that it was opened from.
    <div onSubmit={(event) => event.stopPropagation()}>
      <EditDialog
        title={message.name}
        width="600px"
        onClose={onClose}
        onSubmit={send}
        submit={submit}
        save={save}
      >
        <p className="text-2">{message.when}</p>
        <Select
          label="Sent"
          data={[
            { value: 'below', label: `As for ${belowName}: ${below.isOn ? 'on' : 'off'}` },
            { value: 'on', label: 'On' },
            { value: 'off', label: 'Off' },
          ]}
          value={layer.isOn === null ? 'below' : layer.isOn ? 'on' : 'off'}
          allowDeselect={false}
          onChange={(to) => setLayer({ ...layer, isOn: to === 'below' ? null : to === 'on' })}
        />
        {languages.map((tag) => (
          <div key={tag} className={styles.language}>
            <Textarea
              label={names.get(tag) ?? tag}
              lang={tag}
              rows={3}
              value={byLanguage[tag] ?? ''}
              placeholder={below.byLanguage[tag] ?? ''}
              error={faults[tag]}
              onChange={(event) => put(tag, event.currentTarget.value)}
            />
            {tag in byLanguage && (
              <Button kind="quiet" size="small" className={styles.reset} onClick={() => reset(tag)}>
                {tag in below.byLanguage ? `Back to the words of ${belowName}` : 'Remove this language'}
              </Button>
            )}
          </div>
        ))}
        <Select
          aria-label="Add a language"
          placeholder="Add a language"
          leftSection={<IconPlus size={iconSizes.small} stroke={iconStroke} aria-hidden="true" />}
          data={languageChoices('en').filter((one) => !languages.includes(one.value))}
          value={null}
          searchable
          onChange={(tag) => tag && put(tag, '')}
        />
        <p className="text-3 small">
          What stands in braces is filled in:{' '}
          {placeholdersOf(text)
            .map((word) => `{${word}}`)
            .join(', ')}
          .
        </p>
        <div className={styles.preview}>
          <LanguageField label="A customer who speaks" value={language} onChange={setLanguage} />
          {shown === null || !resolved.isOn ? (
            <p className="text-3">
              {resolved.isOn ? 'Gets nothing: there are no words.' : 'Gets nothing: it is off.'}
            </p>
          ) : (
            <p className={styles.bubble} aria-live="polite">
              {shown}
            </p>
          )}
        </div>
        {isChanged && (
          <Button
            kind="quiet"
            size="small"
            className={styles.reset}
            onClick={() => setLayer({ isOn: null, byLanguage: {} })}
          >
            Take all of it from {belowName}
          </Button>
        )}
      </EditDialog>
    </div>
  );
}

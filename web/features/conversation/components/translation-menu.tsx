import { Popover, Select, Switch } from '@mantine/core';
import { IconLanguage } from '@tabler/icons-react';
import { useState } from 'react';
import type { ConversationId } from '../../../../contract/ids.ts';
import type { LanguageOrigin } from '../../../../contract/translation.ts';
import { useCommand } from '../../../lib/commands.ts';
import { languageName } from '../../../lib/language-choices.ts';
import { chooseReadingLanguage } from '../../../lib/reading-language.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import { iconSizes, iconStroke } from '../../../ui/icon-sizes.ts';
import { useChangeTranslation } from '../api/translation.ts';
import type { Translating } from '../translation/translating.ts';
import styles from './translation-menu.module.css';

type TranslationMenuProps = { conversationId: ConversationId; translating: Translating };

const origins: Record<LanguageOrigin, string> = {
  chosen: 'Chosen by one of you.',
  earlier: 'As in an earlier conversation.',
  detected: 'Found out from their words.',
  profile: 'From their profile on Facebook.',
};

/** The same by name among the commands. */
export function TranslationCommand({ conversationId, translating }: TranslationMenuProps) {
  const { isOn, wanted } = translating;
  const change = useChangeTranslation(conversationId);
  useCommand({
    id: 'conversation.translate',
    title: isOn ? 'Stop translating this conversation' : 'Translate this conversation',
    group: 'Conversation',
    run: () => change.mutate(isOn ? { isOn: false } : { isOn: true, readsIn: wanted }),
  });
  return null;
}

/** Opens and closes translation, and says who reads and writes in which language. */
export function TranslationMenu({ conversationId, translating }: TranslationMenuProps) {
  const [isOpen, setIsOpen] = useState(false);
  const change = useChangeTranslation(conversationId);
  const { isOn, wanted, customerLanguage, knownFrom, languages } = translating;
  // Not disabled meanwhile: the focus would leave the menu, and Escape with it.
  const setOn = (on: boolean) =>
    change.isPending || change.mutate(on ? { isOn: true, readsIn: wanted } : { isOn: false });
  const choices = (present: string | null) =>
    [...new Set([...languages.map(({ code }) => code), ...(present === null ? [] : [present])])]
      .map((value) => ({ value, label: languageName(value) }))
      .toSorted((a, b) => a.label.localeCompare(b.label));
  return (
    <Popover opened={isOpen} onChange={setIsOpen} position="bottom-end" offset={6} shadow="none" trapFocus>
      <Popover.Target>
        <IconButton
          label="Translation"
          on={isOn}
          icon={<IconLanguage size={iconSizes.regular} stroke={iconStroke} aria-hidden="true" />}
          onClick={() => setIsOpen((before) => !before)}
        />
      </Popover.Target>
      <Popover.Dropdown className={styles.dropdown ?? ''}>
        <Switch
          label="Translate this conversation"
          description="What the customer writes is sent to the translation service of this desk. What they wrote stays one click away."
          checked={isOn}
          onChange={(event) => setOn(event.currentTarget.checked)}
        />
        <Select
          label="You read and write"
          description="In every conversation, in this browser."
          data={choices(wanted)}
          value={wanted}
          searchable
          allowDeselect={false}
          comboboxProps={{ withinPortal: false }}
          onChange={(code) => {
            if (code === null) return;
            chooseReadingLanguage(code);
            if (isOn) change.mutate({ readsIn: code });
          }}
        />
        <Select
          label="The customer reads and writes"
          description={
            knownFrom === null ? 'Found out with their next words, or chosen here.' : origins[knownFrom]
          }
          placeholder="Not known yet"
          data={choices(customerLanguage)}
          value={customerLanguage}
          searchable
          clearable
          comboboxProps={{ withinPortal: false }}
          onChange={(code) => change.mutate({ customerLanguage: code })}
        />
      </Popover.Dropdown>
    </Popover>
  );
}

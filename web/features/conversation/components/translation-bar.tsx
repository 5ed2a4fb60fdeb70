import { IconLanguage } from '@tabler/icons-react';
import type { ConversationId } from '../../../../contract/ids.ts';
import { languageName } from '../../../lib/language-choices.ts';
import { iconSizes, iconStroke } from '../../../ui/icon-sizes.ts';
import { useChangeTranslation } from '../api/translation.ts';
import type { Translating } from '../translation/translating.ts';
import styles from './translation-bar.module.css';

/** Says that what one reads is a translation, and into what. */
export function TranslationBar({
  conversationId,
  translating,
}: {
  conversationId: ConversationId;
  translating: Translating;
}) {
  const change = useChangeTranslation(conversationId);
  const { isOn, language, wanted, customerLanguage, mayAsk } = translating;
  if (!isOn) return null;
  const from = customerLanguage === null ? '' : ` from ${languageName(customerLanguage)}`;
  return (
    <p className={styles.bar}>
      <IconLanguage size={iconSizes.control} stroke={iconStroke} aria-hidden="true" />
      <span>
        Translated{from} into {languageName(language)}
      </span>
      {mayAsk && wanted !== language && (
        <button
          type="button"
          className={styles.act}
          disabled={change.isPending}
          onClick={() => change.mutate({ readsIn: wanted })}
        >
          Read it in {languageName(wanted)}
        </button>
      )}
      {mayAsk && (
        <button
          type="button"
          className={styles.act}
          disabled={change.isPending}
          onClick={() => change.mutate({ isOn: false })}
        >
          Stop
        </button>
      )}
    </p>
  );
}

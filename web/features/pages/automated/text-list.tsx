import { resolveText, type TextLayer } from '../../../../contract/automated-layers.ts';
import { messageOf, type AutomatedKey } from '../../../../contract/automated-messages.ts';
import { Button } from '../../../ui/button.tsx';
import { Chip } from '../../../ui/chip.tsx';
import { textGroups } from './groups.ts';
import styles from './text-list.module.css';

/** Where a text comes from: the layer that is edited here, and the one below it. */
export type TextLayers = { own: TextLayer; below?: TextLayer | undefined };

type TextListProps = {
  layersOf: (key: AutomatedKey) => TextLayers;
  /** What words of one's own are called: `Own words`. */
  ownWords: string;
  language: string;
  faultOf?: (key: AutomatedKey) => string | undefined;
  onEdit: (key: AutomatedKey) => void;
};

/** Every text that is sent by itself: whether it is, its words, and whether they are this layer's own. */
export function TextList({ layersOf, ownWords, language, faultOf, onEdit }: TextListProps) {
  return textGroups.map(({ title, keys }) => (
    <section key={title} className={`card ${styles.group}`}>
      <h2 className={styles.title}>{title}</h2>
      <ul>
        {keys.map((key) => {
          const { name, when } = messageOf(key);
          const { own, below } = layersOf(key);
          const { isOn, byLanguage } = resolveText(key, [own, below]);
          const isOwn = own.isOn !== null || Object.keys(own.byLanguage).length > 0;
          const fault = faultOf?.(key);
          return (
            <li key={key} className={styles.text} data-off={!isOn || undefined}>
              <div className={styles.words}>
                <p className={styles.head}>
                  <span className="medium">{name}</span>
                  <Chip tone={isOn ? 'success' : 'plain'}>{isOn ? 'On' : 'Off'}</Chip>
                  {isOwn && <Chip tone="outline">{ownWords}</Chip>}
                </p>
                <p className="text-3 small">{when}</p>
                <p className={styles.said}>{byLanguage[language] ?? byLanguage['en']}</p>
                {fault && (
                  <p className={styles.fault} role="alert">
                    {fault}
                  </p>
                )}
              </div>
              <Button size="small" aria-label={`Edit: ${name}`} onClick={() => onEdit(key)}>
                Edit
              </Button>
            </li>
          );
        })}
      </ul>
    </section>
  ));
}

import { Avatar } from '../../../ui/avatar.tsx';
import { Chip } from '../../../ui/chip.tsx';
import { presenceLabel } from '../../../ui/presence-sign.tsx';
import type { MentionPicker as Picker } from '../composer/use-mention-picker.ts';
import { optionProps } from './option-props.ts';
import styles from './reply-picker.module.css';

/** The colleagues whom an `@` may name: arrows choose, Enter takes, Escape closes. */
export function MentionPicker({ picker, id }: { picker: Picker; id: string }) {
  if (!picker.isOpen) return null;
  return (
    <div className={styles.picker}>
      <div id={id} className={styles.list} role="listbox" aria-label="Colleagues">
        {picker.people.map((one, index) => (
          <button
            key={one.colleague.id}
            {...optionProps(picker, id, index)}
            onClick={() => picker.choose(one)}
          >
            <span className={styles.person}>
              <Avatar name={one.colleague.name} size={24} />
              <span className="strong clip">{one.colleague.name}</span>
              <span className={styles.shortcut}>@{one.handle}</span>
              <span className="grow" />
              {one.colleague.role === 'helper' ? (
                <Chip>Helper</Chip>
              ) : (
                <span className="small text-3">{presenceLabel(one.colleague)}</span>
              )}
            </span>
          </button>
        ))}
      </div>
    </div>
  );
}

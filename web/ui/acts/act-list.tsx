import { IconPlus, IconX } from '@tabler/icons-react';
import { actWords, type Act, type ActKind } from '../../../contract/acts.ts';
import { Button } from '../button.tsx';
import { Grip } from '../grip.tsx';
import { IconButton } from '../icon-button.tsx';
import { iconSizes, iconStroke } from '../icon-sizes.ts';
import { Menu } from '../menu.tsx';
import { moved, useSorting } from '../use-sorting.ts';
import { ActFields } from './act-fields.tsx';
import styles from './act-list.module.css';
import { faultOfAct, newAct, type ActChoices } from './new-act.ts';

type ActListProps<A extends Act> = {
  acts: readonly A[];
  /** What may be added. */
  kinds: readonly A['kind'][];
  choices: ActChoices;
  /** Somebody tried to save: what is missing is said. */
  isJudged: boolean;
  /** A person does it, and not a rule. */
  isOfPerson?: boolean;
  onChange: (acts: A[]) => void;
};

/** What is done, one after another: added, put into order, and taken out. */
export function ActList<A extends Act>({
  acts,
  kinds,
  choices,
  isJudged,
  isOfPerson = false,
  onChange,
}: ActListProps<A>) {
  const names = acts.map(({ kind }) => actWords[kind]);
  const { news, placeProps, keyProps } = useSorting({
    names,
    onMove: (from, to) => onChange(moved(acts, from, to)),
  });
  const put = (index: number, act: Act) => onChange(acts.map((one, at) => (at === index ? (act as A) : one)));
  return (
    <div className={styles.list}>
      <ol className={styles.list} aria-label="What is done, in order">
        {acts.map((act, index) => {
          const fault = faultOfAct(act);
          return (
            // Acts have no names of their own, and may be there twice: their place is all they have.
            // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, react/no-array-index-key
            <li key={index} className={styles.act} {...placeProps(index)}>
              <Grip name={actWords[act.kind]} {...keyProps(index)} />
              <div className={styles.fields}>
                <p className={styles.name}>{actWords[act.kind]}</p>
                <ActFields
                  act={act}
                  choices={choices}
                  isOfPerson={isOfPerson}
                  onChange={(next) => put(index, next)}
                />
                {isJudged && fault && (
                  <p className={styles.fault} role="alert">
                    {fault}
                  </p>
                )}
              </div>
              <IconButton
                size="small"
                label={`Remove: ${actWords[act.kind]}`}
                icon={<IconX size={iconSizes.small} stroke={iconStroke} />}
                onClick={() => onChange(acts.filter((_, at) => at !== index))}
              />
            </li>
          );
        })}
      </ol>
      {acts.length === 0 && (
        <p className={isJudged ? styles.fault : styles.empty}>
          Nothing yet: add the first thing that it does.
        </p>
      )}
      <Menu>
        <Menu.Target>
          <Button
            size="small"
            className={styles.add}
            icon={<IconPlus size={iconSizes.small} stroke={iconStroke} />}
          >
            Add
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {kinds.map((kind) => (
            <Menu.Item key={kind} onClick={() => onChange([...acts, newAct(kind as ActKind, choices) as A])}>
              {actWords[kind]}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <p className="sr" aria-live="polite">
        {news}
      </p>
    </div>
  );
}

import { Popover } from '@mantine/core';
import { IconFile } from '@tabler/icons-react';
import { useState } from 'react';
import { iconStroke } from '../../../ui/icon-sizes.ts';
import { showEnds, type ReplySize } from '../composer/reply-size.ts';
import styles from './split-preview.module.css';
import { TemplateView } from './template-view.tsx';

type SplitPreviewProps = {
  size: ReplySize;
  buttons: readonly { title: string }[];
};

const grouped = new Intl.NumberFormat('en-GB');

/** How long the reply is, and what it goes out as: a click shows the messages one by one. */
export function SplitPreview({ size, buttons }: SplitPreviewProps) {
  const [open, setOpen] = useState(false);
  const { counter, split, parts, allowed, tooLong } = size;
  if (counter === null) return null;
  if (split === null) return <span className={styles.counter}>{counter}</span>;
  return (
    <>
      <span className={styles.counter} data-fault={tooLong || undefined}>
        {counter}
        <span className={styles.dot}> ·</span>
      </span>
      <Popover opened={open} onChange={setOpen} position="top-end" offset={8} shadow="none" trapFocus>
        <Popover.Target>
          <button type="button" className={styles.split} onClick={() => setOpen((before) => !before)}>
            {tooLong ? 'too long for one reply' : split}
          </button>
        </Popover.Target>
        <Popover.Dropdown className={styles.dropdown ?? ''}>
          <p className={styles.head}>
            {tooLong
              ? `A reply may have ${grouped.format(allowed)} characters`
              : `${capital(split)}, in this order`}
          </p>
          <ol className={styles.parts}>
            {parts.map((part, index) => (
              <li key={index}>
                {part.kind === 'text' ? (
                  <>
                    <p className={styles.bubble}>{showEnds(part.text)}</p>
                    <span className={styles.units}>{grouped.format(part.text.length)} characters</span>
                  </>
                ) : part.kind === 'template' ? (
                  <TemplateView template={part.template} />
                ) : (
                  <p className={styles.bubble} data-file>
                    <IconFile size={14} stroke={iconStroke} aria-hidden="true" />
                    <span className="clip">{part.upload.name}</span>
                  </p>
                )}
                {index === parts.length - 1 && buttons.length > 0 && (
                  <ul className={styles.buttons}>
                    {buttons.map((button, at) => (
                      <li key={at}>{button.title}</li>
                    ))}
                  </ul>
                )}
              </li>
            ))}
          </ol>
        </Popover.Dropdown>
      </Popover>
    </>
  );
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

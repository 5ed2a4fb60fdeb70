import { memo } from 'react';
import { toPieces } from '../timeline/rich-text.ts';
import styles from './rich-text.module.css';

type RichTextProps = { text: string; mentions?: boolean };

/** What somebody wrote, with its line breaks, and addresses that can be opened. */
export const RichText = memo(function RichText({ text, mentions = false }: RichTextProps) {
  return (
    <span className={styles.text} dir="auto">
      {toPieces(text, { mentions }).map((piece, index) => {
        switch (piece.kind) {
          case 'text':
            return piece.text;
          case 'mention':
            return (
              <strong key={index} className={styles.mention}>
                {piece.text}
              </strong>
            );
          case 'link':
            return (
              <a
                key={index}
                className={styles.link}
                href={piece.href}
                target="_blank"
                rel="noopener noreferrer nofollow"
              >
                {piece.text}
              </a>
            );
        }
      })}
    </span>
  );
});

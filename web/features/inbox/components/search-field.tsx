import { IconSearch, IconX } from '@tabler/icons-react';
import { useDebouncedCallback } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';
import { IconButton } from '../../../ui/icon-button.tsx';
import { iconSizes, iconStroke } from '../../../ui/icon-sizes.ts';
import styles from './search-field.module.css';

const quietForMs = 250;

type SearchFieldProps = { value: string; onChange: (value: string | undefined) => void; onClose: () => void };

/** Takes the place of the title while one searches; asks when the fingers rest. */
export function SearchField({ value, onChange, onClose }: SearchFieldProps) {
  const [text, setText] = useState(value);
  const input = useRef<HTMLInputElement>(null);
  const ask = useDebouncedCallback((next: string) => onChange(next.trim() || undefined), quietForMs);
  useEffect(() => input.current?.focus(), []);
  return (
    <search className={styles.search}>
      <IconSearch size={iconSizes.control} stroke={iconStroke} className={styles.sign} aria-hidden="true" />
      <input
        ref={input}
        id="inbox-search"
        className={styles.input}
        type="search"
        aria-label="Search conversations"
        placeholder="Names and messages"
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          ask(event.target.value);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onClose();
        }}
      />
      <IconButton
        size="small"
        label="Close the search"
        hint="Esc"
        icon={<IconX size={iconSizes.control} stroke={iconStroke} />}
        onClick={onClose}
      />
    </search>
  );
}

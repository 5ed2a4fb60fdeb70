import { Popover, Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { WorkStreamId } from '../../../../contract/ids.ts';
import { workStreamsQuery } from '../../../lib/desk-queries.ts';
import { useCreateWorkStream } from '../../../lib/work-streams.ts';
import { Button } from '../../../ui/button.tsx';
import styles from './work-stream-field.module.css';

type WorkStreamFieldProps = {
  /** Null: the default one. */
  value: WorkStreamId | null;
  onChange: (id: WorkStreamId | null) => void;
};

/** Chooses a page's work stream, or makes one beside the form: what else was changed there stays as it is. */
export function WorkStreamField({ value, onChange }: WorkStreamFieldProps) {
  const streams = useQuery(workStreamsQuery).data ?? [];
  const usual = streams.find(({ isDefault }) => isDefault);
  return (
    <div className={styles.field}>
      <Select
        label="Work stream"
        description="How its conversations come to agents, and which routing rules they are asked by."
        data={streams.map(({ id, name, isDefault }) => ({
          value: id,
          label: isDefault ? `${name} (default)` : name,
        }))}
        value={value ?? usual?.id ?? null}
        allowDeselect={false}
        searchable
        onChange={(id) => {
          const stream = streams.find((one) => one.id === id);
          if (stream) onChange(stream.isDefault ? null : stream.id);
        }}
      />
      <NewStream onMade={onChange} />
    </div>
  );
}

function NewStream({ onMade }: { onMade: (id: WorkStreamId) => void }) {
  const create = useCreateWorkStream();
  const [isOpen, setIsOpen] = useState(false);
  const [name, setName] = useState('');
  const make = () => {
    if (name.trim() === '') return;
    create.mutate(
      { name: name.trim() },
      {
        onSuccess: ({ id }) => {
          onMade(id);
          setName('');
          setIsOpen(false);
        },
      },
    );
  };
  return (
    <Popover opened={isOpen} onChange={setIsOpen} position="bottom-end" width={280} trapFocus withinPortal>
      <Popover.Target>
        <Button aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
          New
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={styles.dropdown ?? ''} aria-label="A new work stream">
        <TextInput
          label="Name of the new work stream"
          data-autofocus
          maxLength={80}
          value={name}
          error={create.error?.message}
          onChange={(event) => setName(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            // The form around it is not meant.
            event.preventDefault();
            make();
          }}
        />
        <Button kind="primary" busy={create.isPending} disabled={name.trim() === ''} onClick={make}>
          Add and choose it
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}

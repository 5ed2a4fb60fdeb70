import { Textarea } from '@mantine/core';
import { useState } from 'react';
import type { CustomerNote } from '../../../../contract/customers.ts';
import { useMinute } from '../../../lib/clock.ts';
import { fullTime, shortTime } from '../../../lib/dates.ts';
import { Button } from '../../../ui/button.tsx';
import { useNotes, type NotePlace } from '../api/customers.ts';
import styles from './customers.module.css';

/** What the team has noted of a customer, and a place to note more. */
export function NotesBlock({ notes, place }: { notes: readonly CustomerNote[]; place: NotePlace }) {
  const act = useNotes(place);
  const [text, setText] = useState('');
  const add = () => {
    if (text.trim() === '') return;
    act.mutate({ add: text.trim() }, { onSuccess: () => setText('') });
  };
  return (
    <div className={styles.notes}>
      <Textarea
        aria-label="What colleagues should know of this customer"
        placeholder="Note something. The customer never sees it."
        autosize
        minRows={1}
        maxRows={8}
        maxLength={5000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) add();
        }}
      />
      {text.trim() !== '' && (
        <Button kind="note" size="small" busy={act.isPending} onClick={add}>
          Keep the note
        </Button>
      )}
      {notes.length > 0 && (
        <ul className={styles.noteList}>
          {notes.map((note) => (
            <Note key={note.id} note={note} act={act} />
          ))}
        </ul>
      )}
    </div>
  );
}

function Note({ note, act }: { note: CustomerNote; act: ReturnType<typeof useNotes> }) {
  const nowMs = useMinute();
  const [draft, setDraft] = useState<string | null>(null);
  const [isSure, setIsSure] = useState(false);
  return (
    <li className={styles.note}>
      <p className="small text-2 row">
        <span className="medium clip">{note.author?.name ?? 'Somebody who is gone'}</span>
        <time className="num" dateTime={note.at} title={fullTime(note.at)}>
          {shortTime(note.at, nowMs)}
        </time>
        {note.editedAt && <span title={fullTime(note.editedAt)}>edited</span>}
        {note.department && (
          <span className="clip" title="Only those who may see this department read it">
            {note.department.name}
          </span>
        )}
        <span className="grow" />
        {note.mayChange && draft === null && (
          <span className={styles.noteActs}>
            <button type="button" onClick={() => setDraft(note.text)}>
              Edit
            </button>
            <button
              type="button"
              onBlur={() => setIsSure(false)}
              onClick={() => (isSure ? act.mutate({ remove: note.id }) : setIsSure(true))}
            >
              {isSure ? 'Really delete' : 'Delete'}
            </button>
          </span>
        )}
      </p>
      {draft === null ? (
        <p className={styles.noteText} dir="auto">
          {note.text}
        </p>
      ) : (
        <>
          <Textarea
            aria-label="What is kept"
            autosize
            maxLength={5000}
            value={draft}
            onChange={(event) => setDraft(event.currentTarget.value)}
          />
          <p className={styles.ways}>
            <Button size="small" onClick={() => setDraft(null)}>
              Cancel
            </Button>
            <Button
              size="small"
              kind="note"
              busy={act.isPending}
              disabled={draft.trim() === ''}
              onClick={() =>
                act.mutate({ change: note.id, text: draft.trim() }, { onSuccess: () => setDraft(null) })
              }
            >
              Save
            </Button>
          </p>
        </>
      )}
    </li>
  );
}

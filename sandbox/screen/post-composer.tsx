import { useRef, useState, type FormEvent } from 'react';
import { Icon } from './icon.tsx';
import { sim, uploadFile } from './sim.ts';

interface PostComposerProps {
  pageId: string;
  actor: { id: string; name: string };
  run(act: () => Promise<unknown>): void;
  done(): void;
}

const kinds = [
  { id: 'status', title: 'Words alone' },
  { id: 'photo', title: 'With a picture' },
  { id: 'photos', title: 'With two pictures' },
  { id: 'video', title: 'With a film' },
  { id: 'reel', title: 'A reel' },
  { id: 'link', title: 'With a link' },
] as const;
type Kind = (typeof kinds)[number]['id'];

/** A new post: of the page, or of a visitor. */
export function PostComposer({ pageId, actor, run, done }: PostComposerProps) {
  const [text, setText] = useState('');
  const [kind, setKind] = useState<Kind>('status');
  const [isDraft, setDraft] = useState(false);
  const picker = useRef<HTMLInputElement>(null);
  const canPost = kind !== 'status' || text.trim() !== '';

  const post = (event: FormEvent) => {
    event.preventDefault();
    if (!canPost) return;
    run(async () => {
      const files = [...(picker.current?.files ?? [])];
      const fileIds = await Promise.all(files.map(uploadFile));
      await sim('POST', `/pages/${pageId}/posts`, {
        by: actor.id,
        ...(text.trim() !== '' && { text }),
        ...(actor.id === 'page' && isDraft && { published: false }),
        ...contentOf(kind, fileIds),
      });
      done();
    });
  };

  return (
    <form className="card" onSubmit={post} aria-label={`New post by ${actor.name}`}>
      <textarea
        className="write area"
        rows={3}
        value={text}
        onChange={(event) => setText(event.target.value)}
        aria-label="Words of the post"
        placeholder={actor.id === 'page' ? 'What is new?' : `Write on the page as ${actor.name}`}
      />
      <div className="row">
        <select
          aria-label="Kind of post"
          value={kind}
          onChange={(event) => setKind(asKind(event.target.value))}
        >
          {kinds.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </select>
        {(kind === 'photo' || kind === 'video' || kind === 'reel') && (
          <input
            ref={picker}
            type="file"
            className="file-input"
            accept={kind === 'photo' ? 'image/*' : 'video/*'}
            aria-label="A file of your own, else a sample"
          />
        )}
        {actor.id === 'page' && (
          <label className="check">
            <input type="checkbox" checked={isDraft} onChange={() => setDraft(!isDraft)} /> Not published yet
          </label>
        )}
        <span className="grow" />
        <button type="submit" className="button" disabled={!canPost}>
          <Icon name="send" /> Post as {actor.name}
        </button>
      </div>
    </form>
  );
}

function asKind(value: string): Kind {
  return kinds.find(({ id }) => id === value)?.id ?? 'status';
}

function contentOf(kind: Kind, fileIds: string[]): Record<string, unknown> {
  const [fileId] = fileIds;
  const source = fileId === undefined ? { sample: true } : { fileId };
  switch (kind) {
    case 'status':
      return {};
    case 'photo':
      return { attachments: [{ type: 'image', ...source }] };
    case 'photos':
      return { attachments: [1, 2].map(() => ({ type: 'image', sample: true })) };
    case 'video':
      return { attachments: [{ type: 'video', ...source }] };
    case 'reel':
      return { attachments: [{ type: 'video', ...source }], reel: true };
    case 'link':
      return { link: { url: 'https://example.com/lund-desk', title: 'Lund desk, oak' } };
  }
}

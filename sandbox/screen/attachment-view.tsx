import { Icon } from './icon.tsx';
import type { Attachment } from './types.ts';

/** A picture, film, sound or file, as phone and page show it. */
export function AttachmentView({
  attachment: { type, url, name, title, mimeType },
}: {
  attachment: Attachment;
}) {
  if (url && (type === 'image' || type === 'sticker' || mimeType?.startsWith('image/'))) {
    return (
      <img
        className={type === 'sticker' ? 'sticker' : 'picture'}
        src={url}
        alt={name ?? title ?? 'Picture'}
      />
    );
  }
  if (url && type === 'video')
    return <video className="picture" src={url} controls aria-label={name ?? 'Video'} />;
  if (url && type === 'audio') return <audio src={url} controls aria-label={name ?? 'Voice message'} />;
  return (
    <a className="bubble file" href={url ?? undefined} target="_blank" rel="noreferrer noopener">
      <Icon name={type === 'location' ? 'pin' : 'file'} />
      {title ?? name ?? type}
    </a>
  );
}

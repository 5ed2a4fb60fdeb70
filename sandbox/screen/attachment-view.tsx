import { Icon } from './icon.tsx';
import { dayLabel } from './times.ts';
import type { Attachment } from './types.ts';

/** A picture, film, sound or file, as phone and page show it. */
export function AttachmentView({ attachment }: { attachment: Attachment }) {
  const { type, url, name, title, mimeType } = attachment;
  if (type === 'appointment_booking') return <AppointmentCard payload={attachment.payload} />;
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

function AppointmentCard({ payload }: { payload: unknown }) {
  const about: Record<string, unknown> = typeof payload === 'object' ? { ...payload } : {};
  const startsAt = Number(about['start_time']) * 1000;
  return (
    <div className="template">
      <p className="strong">Appointment {String(about['status'])}</p>
      <p>{Number.isNaN(startsAt) ? '' : dayLabel(startsAt)}</p>
    </div>
  );
}

import {
  IconBuildingStore,
  IconDownload,
  IconExternalLink,
  IconFile,
  IconFileOff,
  IconFileTypePdf,
  IconFileZip,
  IconLink,
  IconMapPin,
  IconPaperclip,
  type Icon,
} from '@tabler/icons-react';
import { memo, useState, type CSSProperties } from 'react';
import type { Attachment } from '../../../../../contract/messages.ts';
import { iconSizes, iconStroke } from '../../../../ui/icon-sizes.ts';
import { sizeWords } from '../../composer/check-file.ts';
import { useTimelineContext } from '../../timeline-context.ts';
import { missingWords } from '../../timeline/missing-words.ts';
import { fitPicture } from '../../timeline/fit-picture.ts';
import { hostOf, toSafeHref } from '../../timeline/rich-text.ts';
import styles from './attachment-view.module.css';
import { AudioPlayer } from './audio-player.tsx';

type AttachmentProps = { attachment: Attachment };

/** Anything that comes with a message, each kind in its own dress; what is not known stays neutral. */
export const AttachmentView = memo(function AttachmentView({ attachment }: AttachmentProps) {
  switch (attachment.kind) {
    case 'location':
      return <LocationCard attachment={attachment} />;
    case 'link':
    case 'template':
      return <LinkCard attachment={attachment} />;
    case 'unknown':
      return <UnknownCard attachment={attachment} />;
    case 'image':
    case 'sticker':
    case 'video':
    case 'audio':
    case 'file':
      return <StoredFile attachment={attachment} />;
  }
});

function StoredFile({ attachment }: AttachmentProps) {
  const { kind, state, url } = attachment;
  if (state === 'pending') return <Pending attachment={attachment} />;
  if (state === 'failed' || url === null) return <Gone attachment={attachment} />;
  switch (kind) {
    case 'image':
      return <Picture attachment={attachment} url={url} />;
    case 'sticker':
      return <Sticker attachment={attachment} url={url} />;
    case 'video':
      return <Film attachment={attachment} url={url} />;
    case 'audio':
      return <AudioPlayer url={url} name={attachment.name ?? 'Voice message'} />;
    default:
      return <FileCard attachment={attachment} url={url} />;
  }
}

function boxOf(attachment: Attachment): CSSProperties {
  const { width, height } = fitPicture(attachment.width, attachment.height);
  return { '--width': `${width}px`, '--ratio': `${width} / ${height}` } as CSSProperties;
}

function Picture({ attachment, url }: AttachmentProps & { url: string }) {
  const { openPicture } = useTimelineContext();
  const [broken, setBroken] = useState(false);
  if (broken) return <Gone attachment={attachment} />;
  return (
    <button
      type="button"
      className={styles.picture}
      style={boxOf(attachment)}
      aria-label={`Open the picture ${attachment.name ?? ''}`.trim()}
      onClick={() => openPicture(attachment.id)}
    >
      <img src={url} alt={attachment.title ?? ''} decoding="async" onError={() => setBroken(true)} />
    </button>
  );
}

function Sticker({ attachment, url }: AttachmentProps & { url: string }) {
  return <img className={styles.sticker} src={url} alt={attachment.title ?? 'Sticker'} decoding="async" />;
}

function Film({ attachment, url }: AttachmentProps & { url: string }) {
  return (
    <video
      className={styles.film}
      style={boxOf(attachment)}
      src={url}
      controls
      preload="metadata"
      playsInline
      aria-label={attachment.name ?? 'Video'}
    />
  );
}

/** `PDF · 214 kB` */
function describeFile(attachment: Attachment): string {
  const ending = attachment.name?.match(/\.([a-z0-9]{1,5})$/iu)?.[1]?.toUpperCase();
  const size = attachment.sizeBytes === null ? null : sizeWords(attachment.sizeBytes);
  return [ending ?? 'File', size].filter((word) => word !== null).join(' · ');
}

const fileSigns: Partial<Record<string, Icon>> = {
  'application/pdf': IconFileTypePdf,
  'application/zip': IconFileZip,
};

function FileCard({ attachment, url }: AttachmentProps & { url: string }) {
  const name = attachment.name ?? 'File';
  const Sign = fileSigns[attachment.mimeType ?? ''] ?? IconFile;
  return (
    <a className={styles.card} href={url} download={name} aria-label={`Download ${name}`} data-plain>
      <span className={styles.sign}>
        <Sign size={iconSizes.regular} stroke={iconStroke} aria-hidden="true" />
      </span>
      <span className={styles.words}>
        <b className="clip">{name}</b>
        <span className={styles.fact}>{describeFile(attachment)}</span>
      </span>
      <IconDownload className={styles.act} size={iconSizes.control} stroke={iconStroke} aria-hidden="true" />
    </a>
  );
}

const pendingWords: Partial<Record<Attachment['kind'], string>> = {
  image: 'The picture is on its way',
  sticker: 'The sticker is on its way',
  video: 'The video is on its way',
  audio: 'The voice message is on its way',
};

function Pending({ attachment }: AttachmentProps) {
  const isSeen = attachment.kind === 'image' || attachment.kind === 'video';
  return (
    <span
      className={styles.pending}
      data-kind={attachment.kind}
      style={isSeen ? boxOf(attachment) : undefined}
    >
      <span>{pendingWords[attachment.kind] ?? 'The file is on its way'}</span>
    </span>
  );
}

function Gone({ attachment }: AttachmentProps) {
  const { title, fact } = missingWords(attachment);
  return (
    <div className={styles.card} data-muted>
      <span className={styles.sign}>
        <IconFileOff size={iconSizes.regular} stroke={iconStroke} aria-hidden="true" />
      </span>
      <span className={styles.words}>
        <b className={styles.title}>{title}</b>
        <span className={styles.fact}>{fact}</span>
      </span>
    </div>
  );
}

function LocationCard({ attachment }: AttachmentProps) {
  const { coordinates } = attachment;
  const title = attachment.title ?? 'Location';
  const place = coordinates && `${coordinates.latitude.toFixed(5)}, ${coordinates.longitude.toFixed(5)}`;
  const href = coordinates && mapAddress(coordinates);
  return (
    <div className={styles.map}>
      <span className={styles.ground} aria-hidden="true">
        <MapGround />
        <IconMapPin size={28} stroke={iconStroke} />
      </span>
      <span className={styles.mapFoot}>
        <span className={styles.words}>
          <b className="clip">{title}</b>
          {place && <span className={`${styles.fact} num`}>{place}</span>}
        </span>
        {href && (
          <a className={styles.go} href={href} target="_blank" rel="noopener noreferrer nofollow">
            Open map
          </a>
        )}
      </span>
    </div>
  );
}

function mapAddress({ latitude, longitude }: { latitude: number; longitude: number }): string {
  const place = `${latitude.toFixed(6)}`;
  const across = `${longitude.toFixed(6)}`;
  return `https://www.openstreetmap.org/?mlat=${place}&mlon=${across}#map=16/${place}/${across}`;
}

/** Streets as such: a map of the place itself would tell a third party where the customer is. */
function MapGround() {
  return (
    <svg viewBox="0 0 264 96" preserveAspectRatio="xMidYMid slice" fill="none">
      <path d="M0 70C60 50 90 84 150 62s70-40 114-30" strokeWidth="9" />
      <path d="M-4 22 92 40l60-54M92 40l22 60M190-6l14 110" strokeWidth="5" />
      <path d="M20-4 34 100M140 20l130 40M0 92l60-12" strokeWidth="3" />
    </svg>
  );
}

function LinkCard({ attachment }: AttachmentProps) {
  const href = attachment.link === null ? null : toSafeHref(attachment.link);
  const isTemplate = attachment.kind === 'template';
  const Sign = isTemplate ? IconBuildingStore : IconLink;
  const title = attachment.title ?? (isTemplate ? 'Message with buttons' : 'Link');
  const fact = href === null ? (isTemplate ? 'Template' : 'No address') : hostOf(href);
  const inside = (
    <>
      <span className={styles.sign}>
        <Sign size={iconSizes.regular} stroke={iconStroke} aria-hidden="true" />
      </span>
      <span className={styles.words}>
        <b className={styles.title}>{title}</b>
        <span className={styles.fact}>{fact}</span>
      </span>
    </>
  );
  if (href === null) return <div className={styles.card}>{inside}</div>;
  return (
    <a className={styles.card} href={href} target="_blank" rel="noopener noreferrer nofollow" data-plain>
      {inside}
      <IconExternalLink
        className={styles.act}
        size={iconSizes.control}
        stroke={iconStroke}
        aria-hidden="true"
      />
    </a>
  );
}

/** Where the page's own people read Messenger when something cannot be shown here. */
const messengerInbox = 'https://business.facebook.com/latest/inbox/messenger';

function UnknownCard({ attachment }: AttachmentProps) {
  const href = attachment.link === null ? null : toSafeHref(attachment.link);
  return (
    <OpenInMessenger
      title={attachment.title ?? 'This can be seen in Messenger only'}
      fact={attachment.rawType}
      href={href ?? messengerInbox}
    />
  );
}

type OpenInMessengerProps = { title: string; fact?: string; href?: string };

/** A neutral card for what only Messenger itself can show. */
export function OpenInMessenger({ title, fact, href = messengerInbox }: OpenInMessengerProps) {
  return (
    <div className={styles.card} data-muted>
      <span className={styles.sign}>
        <IconPaperclip size={iconSizes.regular} stroke={iconStroke} aria-hidden="true" />
      </span>
      <span className={styles.words}>
        <b className={styles.title}>{title}</b>
        <span className={styles.fact}>
          {fact !== undefined && (
            <>
              <code>{fact}</code> ·{' '}
            </>
          )}
          <a className="link" href={href} target="_blank" rel="noopener noreferrer nofollow">
            Open in Messenger
          </a>
        </span>
      </span>
    </div>
  );
}

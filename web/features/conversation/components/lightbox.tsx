import { Modal } from '@mantine/core';
import { IconChevronLeft, IconChevronRight, IconDownload, IconX } from '@tabler/icons-react';
import { useEffect, useMemo, useState } from 'react';
import type { AttachmentId } from '../../../../contract/ids.ts';
import type { Attachment } from '../../../../contract/messages.ts';
import { fullTime } from '../../../lib/dates.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import { iconSizes, iconStroke } from '../../../ui/icon-sizes.ts';
import type { ShownMessage } from '../timeline/shown-message.ts';
import styles from './lightbox.module.css';

type LightboxProps = {
  messages: readonly ShownMessage[];
  /** The picture to begin with; null when closed. */
  openId: AttachmentId | null;
  onClose: () => void;
};

type Picture = { attachment: Attachment; author: string; at: string };

/** A picture as large as the screen; arrows go through all that are loaded. */
export function Lightbox({ messages, openId, onClose }: LightboxProps) {
  const pictures = useMemo(() => (openId === null ? [] : picturesOf(messages)), [messages, openId]);
  const [shownId, setShownId] = useState(openId);
  useEffect(() => setShownId(openId), [openId]);
  const index = pictures.findIndex(({ attachment }) => attachment.id === shownId);
  const picture = pictures[index];
  const go = (by: number) => {
    const next = pictures[index + by];
    if (next) setShownId(next.attachment.id);
  };
  return (
    <Modal.Root
      opened={openId !== null && picture !== undefined}
      onClose={onClose}
      fullScreen
      transitionProps={{ duration: 0 }}
      onKeyDown={(event) => {
        if (event.key === 'ArrowLeft') go(-1);
        if (event.key === 'ArrowRight') go(1);
      }}
    >
      <Modal.Content className={styles.content ?? ''} aria-label="Picture" radius={0}>
        <Modal.Body className={styles.body ?? ''} p={0}>
          {picture && (
            <figure className={styles.figure}>
              <figcaption className={styles.bar}>
                <span className="clip">
                  <b>{picture.author}</b>
                  <span className={styles.fact}>
                    {fullTime(picture.at)}
                    {pictures.length > 1 && ` · ${index + 1} of ${pictures.length}`}
                  </span>
                </span>
                <a
                  className={styles.download}
                  href={picture.attachment.url ?? undefined}
                  download={picture.attachment.name ?? true}
                >
                  <IconDownload size={iconSizes.control} stroke={iconStroke} aria-hidden="true" />
                  Download
                </a>
                <IconButton
                  data-autofocus
                  label="Close"
                  icon={<IconX size={iconSizes.regular} stroke={iconStroke} aria-hidden="true" />}
                  onClick={onClose}
                />
              </figcaption>
              <div className={styles.stage}>
                <button
                  type="button"
                  className={styles.around}
                  tabIndex={-1}
                  aria-hidden="true"
                  onClick={onClose}
                />
                <img
                  src={picture.attachment.url ?? undefined}
                  alt={picture.attachment.title ?? `Picture from ${picture.author}`}
                />
              </div>
              {pictures.length > 1 && (
                <>
                  <span className={styles.before}>
                    <IconButton
                      label="Earlier picture"
                      disabled={index === 0}
                      icon={<IconChevronLeft size={iconSizes.touch} stroke={iconStroke} aria-hidden="true" />}
                      onClick={() => go(-1)}
                    />
                  </span>
                  <span className={styles.after}>
                    <IconButton
                      label="Later picture"
                      disabled={index === pictures.length - 1}
                      icon={
                        <IconChevronRight size={iconSizes.touch} stroke={iconStroke} aria-hidden="true" />
                      }
                      onClick={() => go(1)}
                    />
                  </span>
                </>
              )}
            </figure>
          )}
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

function picturesOf(messages: readonly ShownMessage[]): Picture[] {
  return messages.flatMap(({ message }) =>
    message.unsentAt !== null
      ? []
      : message.attachments
          .filter(({ kind, url }) => kind === 'image' && url !== null)
          .map((attachment) => ({ attachment, author: message.author.name, at: message.at })),
  );
}

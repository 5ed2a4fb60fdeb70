import type { AttachmentRecord } from '../world/records.ts';
import type { Simulation } from '../simulation.ts';
import { sampleFile } from '../world/sample-files.ts';
import { Refusal } from './refusal.ts';

export type MediaType = 'image' | 'audio' | 'video' | 'file';

export type AttachmentInput =
  | {
      type: MediaType;
      fileId?: string | undefined;
      base64?: string | undefined;
      mimeType?: string | undefined;
      name?: string | undefined;
      sample?: true | undefined;
      url?: string | undefined;
    }
  | { type: 'sticker'; stickerId?: string | undefined }
  | { type: 'like' }
  | { type: 'location'; lat: number; long: number; title?: string | undefined }
  | { type: 'fallback' | 'reel' | 'post' | 'share'; url?: string | undefined; title?: string | undefined }
  | {
      type: 'appointment';
      status?: 'requested' | 'confirmed' | 'declined' | 'cancelled' | undefined;
      startsAt?: number | undefined;
      minutes?: number | undefined;
      timezone?: string | undefined;
    }
  | { type: 'raw'; raw: Record<string, unknown> };

export const likeStickerId = '369239263222822';
const defaultStickerId = '144884852352448';

/** Turns what a person attaches into what the thread keeps. */
export function attach(simulation: Simulation, input: AttachmentInput): AttachmentRecord {
  switch (input.type) {
    case 'image':
    case 'audio':
    case 'video':
    case 'file':
      return attachMedia(simulation, input);
    case 'sticker':
      return { type: 'sticker', payload: { sticker_id: input.stickerId ?? defaultStickerId } };
    case 'like':
      return { type: 'sticker', payload: { sticker_id: likeStickerId } };
    case 'location':
      return {
        type: 'location',
        title: input.title ?? 'Pinned location',
        url: `https://www.facebook.com/l.php?u=https%3A%2F%2Fmaps.example%2F%3Fq%3D${input.lat}%2C${input.long}`,
        payload: { coordinates: { lat: input.lat, long: input.long } },
      };
    case 'reel':
      return {
        ...shared(input, 'https://www.facebook.com/reel/'),
        payload: { reel_video_id: numberOf(simulation) },
      };
    case 'post':
      return { ...shared(input, 'https://www.facebook.com/posts/'), payload: { id: numberOf(simulation) } };
    case 'share':
      return shared(input, 'https://www.facebook.com/share/p/');
    case 'fallback':
      return {
        type: 'fallback',
        ...(input.url && { url: input.url }),
        ...(input.title && { title: input.title }),
      };
    case 'appointment':
      return appointment(simulation, input);
    case 'raw':
      return { type: String(input.raw['type'] ?? 'raw'), raw: input.raw };
  }
}

/** Keeps bytes and answers how the thread refers to them. */
export function keepFile(
  simulation: Simulation,
  file: { name: string; mimeType: string; bytes: Buffer },
): Pick<AttachmentRecord, 'fileId' | 'name' | 'mimeType' | 'sizeBytes'> {
  const { id } = simulation.world.files.add({ id: simulation.mint.id(), ...file });
  return { fileId: id, name: file.name, mimeType: file.mimeType, sizeBytes: file.bytes.byteLength };
}

function attachMedia(
  simulation: Simulation,
  input: Extract<AttachmentInput, { type: MediaType }>,
): AttachmentRecord {
  const { type, fileId, base64, mimeType, name, url } = input;
  if (fileId !== undefined) {
    const file = simulation.world.files.get(fileId);
    if (!file) throw new Refusal(404, `There is no file ${fileId}.`);
    return { type, fileId, name: file.name, mimeType: file.mimeType, sizeBytes: file.bytes.byteLength };
  }
  if (base64 !== undefined) {
    const bytes = Buffer.from(base64, 'base64');
    const kept = { name: name ?? type, mimeType: mimeType ?? 'application/octet-stream', bytes };
    return { type, ...keepFile(simulation, kept) };
  }
  if (url !== undefined) return { type, url, ...(name !== undefined && { name }) };
  return { type, ...keepFile(simulation, sampleFile(type, name)) };
}

/** Asked for tomorrow at this time unless it says otherwise; Meta's times are seconds here. */
function appointment(
  simulation: Simulation,
  input: Extract<AttachmentInput, { type: 'appointment' }>,
): AttachmentRecord {
  const startsAt = input.startsAt ?? simulation.clock.nowMs() + 24 * 3_600_000;
  const start_time = Math.floor(startsAt / 1000);
  const payload = {
    booking_id: simulation.mint.id(),
    status: input.status ?? 'requested',
    start_time,
    end_time: start_time + (input.minutes ?? 30) * 60,
    timezone: input.timezone ?? 'Europe/Amsterdam',
  };
  return { type: 'appointment_booking', payload };
}

function shared(
  input: { type: string; url?: string | undefined; title?: string | undefined },
  root: string,
): AttachmentRecord {
  return {
    type: input.type,
    url: input.url ?? `${root}1029384756`,
    title: input.title ?? 'Seen on Facebook',
  };
}

/** These ids are JSON numbers in Meta's payloads; 15 digits stay exact. */
function numberOf(simulation: Simulation): number {
  return Number(simulation.mint.id().slice(0, 15));
}

import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { TokenBreak } from './world/access-tokens.ts';
import type {
  AppRecord,
  CommentRecord,
  FileRecord,
  GrantRecord,
  LabelRecord,
  PageRecord,
  PersonRecord,
  PersonaRecord,
  PhotoRecord,
  PostRecord,
  RatingRecord,
  ThreadRecord,
  UploadRecord,
} from './world/records.ts';
import type { Settings } from './world/settings.ts';
import type { Simulation } from './simulation.ts';

const format = 1;

/** The world as it is written to a file. Faults, logs and what is under way are not kept. */
interface Snapshot {
  format: typeof format;
  seed: number;
  counter: number;
  offsetMs: number;
  settings: Settings;
  apps: AppRecord[];
  pages: PageRecord[];
  people: PersonRecord[];
  personas: PersonaRecord[];
  threads: ThreadRecord[];
  uploads: UploadRecord[];
  /** Left out by sandboxes that had no walls yet. */
  wall?: { posts: PostRecord[]; comments: CommentRecord[]; ratings: RatingRecord[]; photos: PhotoRecord[] };
  grants: GrantRecord[];
  labels?: LabelRecord[];
  breaks: TokenBreak[];
  files: (Omit<FileRecord, 'bytes'> & { base64: string })[];
}

const settleMs = 1_000;

/**
 * Keeps the world in a file from now on: written a second after a change, and by `save()`. Written beside and then
 * moved into place, so that a crash leaves the old one whole.
 */
export function keepInFile(simulation: Simulation, file: string): { save: () => void } {
  let timer: NodeJS.Timeout | undefined;
  const save = () => {
    clearTimeout(timer);
    timer = undefined;
    writeFileSync(`${file}.new`, JSON.stringify(snapshotOf(simulation)));
    renameSync(`${file}.new`, file);
  };
  simulation.live.listen(({ type }) => {
    if (type !== 'call' && type !== 'delivery') timer ??= setTimeout(save, settleMs);
  });
  return { save };
}

/** Fills an empty world from a file. False: there is no such file, or it was written by another version. */
export function restoreFrom(simulation: Simulation, file: string): boolean {
  let snapshot: Snapshot;
  try {
    // Only `keepInFile` writes this file; its format number tells whether it is of this version.
    snapshot = JSON.parse(readFileSync(file, 'utf8')) as Snapshot;
  } catch {
    return false;
  }
  if (snapshot.format !== format) return false;
  const { world, mint, clock, tokens, settings } = simulation;
  mint.reseed(snapshot.seed);
  mint.resume(snapshot.counter);
  clock.shiftTo(snapshot.offsetMs);
  Object.assign(settings, snapshot.settings);
  for (const app of snapshot.apps) world.addApp(app);
  for (const page of snapshot.pages) world.addPage(page);
  for (const person of snapshot.people) world.people.set(person.id, person);
  for (const persona of snapshot.personas) world.personas.set(persona.id, persona);
  for (const upload of snapshot.uploads) world.uploads.set(upload.id, upload);
  for (const label of snapshot.labels ?? []) world.labels.set(label.id, label);
  for (const grant of snapshot.grants) world.setGrant(grant);
  for (const { base64, ...about } of snapshot.files) {
    world.files.add({ ...about, bytes: Buffer.from(base64, 'base64') });
  }
  for (const post of snapshot.wall?.posts ?? []) world.wall.addPost(post);
  for (const comment of snapshot.wall?.comments ?? []) world.wall.addComment(comment);
  for (const rating of snapshot.wall?.ratings ?? []) world.wall.ratings.set(rating.id, rating);
  for (const photo of snapshot.wall?.photos ?? []) world.wall.photos.set(photo.id, photo);
  for (const thread of snapshot.threads) world.restoreThread({ ...thread, owner: thread.owner ?? null });
  tokens.breaks = snapshot.breaks;
  return true;
}

function snapshotOf(simulation: Simulation): Snapshot {
  const { world, mint, clock, tokens, settings } = simulation;
  return {
    format,
    seed: mint.seed,
    counter: mint.counter,
    offsetMs: clock.offsetMs,
    settings,
    apps: [...world.apps.values()],
    pages: [...world.pages.values()],
    people: [...world.people.values()],
    personas: [...world.personas.values()],
    threads: [...world.threads],
    uploads: [...world.uploads.values()],
    wall: {
      posts: [...world.wall.posts.values()],
      comments: [...world.wall.comments],
      ratings: [...world.wall.ratings.values()],
      photos: [...world.wall.photos.values()],
    },
    grants: [...world.grants.values()],
    labels: [...world.labels.values()],
    breaks: tokens.breaks,
    files: [...world.files.all()].map(({ bytes, ...about }) => ({
      ...about,
      base64: bytes.toString('base64'),
    })),
  };
}

import type { Simulation } from '../simulation.ts';
import type { Delivery } from '../webhooks/delivery.ts';
import type { ChangeValue } from '../webhooks/feed-shapes.ts';
import { reaches } from '../world/reach.ts';
import { isGranted, nameOf, type Author } from './author.ts';

/** What an act on the wall made or changed. Nobody hears of it before `tell` is called. */
export interface Told<Thing> {
  thing: Thing;
  tell(): Delivery[];
}

const scopeOfPeople = 'pages_read_user_content';

export interface Change {
  pageId: string;
  field: 'feed' | 'mention' | 'ratings';
  by: Author;
  /** Changes with the same key reach an app one after another: those of one post. */
  orderKey: string;
  /** `mayTell`: whether this app may learn which person it was. */
  valueFor(mayTell: boolean): ChangeValue;
}

/** Tells the apps of a change on a page, each as much as it was granted. */
export function tellChange(simulation: Simulation, change: Change): Delivery[] {
  const { pageId, field, by, orderKey } = change;
  const { settings, outbox, mint } = simulation;
  const item = { pageId, field, channel: 'changes' as const, who: nameOf(simulation, pageId, by) };
  const psid = settings.feedOrder === 'kept' ? orderKey : `${orderKey} ${mint.id()}`;
  return outbox.emit({ ...item, item: null, psid }, (app, whole) => {
    if (by !== null && !reaches(simulation, app, by, 'pages_read_engagement')) return null;
    const mayTell =
      isGranted(simulation, app, pageId, scopeOfPeople) &&
      (by === null || reaches(simulation, app, by, scopeOfPeople));
    return { ...whole, item: { field, value: change.valueFor(mayTell) } };
  });
}

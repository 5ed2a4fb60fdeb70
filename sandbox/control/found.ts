import { Refusal } from '../people/refusal.ts';

export function found<Thing>(thing: Thing | null | undefined, name: string): Thing {
  if (thing === null || thing === undefined) throw new Refusal(404, `There is no ${name}.`);
  return thing;
}

type Given<Fields> = { [Name in keyof Fields]?: Exclude<Fields[Name], undefined> };

/** The fields that were really given: what is left out must not overwrite what is there. */
export function given<Fields extends object>(fields: Fields): Given<Fields> {
  // Leaving undefined values out is what the type says; Object.fromEntries forgets the names.
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as Given<Fields>;
}

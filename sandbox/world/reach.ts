import type { AppRecord } from './records.ts';
import type { Settings } from './settings.ts';
import type { World } from './world.ts';

/** Whether a permission reaches everybody: the app is live and App Review has approved it (Advanced Access). */
export function isAdvanced(settings: Settings, app: AppRecord, scope: string): boolean {
  return settings.access === 'advanced' && app.mode === 'live' && !app.standardScopes.includes(scope);
}

/** Whether an app may see and reach a person by a permission; otherwise only people with a role on the app. */
export function reaches(
  { world, settings }: { world: World; settings: Settings },
  app: AppRecord,
  personId: string,
  scope: string,
): boolean {
  if (isAdvanced(settings, app, scope) || app.testerIds.includes(personId)) return true;
  return world.people.get(personId)?.role === 'staff';
}

import { extensionId, type Extension } from '../../../contract/extensions.ts';
import { requireRight } from '../access.ts';
import type { Context } from '../context.ts';
import { presentExtension } from './present-extension.ts';

/** Every part that can be switched, in the order of the catalogue. Administrators only. */
export async function listExtensions(ctx: Context): Promise<Extension[]> {
  requireRight(ctx.actor, 'manage-extensions');
  return Promise.all(extensionId.options.map((id) => presentExtension(ctx.db, id)));
}

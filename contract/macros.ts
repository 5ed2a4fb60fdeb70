import { z } from 'zod';
import { macroAct } from './acts.ts';
import { macroId } from './ids.ts';

/** What a macro does, in this order: all of it, or nothing where something is refused. */
export const macroActs = z.array(macroAct).min(1, 'Say what it does.').max(20, 'At most 20 things.');
export type MacroActs = z.infer<typeof macroActs>;

/** In the order of the menu. */
export const macro = z.object({ id: macroId, name: z.string(), acts: z.array(macroAct) });
export type Macro = z.infer<typeof macro>;

const name = z.string().trim().min(1, 'Give it a name.').max(80, 'At most 80 characters.');

export const saveMacro = z.strictObject({ name, acts: macroActs });
export type SaveMacro = z.infer<typeof saveMacro>;

/** All macros in their new order. */
export const orderMacros = z.strictObject({ ids: z.array(macroId).max(500) });

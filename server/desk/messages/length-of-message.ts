import type { PageSettings } from '../../../contract/page-settings.ts';
import { mostPrefixUnits } from './sender-name.ts';

/** How long one message of a page may be, in UTF-16 units: room for a name that may stand before it is kept. */
export function lengthOfMessage({
  agentName,
  nameWithoutPersona,
  maxLength,
}: Pick<PageSettings['messages'], 'agentName' | 'nameWithoutPersona' | 'maxLength'>): number {
  return agentName !== 'none' && nameWithoutPersona === 'prefix' ? maxLength - mostPrefixUnits : maxLength;
}

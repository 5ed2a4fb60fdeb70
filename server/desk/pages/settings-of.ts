import { pageSettings, type PageSettings } from '../../../contract/page-settings.ts';
import { rememberParsed } from '../../kit/remember-parsed.ts';

/** What is set for a page, defaults filled in, of what is stored for it. Shared: it cannot be changed. */
export const settingsOfPage: (stored: unknown) => PageSettings = rememberParsed((stored) =>
  pageSettings.parse(stored),
);

import { textsOf } from './texts.ts';
import { settingsOfPage } from '../pages/settings-of.ts';

/** Whether any text or question of a page can be due to what a customer writes: without hours it is never closed. */
export function mayGreetCustomers(page: {
  settings: unknown;
  channelTexts: unknown;
  hasHours: boolean;
}): boolean {
  const { settings, channelTexts, hasHours } = page;
  if (!hasHours && isEmpty(channelTexts) && !saysSomething(settings)) return false;
  const { text } = textsOf({ pageSettings: settings, channelTexts });
  if (settingsOfPage(settings).preChat.isOn) return true;
  const always = ['welcome', 'notAssigned', 'offline', 'queued', 'position'] as const;
  const whenClosed = ['holiday', 'outOfHours'] as const;
  return always.some((key) => text(key).isOn) || (hasHours && whenClosed.some((key) => text(key).isOn));
}

function saysSomething(settings: unknown): boolean {
  if (typeof settings !== 'object' || settings === null) return false;
  return 'texts' in settings || 'preChat' in settings;
}

function isEmpty(value: unknown): boolean {
  return typeof value !== 'object' || value === null || Object.keys(value).length === 0;
}

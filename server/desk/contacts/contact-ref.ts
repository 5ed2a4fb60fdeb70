import type { ContactRef } from '../../../contract/conversations.ts';

/**
 * The name to show: the profile's, or a neutral placeholder that still tells two people apart.
 * @param psid  the person's page-scoped id; its last four characters go into the placeholder.
 */
export function contactName(name: string | null, psid: string): string {
  return name ?? `Facebook user ${psid.slice(-4)}`;
}

/** A person as lists show them. */
export function presentContactRef(contact: {
  id: string;
  name: string | null;
  psid: string;
  pictureFileId: string | null;
}): ContactRef {
  return {
    id: contact.id as ContactRef['id'],
    name: contactName(contact.name, contact.psid),
    pictureUrl: contact.pictureFileId ? contactPictureUrl(contact.id, contact.pictureFileId) : null,
  };
}

/** Changes with the picture, so that browsers may keep it. */
export function contactPictureUrl(contactId: string, fileId: string): string {
  return `/api/contacts/${contactId}/picture?v=${fileId}`;
}

import type {
  CustomerDetails,
  CustomerNote,
  CustomerProfile,
  CustomerSummary,
} from '../../../contract/customers.ts';
import type { UserRef } from '../../../contract/team.ts';
import type { CustomerFields, CustomerRow } from '../../store/customers.ts';
import type { ProfileRow } from '../../store/customer-links.ts';
import { actorId, may } from '../access.ts';
import { presentContactRef } from '../contacts/contact-ref.ts';
import type { Actor } from '../context.ts';
import { readFieldValues } from './field-values.ts';

export function presentUser(id: string | null, name: string | null): UserRef | null {
  return id === null || name === null ? null : { id: id as UserRef['id'], name };
}

function pictureOf({ pictureContactId, pictureFileId }: CustomerRow): string | null {
  return pictureContactId && pictureFileId
    ? `/api/contacts/${pictureContactId}/picture?v=${pictureFileId}`
    : null;
}

export function presentCustomer(row: CustomerRow): CustomerSummary {
  return {
    id: row.id as CustomerSummary['id'],
    kind: row.kind,
    name: row.name,
    pictureUrl: pictureOf(row),
    company: row.companyName,
    email: row.emails[0] ?? null,
    phone: row.phones[0] ?? null,
    location: row.location,
    manager: presentUser(row.managerId, row.managerName),
  };
}

/** The card itself, without what hangs on it. */
export function presentCard(
  row: CustomerRow,
): Omit<CustomerDetails, 'profiles' | 'notes' | 'people' | 'apart' | 'merges' | 'may'> {
  return {
    id: row.id as CustomerDetails['id'],
    version: row.version,
    kind: row.kind,
    name: row.name,
    firstName: row.firstName,
    lastName: row.lastName,
    pictureUrl: pictureOf(row),
    emails: row.emails,
    phones: row.phones,
    company:
      row.companyName === null
        ? null
        : { id: row.companyId as CustomerDetails['id'] | null, name: row.companyName },
    location: row.location,
    number: row.number,
    manager: presentUser(row.managerId, row.managerName),
    fields: readFieldValues(row.fields),
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

/** What of a card people have written. */
export function fieldsOf(row: CustomerRow): CustomerFields {
  return {
    name: row.name,
    firstName: row.firstName,
    lastName: row.lastName,
    emails: row.emails,
    phones: row.phones,
    companyId: row.companyId,
    // Of a company that has a card the name is the card's.
    companyName: row.companyId === null ? row.companyName : null,
    location: row.location,
    number: row.number,
    managerId: row.managerId,
    fields: readFieldValues(row.fields),
  };
}

export function presentProfile(row: ProfileRow): CustomerProfile {
  return {
    contact: presentContactRef({ ...row, id: row.contactId }),
    page: { id: row.pageId as CustomerProfile['page']['id'], name: row.pageName },
    identity: row.identity,
    lastSeenAt: row.lastSeenAt.toISOString(),
  };
}

export function presentNote(
  actor: Actor,
  row: {
    id: string;
    text: string;
    authorId: string | null;
    authorName: string | null;
    at: Date;
    editedAt: Date | null;
    departmentId: string | null;
    departmentName: string | null;
    departmentColor: number | null;
  },
): CustomerNote {
  return {
    id: row.id as CustomerNote['id'],
    text: row.text,
    author: presentUser(row.authorId, row.authorName),
    at: row.at.toISOString(),
    editedAt: row.editedAt?.toISOString() ?? null,
    department:
      row.departmentId === null
        ? null
        : {
            id: row.departmentId as NonNullable<CustomerNote['department']>['id'],
            name: row.departmentName ?? '',
            color: row.departmentColor ?? 1,
          },
    mayChange: mayChangeNote(actor, row.authorId),
  };
}

/** Who wrote a note changes it, and who leads. */
export function mayChangeNote(actor: Actor, authorId: string | null): boolean {
  return may(actor, 'lead-conversations') || (authorId !== null && authorId === actorId(actor));
}

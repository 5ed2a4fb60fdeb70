import type {
  ChangeCustomer,
  CustomerDetails,
  CustomerField,
  CustomerKind,
} from '../../../../contract/customers.ts';
import type { CustomerId, UserId } from '../../../../contract/ids.ts';

/** A card as it is typed: one address a line. */
export type CardDraft = {
  name: string;
  firstName: string;
  lastName: string;
  emails: string;
  phones: string;
  company: string;
  location: string;
  number: string;
  managerId: string | null;
  fields: Record<string, string>;
};

export const emptyDraft: CardDraft = {
  name: '',
  firstName: '',
  lastName: '',
  emails: '',
  phones: '',
  company: '',
  location: '',
  number: '',
  managerId: null,
  fields: {},
};

export function draftOf(card: CustomerDetails): CardDraft {
  return {
    name: card.name,
    firstName: card.firstName ?? '',
    lastName: card.lastName ?? '',
    emails: card.emails.join('\n'),
    phones: card.phones.join('\n'),
    company: card.company?.name ?? '',
    location: card.location ?? '',
    number: card.number ?? '',
    managerId: card.manager?.id ?? null,
    fields: Object.fromEntries(Object.entries(card.fields).map(([id, value]) => [id, String(value)])),
  };
}

/** What a card is to become; a company of which there is a card is linked, any other is kept by its name. */
export function cardOf(
  draft: CardDraft,
  kind: CustomerKind,
  known: { fields: readonly CustomerField[]; companies: readonly { id: CustomerId; name: string }[] },
): ChangeCustomer {
  const own = known.fields.filter(({ appliesTo }) => appliesTo === 'both' || appliesTo === kind);
  const shared = {
    emails: lines(draft.emails),
    phones: lines(draft.phones),
    location: orNull(draft.location),
    number: orNull(draft.number),
    managerId: draft.managerId as UserId | null,
    fields: Object.fromEntries(
      own.map(({ id, type }) => {
        const text = (draft.fields[id] ?? '').trim();
        return [id, text === '' ? null : type === 'number' ? Number(text) : text];
      }),
    ),
    ...(draft.name.trim() === '' ? {} : { name: draft.name.trim() }),
  };
  if (kind === 'company') return shared;
  const company = draft.company.trim();
  const match = known.companies.find(({ name }) => name.toLowerCase() === company.toLowerCase());
  return {
    ...shared,
    firstName: orNull(draft.firstName),
    lastName: orNull(draft.lastName),
    ...(match ? { companyId: match.id } : { companyName: orNull(company) }),
  };
}

const orNull = (text: string) => (text.trim() === '' ? null : text.trim());
const lines = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

import { useQuery } from '@tanstack/react-query';
import type { CustomerDetails } from '../../../../contract/customers.ts';
import { customerFieldsQuery } from '../../../lib/desk-queries.ts';
import { screenPaths } from '../../../lib/screen-paths.ts';
import { Link } from '../../../ui/link.tsx';
import { Fact, Facts } from '../components/section.tsx';

/** What stands on a card; what is empty is left out. */
export function CardFacts({ card }: { card: CustomerDetails }) {
  const fields = useQuery(customerFieldsQuery).data ?? [];
  return (
    <Facts>
      {card.emails.map((email, at) => (
        <Fact key={email} name={at === 0 ? 'E-mail' : ''}>
          <a className="link" href={`mailto:${email}`}>
            {email}
          </a>
        </Fact>
      ))}
      {card.phones.map((phone, at) => (
        <Fact key={phone} name={at === 0 ? 'Phone' : ''}>
          <a className="num" href={`tel:${phone.replaceAll(/[^\d+]/g, '')}`}>
            {phone}
          </a>
        </Fact>
      ))}
      {card.company && (
        <Fact name="Company">
          {card.company.id ? (
            <Link className="link" href={screenPaths.customer(card.company.id)}>
              {card.company.name}
            </Link>
          ) : (
            card.company.name
          )}
        </Fact>
      )}
      {card.location && <Fact name="Location">{card.location}</Fact>}
      {card.number && <Fact name="Number">{card.number}</Fact>}
      {card.manager && <Fact name="Looked after">{card.manager.name}</Fact>}
      {fields.map((field) => {
        const value = card.fields[field.id];
        return value === undefined ? null : (
          <Fact key={field.id} name={field.name}>
            {value}
          </Fact>
        );
      })}
    </Facts>
  );
}

/** Whether `CardFacts` has anything to show. */
export function hasFacts(card: CustomerDetails): boolean {
  const { emails, phones, company, location, number, manager, fields } = card;
  return (
    emails.length > 0 ||
    phones.length > 0 ||
    [company, location, number, manager].some((one) => one !== null) ||
    Object.keys(fields).length > 0
  );
}

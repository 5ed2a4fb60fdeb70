import { findByAddress, findByName, type CustomerSight } from '../../store/customers.ts';
import type { Db, Tx } from '../../store/db.ts';
import { addressKeys, isSameEmail, isSamePhone, type Addresses } from './addresses.ts';
import type { Match } from './judge-match.ts';

/** Cards that somebody may be, by what is known of them: each once, the surest first. */
export async function findMatches(
  db: Db | Tx,
  known: { addresses: Addresses; name: string | null },
  sight: CustomerSight,
): Promise<Match[]> {
  const { addresses, name } = known;
  const [found, namesakes] = await Promise.all([
    findByAddress(db, addressKeys(addresses), sight),
    name === null ? [] : findByName(db, name, sight),
  ]);
  const byAddress = found.flatMap(({ id, emails, phones }): Match[] => {
    if (addresses.emails.some((told) => emails.some((has) => isSameEmail(told, has)))) {
      return [{ customerId: id, because: 'email' }];
    }
    const rings = addresses.phones.some((told) => phones.some((has) => isSamePhone(told, has)));
    return rings ? [{ customerId: id, because: 'phone' }] : [];
  });
  const order = { email: 0, phone: 1, name: 2 };
  const isFound = new Set(byAddress.map(({ customerId }) => customerId));
  const byName = namesakes
    .filter((id) => !isFound.has(id))
    .map((customerId): Match => ({ customerId, because: 'name' }));
  return [...byAddress.toSorted((a, b) => order[a.because] - order[b.because]), ...byName];
}

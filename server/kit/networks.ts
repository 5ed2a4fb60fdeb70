import { BlockList, isIP } from 'node:net';

/** Networks of one machine and of one house, by the names that proxies are commonly given. */
const named: Readonly<Record<string, readonly string[]>> = {
  loopback: ['127.0.0.0/8', '::1/128'],
  linklocal: ['169.254.0.0/16', 'fe80::/10'],
  uniquelocal: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'],
};

/**
 * Tells whether an address lies in one of some networks.
 * @param networks  addresses, `10.0.0.0/8`, and the names `loopback`, `linklocal`, `uniquelocal`; others are left out.
 */
export function createNetworks(networks: readonly string[]): (address: string) => boolean {
  const list = new BlockList();
  for (const network of networks.flatMap((each) => named[each] ?? [each])) {
    const [address = '', prefix] = network.split('/');
    const version = isIP(address);
    if (version === 0) continue;
    const family = version === 4 ? 'ipv4' : 'ipv6';
    if (prefix === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(prefix), family);
  }
  return (address) => {
    const plain = plainAddress(address);
    const version = isIP(plain);
    return version !== 0 && list.check(plain, version === 4 ? 'ipv4' : 'ipv6');
  };
}

/**
 * Where a request comes from: the nearest address on its way that is no proxy of ours.
 * @param forwardedFor  the header `X-Forwarded-For`: each proxy has added whom it heard.
 */
export function clientAddress(
  remoteAddress: string,
  forwardedFor: string | undefined,
  isProxy: (address: string) => boolean,
): string {
  const way = (forwardedFor ?? '').split(',').map((part) => part.trim());
  let address = remoteAddress;
  for (const before of way.toReversed()) {
    if (before === '' || !isProxy(address)) break;
    address = before;
  }
  return plainAddress(address);
}

/** An IPv4 address as a socket for both kinds names it: `::ffff:10.0.0.1`. */
function plainAddress(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '');
}

// Which addresses the server may fetch from: the public ones, and networks that the operator named. Asks the name server
// itself and hands on the address that was checked, so that a name cannot mean another machine a moment later.
import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';

/** Not of the public internet (IANA special-purpose registries, RFC 6890 and its successors). */
const special4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
];
/** What may be public stands in 2000::/3; some of it is not. */
const special6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'];

export type CheckedHost =
  | { readonly kind: 'allowed'; readonly address: string }
  | { readonly kind: 'forbidden' }
  | { readonly kind: 'unknown' };

export interface AllowedAddresses {
  /** May this IP address be fetched from? */
  mayFetch(address: string): boolean;
  /** Looks a host up; the first address of it that may be fetched from. */
  check(host: string): Promise<CheckedHost>;
}

function blockList(subnets: readonly string[]): BlockList {
  const list = new BlockList();
  for (const subnet of subnets) {
    const [address = '', prefix] = subnet.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    list.addSubnet(address, Number(prefix ?? (family === 'ipv6' ? 128 : 32)), family);
  }
  return list;
}

type Lookup = (host: string) => Promise<readonly string[]>;

const askNameServer: Lookup = async (host) => {
  const answers = await lookup(host, { all: true, verbatim: true });
  return answers.map(({ address }) => address);
};

/** `networks`: addresses or subnets that are allowed though they are not public, like `192.168.10.0/24`. */
export function createAllowedAddresses(networks: readonly string[], find: Lookup = askNameServer): AllowedAddresses {
  const named = blockList(networks);
  const [forbidden4, forbidden6, public6] = [blockList(special4), blockList(special6), blockList(['2000::/3'])];

  function mayFetch(address: string): boolean {
    const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
    if (mapped !== undefined) return mayFetch(mapped);
    const family = isIP(address);
    if (family === 0) return false;
    if (family === 4) return named.check(address, 'ipv4') || !forbidden4.check(address, 'ipv4');
    if (named.check(address, 'ipv6')) return true;
    return public6.check(address, 'ipv6') && !forbidden6.check(address, 'ipv6');
  }

  return {
    mayFetch,
    async check(host) {
      const addresses = isIP(host) === 0 ? await find(host).catch(() => []) : [host];
      const address = addresses.find(mayFetch);
      if (address !== undefined) return { kind: 'allowed', address };
      return { kind: addresses.length === 0 ? 'unknown' : 'forbidden' };
    },
  };
}

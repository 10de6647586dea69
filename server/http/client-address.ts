// The address a request comes from. X-Forwarded-For is believed only from proxies the operator named.
import { BlockList, isIP } from 'node:net';
import type { IncomingMessage } from 'node:http';

/** Reads the client's address of a request. */
export type AddressOf = (request: IncomingMessage) => string;

/** Makes the reader; without trusted proxies it is the address of the connection. */
export function createAddressOf(trustedProxies: readonly string[]): AddressOf {
  const trusted = listOf(trustedProxies);
  return (request) => {
    const direct = plainAddress(request.socket.remoteAddress ?? '');
    if (!isTrusted(trusted, direct)) return direct;
    const hops = forwardedFor(request).map(plainAddress);
    return hops.findLast((hop) => isIP(hop) !== 0 && !isTrusted(trusted, hop)) ?? direct;
  };
}

function listOf(proxies: readonly string[]): BlockList {
  const list = new BlockList();
  for (const proxy of proxies) {
    const [address = '', prefix] = proxy.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (prefix === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(prefix), family);
  }
  return list;
}

function isTrusted(trusted: BlockList, address: string): boolean {
  const family = isIP(address);
  return family !== 0 && trusted.check(address, family === 6 ? 'ipv6' : 'ipv4');
}

function forwardedFor(request: IncomingMessage): string[] {
  const header = request.headers['x-forwarded-for'];
  return (Array.isArray(header) ? header.join(',') : (header ?? '')).split(',').map((hop) => hop.trim());
}

/** IPv4 that arrived on an IPv6 socket (`::ffff:1.2.3.4`) is that IPv4 address. */
function plainAddress(address: string): string {
  return address.startsWith('::ffff:') && isIP(address.slice(7)) === 4 ? address.slice(7) : address;
}

// Sends one webhook delivery over HTTP(S). Private, local and reserved addresses are refused where the connection is made,
// so that neither a name nor a later answer of the name server can lead there.
import { lookup } from 'node:dns';
import type { LookupAddress, LookupAllOptions, LookupOptions } from 'node:dns';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { BlockList, isIP } from 'node:net';
import type { LookupFunction } from 'node:net';
import type { Post, PostOutcome, SignedDelivery } from '../usecases/deliver-webhooks.ts';

const patienceMs = 10_000;

/** Makes the sender. Plain http goes only where private addresses are allowed. */
export function createPost(options: { allowPrivate: boolean }): Post {
  return (delivery) => {
    const url = new URL(delivery.url);
    const host = url.hostname.replace(/^\[|\]$/g, '');
    const isRefused = !options.allowPrivate && (url.protocol !== 'https:' || (isIP(host) !== 0 && isPrivate(host)));
    return isRefused
      ? Promise.resolve(refused(host))
      : send(url, delivery, options.allowPrivate ? lookup : publicLookup);
  };
}

function send(url: URL, { headers, body }: SignedDelivery, find: LookupFunction): Promise<PostOutcome> {
  return new Promise((resolve) => {
    const open = url.protocol === 'https:' ? requestHttps : requestHttp;
    const length = String(Buffer.byteLength(body));
    const signal = AbortSignal.timeout(patienceMs);
    const request = open(url, {
      method: 'POST',
      headers: { ...headers, 'content-length': length },
      lookup: find,
      signal,
    });
    request.on('response', (response) => {
      // What a receiver writes is of no interest; nobody reads gigabytes of it.
      response.destroy();
      resolve({ kind: 'answered', status: response.statusCode ?? 0 });
    });
    request.on('error', (error) => resolve({ kind: 'failed', detail: error.message }));
    request.end(body);
  });
}

/** The system's look-up without the addresses that are not public. */
const publicLookup: LookupFunction = (hostname, options, callback) => {
  const all: LookupAllOptions = { ...(options as LookupOptions), all: true };
  lookup(hostname, all, (error, found) => {
    const open = error === null ? found.filter(({ address }) => !isPrivate(address)) : [];
    const first = open[0];
    if (error !== null) callback(error, []);
    else if (first === undefined) callback(new Error(refusal(hostname)), []);
    else answer(options, open, first, callback);
  });
};

function answer(
  options: LookupOptions,
  open: LookupAddress[],
  first: LookupAddress,
  callback: Parameters<LookupFunction>[2],
): void {
  if (options.all === true) callback(null, open);
  else callback(null, first.address, first.family);
}

function refused(host: string): PostOutcome {
  return { kind: 'failed', detail: refusal(host) };
}

function refusal(host: string): string {
  return `${host} is not reached over https at a public address; WEBHOOK_PRIVATE_ADDRESSES=allow lets it through`;
}

/** Not of the public internet (RFC 6890 and its registries). */
const reserved4 = blockList(
  'ipv4',
  '0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4',
);
/** What may be public stands in 2000::/3; some of it is not. IPv4 inside IPv6 (`::ffff:…`) is reserved with the rest. */
const reserved6 = blockList('ipv6', '::/3 4000::/2 8000::/1 2001::/23 2001:db8::/32 2002::/16 3fff::/20');

/** Is this address private, local or reserved? Each family has a list of its own: Node looks IPv4 up as `::ffff:…` too. */
export function isPrivate(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return reserved4.check(address, 'ipv4');
    case 6:
      return reserved6.check(address, 'ipv6');
    default:
      return true;
  }
}

function blockList(family: 'ipv4' | 'ipv6', subnets: string): BlockList {
  const list = new BlockList();
  for (const subnet of subnets.split(' ')) {
    const [address = '', prefix = ''] = subnet.split('/');
    list.addSubnet(address, Number(prefix), family);
  }
  return list;
}

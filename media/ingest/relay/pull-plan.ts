// How an address is fetched: checked anew before each try, with the options that its protocol needs.
import type { RelayVideo } from '../../recipes/relay-arguments.ts';
import { relayPlan } from '../../recipes/relay-arguments.ts';
import type { AllowedAddresses } from '../pull/allowed-addresses.ts';
import type { GuardedProxy } from '../pull/guarded-proxy.ts';
import type { PullAddress } from '../pull/pull-address.ts';
import { withCheckedHost } from '../pull/pull-address.ts';
import type { Prepared } from './relayed-feed.ts';

const silenceMicroseconds = '10000000';

/**
 * RTSP and SRT go to the checked address itself; HTTP goes through the proxy, which checks every further step too. RTSP in
 * TLS goes through it as well, since ffmpeg asks there for no certificate: of that protocol it takes a proxy from its
 * environment only, and TLS may begin at the standard port (RFC 7826) or at any other.
 */
export async function preparePull(
  address: PullAddress,
  video: RelayVideo,
  guards: { readonly allowed: AllowedAddresses; readonly proxy: GuardedProxy },
): Promise<Prepared> {
  const host = await guards.allowed.check(address.host);
  if (host.kind !== 'allowed')
    return { kind: 'closed', problem: host.kind === 'forbidden' ? 'source-forbidden' : 'source-unreachable' };
  const open = (url: string, options: Record<string, string>, proxy: string | null = null): Prepared => ({
    kind: 'open',
    plan: relayPlan({ kind: 'pull', url, options, proxy }, video),
  });
  switch (address.protocol) {
    case 'rtsp':
      return open(withCheckedHost(address, host.address), { rtsp_transport: 'tcp', timeout: silenceMicroseconds });
    case 'rtsps':
      return open(address.url.href, { rtsp_transport: 'tcp', timeout: silenceMicroseconds }, await guards.proxy.url());
    case 'srt':
      return open(withCheckedHost(address, host.address), { mode: 'caller', timeout: silenceMicroseconds });
    case 'http':
    case 'https':
      return open(address.url.href, { http_proxy: await guards.proxy.url(), rw_timeout: silenceMicroseconds });
    default:
      return address.protocol satisfies never;
  }
}

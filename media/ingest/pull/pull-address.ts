// Reads the address of a source that the server fetches, and shows it without its secrets. Pure: asks no name server.

export const pullProtocols = ['rtsp', 'rtsps', 'srt', 'http', 'https'] as const;
export type PullProtocol = (typeof pullProtocols)[number];

export interface PullAddress {
  readonly protocol: PullProtocol;
  /** Name or address as written, without brackets. */
  readonly host: string;
  readonly port: number;
  readonly url: URL;
}

export type ReadAddress =
  | { readonly kind: 'address'; readonly address: PullAddress }
  /** A sentence for the person who wrote it. */
  | { readonly kind: 'refused'; readonly sentence: string };

const usualPorts: Readonly<Record<PullProtocol, number | null>> = {
  rtsp: 554,
  rtsps: 322,
  srt: null,
  http: 80,
  https: 443,
};
const longestAddress = 2_000;

function refused(sentence: string): ReadAddress {
  return { kind: 'refused', sentence };
}

/** SRT: options a caller may set; everything else (mode, ports of our own) is ours. */
const srtOptions = new Set(['passphrase', 'streamid', 'latency', 'pbkeylen']);

/** Reads `rtsp://…`, `rtsps://…`, `srt://…`, `http://…`, `https://…`; nothing else is fetched. */
export function readPullAddress(text: string): ReadAddress {
  if (text.length > longestAddress || /[\0-\x20\x7f]/.test(text))
    return refused('The address is too long or has blanks in it.');
  if (!URL.canParse(text)) return refused('This is no address; write it like rtsp://camera.example.it/stream.');
  const url = new URL(text);
  const protocol = pullProtocols.find((known) => url.protocol === `${known}:`);
  if (protocol === undefined) return refused(`Only these addresses can be fetched: ${pullProtocols.join(', ')}.`);
  const port = url.port === '' ? usualPorts[protocol] : Number(url.port);
  if (url.hostname === '' || port === null) return refused('The address needs a host, and for SRT also a port.');
  if (protocol === 'srt') {
    const foreign = [...url.searchParams.keys()].find((name) => !srtOptions.has(name));
    if (foreign !== undefined) return refused(`The option ${foreign} cannot be used in an SRT address.`);
  }
  return { kind: 'address', address: { protocol, host: url.hostname.replace(/^\[|\]$/g, ''), port, url } };
}

/** For people and logs: no user, no password, no query (tokens and passphrases stand there). */
export function showPullAddress({ protocol, url }: PullAddress): string {
  const secret = url.username === '' && url.password === '' ? '' : '•••@';
  const query = url.search === '' ? '' : '?•••';
  return `${protocol}://${secret}${url.host}${url.pathname === '/' && protocol === 'srt' ? '' : url.pathname}${query}`;
}

/** The same address with its host replaced by the one that was checked, so that no name is asked for twice. */
export function withCheckedHost({ url }: PullAddress, checked: string): string {
  const place = checked.includes(':') ? `[${checked}]` : checked;
  const user = url.username === '' ? '' : `${url.username}${url.password === '' ? '' : `:${url.password}`}@`;
  const port = url.port === '' ? '' : `:${url.port}`;
  return `${url.protocol}//${user}${place}${port}${url.pathname}${url.search}`;
}

// The only reader of the environment: turns settings into one checked value, or into one sentence for the operator.
// Must not know what the settings are used for.
import { isIP } from 'node:net';
import path from 'node:path';
import { z } from 'zod';

/** Log levels an operator may choose. */
export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** Everything the environment decides. */
export interface Config {
  readonly port: number;
  /** Address to listen on; null = every address of the machine. */
  readonly host: string | null;
  /** Absolute folder of everything that must be kept. */
  readonly dataDir: string;
  /** Origin under which citizens reach the server (`https://streaming.example.it`); null = whatever host they used. */
  readonly publicOrigin: string | null;
  readonly rtmpPort: number;
  /** Where encoders connect with TLS; null without a certificate. */
  readonly rtmps: { readonly port: number; readonly certificateFile: string; readonly keyFile: string } | null;
  /** Ports for SRT: `count` of them from `first` on; 0 of them: SRT is off. */
  readonly srtPorts: { readonly first: number; readonly count: number };
  /** Networks that are not public and from which feeds may be fetched all the same. */
  readonly pullNetworks: readonly string[];
  /** PEM file of authorities that are trusted beside the public ones when feeds are fetched; null: none. */
  readonly pullAuthorityFile: string | null;
  readonly administrator: { readonly email: string; readonly password: string } | null;
  readonly logLevel: LogLevel;
  /** Absolute path of the SQLite file. */
  readonly databaseFile: string;
  /** Absolute folder of all recordings. */
  readonly takesRoot: string;
  /** The mail server; null = mail is off. */
  readonly smtpUrl: string | null;
  /** The provider of identities; null = staff sign in with passwords only. */
  readonly openId: OpenIdConfig | null;
  /** May webhooks go to private addresses, and over plain http? */
  readonly allowsPrivateWebhooks: boolean;
  readonly ffmpegPath: string | null;
  readonly ladderHeights: readonly number[] | null;
  readonly videoEncoder: Read['VIDEO_ENCODER'];
  /** The largest recording that may be sent as a file, in bytes; 0: none. */
  readonly uploadLimitBytes: number;
  /** Proxies (addresses or subnets) whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: readonly string[];
  /** Sentences the operator reads at the start: settings that do nothing in this version. */
  readonly notices: readonly string[];
}

/** How the operator registered this site with a provider of identities (OpenID Connect). */
export interface OpenIdConfig {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly name: string;
  readonly trustsEmail: boolean;
  readonly redirectUri: string;
}

export type ConfigAnswer =
  { readonly ok: true; readonly config: Config } | { readonly ok: false; readonly sentence: string };

type Environment = Readonly<Record<string, string | undefined>>;

/** Settings whose value is never repeated in a sentence. */
const secretSettings = new Set([
  'ADMIN_PASSWORD',
  'REPLICA_KEY',
  'SMTP_URL',
  'REDIS_URL',
  'DATABASE_URL',
  'OIDC_CLIENT_SECRET',
]);

/** Known settings of later versions: what happens instead. */
const settingsOfLaterVersions: Readonly<Record<string, string>> = {
  REDIS_URL: 'the server runs as one process without it',
  REPLICA_KEY: 'no second site is served',
};

const portRange = 'a whole number from 0 to 65535';
const port = (fallback: number) =>
  z
    .string()
    .regex(/^\d{1,5}$/)
    .transform(Number)
    .pipe(z.number().max(65_535))
    .default(fallback);

/** How each setting is read. */
const schema = z.object({
  PORT: port(8080),
  HOST: z
    .string()
    .refine((host) => isIP(host) !== 0 || /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(host))
    .optional(),
  DATA_DIR: z.string().default('./data'),
  PUBLIC_URL: z.string().refine(isPublicUrl).transform(originOf).optional(),
  RTMP_PORT: port(1935),
  RTMPS_PORT: port(1936),
  TLS_CERTIFICATE: z.string().optional(),
  TLS_KEY: z.string().optional(),
  SRT_PORT: port(8890),
  SRT_PORT_COUNT: z
    .string()
    .regex(/^\d{1,3}$/)
    .transform(Number)
    .default(10),
  PULL_NETWORKS: z
    .string()
    .transform((text) => text.split(',').map((entry) => entry.trim()))
    .pipe(z.array(z.string().refine(isAddressOrSubnet)))
    .default([]),
  PULL_CA_FILE: z.string().min(1).optional(),
  ADMIN_EMAIL: z.email().max(254).optional(),
  ADMIN_PASSWORD: z.string().min(12).max(1024).optional(),
  LOG_LEVEL: z.enum(logLevels).default('info'),
  DATABASE_URL: z
    .string()
    .regex(/^(file|sqlite):.+/)
    .optional(),
  SMTP_URL: z.string().refine(isMailServer).optional(),
  OIDC_ISSUER: z.string().refine(isIssuer).optional(),
  OIDC_CLIENT_ID: z.string().max(500).optional(),
  OIDC_CLIENT_SECRET: z.string().max(2000).optional(),
  OIDC_NAME: z.string().max(60).optional(),
  OIDC_EMAIL_TRUSTED: z.enum(['yes', 'no']).default('no'),
  WEBHOOK_PRIVATE_ADDRESSES: z.enum(['allow', 'refuse']).default('refuse'),
  FFMPEG_PATH: z.string().optional(),
  LADDER: z
    .string()
    .regex(/^(1080|720|480|360|240)(, ?(1080|720|480|360|240))*$/)
    .optional(),
  VIDEO_ENCODER: z.enum(['software', 'vaapi', 'nvenc', 'v4l2']).default('software'),
  UPLOAD_LIMIT_GB: z
    .string()
    .regex(/^\d{1,5}$/)
    .transform(Number)
    .default(100),
  TRUST_PROXY: z
    .string()
    .transform((text) => text.split(',').map((entry) => entry.trim()))
    .pipe(z.array(z.string().refine(isAddressOrSubnet)))
    .default([]),
});
type Read = z.output<typeof schema>;

/** What each setting may be, in words. */
const allowed: Readonly<Record<keyof Read, string>> = {
  PORT: portRange,
  HOST: 'an IP address or a host name of this machine',
  DATA_DIR: 'the path of a folder',
  PUBLIC_URL: 'an address like https://streaming.example.it, without a path',
  RTMP_PORT: portRange,
  RTMPS_PORT: portRange,
  TLS_CERTIFICATE: 'the path of a PEM file with the certificate and its chain',
  TLS_KEY: 'the path of a PEM file with the key of the certificate',
  SRT_PORT: portRange,
  SRT_PORT_COUNT: 'a whole number from 0 (SRT is off) to 999',
  PULL_CA_FILE: 'the path of a PEM file',
  PULL_NETWORKS: 'IP addresses or subnets separated by commas, like 192.168.10.0/24',
  ADMIN_EMAIL: 'an e-mail address',
  ADMIN_PASSWORD: '12 to 1024 characters',
  LOG_LEVEL: `one of ${logLevels.join(', ')}`,
  DATABASE_URL: 'file:<path of an SQLite file>',
  SMTP_URL: 'smtp:// or smtps:// with user, password, host and port, and ?from=<the sender’s address>',
  OIDC_ISSUER: 'the https:// address of the provider of identities (http:// only on this machine)',
  OIDC_CLIENT_ID: 'the name under which the provider knows this site',
  OIDC_CLIENT_SECRET: 'the secret that the provider gave',
  OIDC_NAME: 'up to 60 characters',
  OIDC_EMAIL_TRUSTED: 'yes or no',
  WEBHOOK_PRIVATE_ADDRESSES: 'allow or refuse',
  FFMPEG_PATH: 'the path of an ffmpeg program',
  LADDER: 'heights out of 1080, 720, 480, 360 and 240, separated by commas',
  VIDEO_ENCODER: 'one of software, vaapi, nvenc, v4l2',
  UPLOAD_LIMIT_GB: 'a whole number of gigabytes from 0 (no recordings are taken) to 99999',
  TRUST_PROXY: 'IP addresses or subnets separated by commas, like 127.0.0.1,10.0.0.0/8',
};

/** The names of all settings, for the manual and its test. */
export const settingNames: readonly string[] = [
  ...Object.keys(allowed),
  ...Object.keys(settingsOfLaterVersions),
  'REPLICA_OF',
];

/** Reads and checks the environment. Touches neither disk nor network. */
export function readConfig(environment: Environment = process.env): ConfigAnswer {
  const given = withoutEmpty(environment);
  const read = schema.safeParse(given);
  if (!read.success) return { ok: false, sentence: explain(read.error, given) };
  const contradiction = findContradiction(read.data, given);
  if (contradiction !== null) return { ok: false, sentence: contradiction };
  return { ok: true, config: toConfig(read.data, given) };
}

function withoutEmpty(environment: Environment): Record<string, string> {
  const given: Record<string, string> = {};
  for (const [name, value] of Object.entries(environment)) {
    if (value !== undefined && value.trim() !== '') given[name] = value.trim();
  }
  return given;
}

function explain(error: z.ZodError, given: Environment): string {
  const name = String(error.issues[0]?.path[0] ?? '');
  const words = Object.entries(allowed).find(([known]) => known === name)?.[1];
  const postgres = /^postgres(ql)?:/.test(given['DATABASE_URL'] ?? '');
  if (name === 'DATABASE_URL' && postgres) {
    return 'DATABASE_URL names a PostgreSQL server, which this version does not support yet; allowed is file:<path of an SQLite file>, or leave it out.';
  }
  return `${name} is ${shown(name, given[name])}, which cannot be used; allowed is ${words ?? 'another value'}.`;
}

function shown(name: string, value: string | undefined): string {
  if (secretSettings.has(name)) return 'a secret value (not shown)';
  return JSON.stringify((value ?? '').slice(0, 200));
}

function findContradiction(read: Read, given: Environment): string | null {
  if (given['REPLICA_OF'] !== undefined) {
    return `REPLICA_OF is ${shown('REPLICA_OF', given['REPLICA_OF'])}, but running as a second site is not in this version; leave it out.`;
  }
  if ((read.ADMIN_EMAIL === undefined) !== (read.ADMIN_PASSWORD === undefined)) {
    const [set, missing] =
      read.ADMIN_EMAIL === undefined ? ['ADMIN_PASSWORD', 'ADMIN_EMAIL'] : ['ADMIN_EMAIL', 'ADMIN_PASSWORD'];
    return `${set} is set but ${missing} is not; set both, or leave both out.`;
  }
  const missingSetting = missingForOpenId(read);
  if (missingSetting !== null) return missingSetting;
  if ((read.TLS_CERTIFICATE === undefined) !== (read.TLS_KEY === undefined)) {
    const [set, missing] = read.TLS_KEY === undefined ? ['TLS_CERTIFICATE', 'TLS_KEY'] : ['TLS_KEY', 'TLS_CERTIFICATE'];
    return `${set} is set but ${missing} is not; set both, or leave both out.`;
  }
  if (read.SRT_PORT + read.SRT_PORT_COUNT > 65_536) {
    return `SRT_PORT is ${read.SRT_PORT} and SRT_PORT_COUNT ${read.SRT_PORT_COUNT}, but the last port is 65535; take a lower one.`;
  }
  if (read.PORT !== 0 && read.PORT === read.RTMP_PORT) {
    return `PORT and RTMP_PORT are both ${read.PORT}; give each its own port.`;
  }
  return null;
}

function toConfig(read: Read, given: Environment): Config {
  const dataDir = path.resolve(read.DATA_DIR);
  return {
    port: read.PORT,
    host: read.HOST ?? null,
    dataDir,
    publicOrigin: read.PUBLIC_URL ?? null,
    rtmpPort: read.RTMP_PORT,
    rtmps:
      read.TLS_CERTIFICATE !== undefined && read.TLS_KEY !== undefined
        ? {
            port: read.RTMPS_PORT,
            certificateFile: path.resolve(read.TLS_CERTIFICATE),
            keyFile: path.resolve(read.TLS_KEY),
          }
        : null,
    srtPorts: { first: read.SRT_PORT, count: read.SRT_PORT === 0 ? 0 : read.SRT_PORT_COUNT },
    pullNetworks: read.PULL_NETWORKS,
    pullAuthorityFile: read.PULL_CA_FILE === undefined ? null : path.resolve(read.PULL_CA_FILE),
    administrator:
      read.ADMIN_EMAIL !== undefined && read.ADMIN_PASSWORD !== undefined
        ? { email: read.ADMIN_EMAIL, password: read.ADMIN_PASSWORD }
        : null,
    logLevel: read.LOG_LEVEL,
    databaseFile: databaseFileOf(read.DATABASE_URL, dataDir),
    takesRoot: path.join(dataDir, 'takes'),
    smtpUrl: read.SMTP_URL ?? null,
    openId: openIdOf(read),
    allowsPrivateWebhooks: read.WEBHOOK_PRIVATE_ADDRESSES === 'allow',
    ffmpegPath: read.FFMPEG_PATH ?? null,
    ladderHeights: read.LADDER?.split(',').map(Number) ?? null,
    videoEncoder: read.VIDEO_ENCODER,
    uploadLimitBytes: read.UPLOAD_LIMIT_GB * 1e9,
    trustedProxies: read.TRUST_PROXY,
    notices: [
      ...Object.entries(settingsOfLaterVersions)
        .filter(([name]) => given[name] !== undefined)
        .map(([name, instead]) => `${name} is set, but this version does not use it: ${instead}.`),
      ...mailNotices(read),
    ],
  };
}

/** The settings of a provider of identities belong together, and it must know where to lead back to. */
function missingForOpenId(read: Read): string | null {
  const given = [read.OIDC_ISSUER, read.OIDC_CLIENT_ID, read.OIDC_CLIENT_SECRET];
  if (given.every((value) => value === undefined)) return null;
  const names = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET', 'PUBLIC_URL'];
  const missing = names.find((_name, index) => [...given, read.PUBLIC_URL][index] === undefined);
  if (missing === undefined) return null;
  return `A provider of identities is set, but ${missing} is not; set ${names.join(', ')}, or leave all OIDC settings out.`;
}

function openIdOf(read: Read): OpenIdConfig | null {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret, PUBLIC_URL } = read;
  if (issuer === undefined || clientId === undefined || clientSecret === undefined) return null;
  return {
    issuer,
    clientId,
    clientSecret,
    name: read.OIDC_NAME ?? new URL(issuer).hostname,
    trustsEmail: read.OIDC_EMAIL_TRUSTED === 'yes',
    redirectUri: `${PUBLIC_URL ?? ''}/api/sign-in/openid/callback`,
  };
}

function isIssuer(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || (protocol === 'http:' && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname));
}

/** Mail that is off, or that can carry no links, says so at the start. */
function mailNotices({ SMTP_URL, PUBLIC_URL }: Read): string[] {
  if (SMTP_URL === undefined) return ['Mail is off: set SMTP_URL to send invitations by mail.'];
  if (PUBLIC_URL !== undefined) return [];
  return ['SMTP_URL is set but PUBLIC_URL is not: links are not mailed, because a mail must say where they lead.'];
}

function isMailServer(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  const from = url.searchParams.get('from');
  return /^smtps?:$/.test(url.protocol) && url.hostname !== '' && (from === null || z.email().safeParse(from).success);
}

function databaseFileOf(url: string | undefined, dataDir: string): string {
  if (url === undefined) return path.join(dataDir, 'casa-di-vetro.sqlite');
  return path.resolve(url.replace(/^(file|sqlite):(\/\/(?=\/))?/, ''));
}

function isPublicUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  const bare = url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '';
  return bare && (url.protocol === 'https:' || url.protocol === 'http:');
}

function originOf(text: string): string {
  return new URL(text).origin;
}

function isAddressOrSubnet(text: string): boolean {
  const [address = '', prefix, ...rest] = text.split('/');
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (family === 4 ? 32 : 128));
}

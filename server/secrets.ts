// Secrets that the server makes for itself at its first start and keeps in DATA_DIR, readable by its own user only.
import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';

export interface Secrets {
  /** Stream keys are derived from it; who has it can publish. */
  readonly streamKeySecret: string;
}

/** Reads the secrets, or makes them: written whole, then renamed, so that a crash leaves all or nothing. */
export async function keepSecrets(dataDir: string): Promise<Secrets> {
  const path = join(dataDir, 'secrets.json');
  return (await readSecrets(path)) ?? (await makeSecrets(path, dataDir));
}

async function readSecrets(path: string): Promise<Secrets | null> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (text === null) return null;
  const secrets: unknown = JSON.parse(text);
  if (isSecrets(secrets)) return secrets;
  throw new Error(`${path} does not hold the server's secrets: put back the file from a copy of the data folder`);
}

function isSecrets(value: unknown): value is Secrets {
  if (typeof value !== 'object' || value === null || !('streamKeySecret' in value)) return false;
  return typeof value.streamKeySecret === 'string' && value.streamKeySecret.length >= 32;
}

async function makeSecrets(path: string, dataDir: string): Promise<Secrets> {
  const secrets: Secrets = { streamKeySecret: randomBytes(32).toString('hex') };
  await mkdir(dataDir, { recursive: true });
  const draft = `${path}.new`;
  const file = await open(draft, 'w', 0o600);
  await file.writeFile(JSON.stringify(secrets));
  await file.sync();
  await file.close();
  await rename(draft, path);
  return secrets;
}

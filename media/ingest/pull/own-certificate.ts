// A certificate that lives as long as this process, for TLS within this machine: made here, signed by itself, never kept.
import { generateKeyPairSync, sign } from 'node:crypto';

/** DER (ITU-T X.690): tag, length, contents. */
function der(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(contents);
  const bytes = body.length < 0x80 ? [] : [...Buffer.from(body.length.toString(16).padStart(4, '0'), 'hex')];
  const length = bytes.length === 0 ? [body.length] : [0x80 | bytes.length, ...bytes];
  return Buffer.concat([Buffer.from([tag, ...length]), body]);
}

const tags = { integer: 0x02, bits: 0x03, text: 0x0c, time: 0x17, sequence: 0x30, set: 0x31 } as const;
/** Object identifiers with their tags: ecdsa-with-SHA256 (RFC 5758), commonName (RFC 5280). */
const ecdsaWithSha256 = Buffer.from('06082a8648ce3d040302', 'hex');
const commonName = Buffer.from('0603550403', 'hex');

/** Certificate (RFC 5280, section 4.1, version 1) and key as PEM. */
export function createOwnCertificate(): { cert: string; key: string } {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const algorithm = der(tags.sequence, ecdsaWithSha256);
  const name = der(
    tags.sequence,
    der(tags.set, der(tags.sequence, commonName, der(tags.text, Buffer.from('within this machine')))),
  );
  const times = ['200101000000Z', '491231235959Z'].map((time) => der(tags.time, Buffer.from(time)));
  const signed = der(
    tags.sequence,
    der(tags.integer, Buffer.from([1])),
    ...[algorithm, name, der(tags.sequence, ...times), name],
    publicKey.export({ type: 'spki', format: 'der' }),
  );
  const signature = der(tags.bits, Buffer.from([0]), sign('sha256', signed, privateKey));
  const body = der(tags.sequence, signed, algorithm, signature).toString('base64');
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${body.replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

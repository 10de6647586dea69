// What an encoder asks for, read from AMF values. Knows nothing of keys being right or wrong, and answers nothing.
import type { AmfValue } from './amf0-reader.ts';
import { readAmf0 } from './amf0-reader.ts';
import { ProtocolViolation } from './protocol-violation.ts';

export type RtmpCommand =
  | { readonly kind: 'connect'; readonly transactionId: number; readonly app: string }
  | { readonly kind: 'createStream'; readonly transactionId: number }
  /** `streamKey` is '' when there was none. */
  | { readonly kind: 'publish'; readonly streamKey: string }
  | { readonly kind: 'unpublish' }
  | { readonly kind: 'play' }
  /** Known by name, answered with success, of no consequence. */
  | { readonly kind: 'courtesy'; readonly transactionId: number }
  | { readonly kind: 'unknown' };

const courtesies = new Set(['releaseStream', 'FCPublish', 'getStreamLength', '_checkbw']);
const endings = new Set(['FCUnpublish', 'deleteStream', 'closeStream']);
const players = new Set(['play', 'play2']);

function withoutQuery(text: string): string {
  return text.split('?', 1)[0] ?? '';
}

/** `live`, also when written `live/` or `live?anything`. */
function appOf(value: AmfValue): string {
  const app = value instanceof Map ? value.get('app') : null;
  return typeof app === 'string' ? withoutQuery(app).replace(/^\/+|\/+$/g, '') : '';
}

/** Reads the body of a command message. Throws {@link ProtocolViolation}. */
export function readCommand(body: Buffer): RtmpCommand {
  const [name, transaction, information, argument] = readAmf0(body);
  if (typeof name !== 'string') throw new ProtocolViolation('command without a name');
  const transactionId = typeof transaction === 'number' ? transaction : 0;
  if (name === 'connect') return { kind: 'connect', transactionId, app: appOf(information) };
  if (name === 'createStream') return { kind: 'createStream', transactionId };
  if (name === 'publish') {
    return { kind: 'publish', streamKey: typeof argument === 'string' ? withoutQuery(argument) : '' };
  }
  if (endings.has(name)) return { kind: 'unpublish' };
  if (players.has(name)) return { kind: 'play' };
  return courtesies.has(name) ? { kind: 'courtesy', transactionId } : { kind: 'unknown' };
}

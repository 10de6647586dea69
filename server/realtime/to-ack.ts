// The acknowledgement of a socket event: what was answered, or the refusal with its code.
import type { Outcome } from '../contract/problems.ts';

/** As the contract says (`Ack`). */
export function toAck(outcome: Outcome<object>): object {
  if (outcome.ok) return { ok: true, ...outcome.value };
  const { code, detail, retryAfterMs } = outcome.refusal;
  return { ok: false, code, detail, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
}

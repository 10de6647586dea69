// Sets up one's own second factor in two steps, renews the recovery codes, takes the second factor away.
import { inTransaction } from '../../db/open.ts';
import { replaceRecoveryCodes, setSecondFactor, spendStep } from '../../db/second-factors.ts';
import type { Account } from '../../db/accounts.ts';
import type { ConfirmSecondFactor, RecoveryCodes, SecondFactorOffer, StaffActor } from '../contract/accounts.ts';
import { accept, refuse } from '../contract/problems.ts';
import type { Outcome } from '../contract/problems.ts';
import { confirmPassword } from './confirm-password.ts';
import type { House } from './house.ts';
import {
  hashRecoveryCode,
  makeRecoveryCodes,
  makeSecondFactorSecret,
  secondFactorUri,
  stepOf,
} from './one-time-codes.ts';
import { openText, sealText } from './sealed-text.ts';
import type { SignInThrottle } from './sign-in-throttle.ts';
import { demandsSecondFactor } from './sign-in-rules.ts';
import { writeAudit } from './write-audit.ts';

const enrolmentMs = 10 * 60 * 1000;

/** Who asks, and from where. */
export interface OwnAsking {
  readonly actor: StaffActor;
  readonly address: string;
}

export interface SecondFactorUseCases {
  offer(asking: OwnAsking, current: string): Promise<Outcome<SecondFactorOffer>>;
  confirm(asking: OwnAsking, input: ConfirmSecondFactor): Promise<Outcome<RecoveryCodes>>;
  renewCodes(asking: OwnAsking, current: string): Promise<Outcome<RecoveryCodes>>;
  remove(asking: OwnAsking, current: string): Promise<Outcome<null>>;
}

/** Makes the use cases. Nothing is stored before the first code was right: the offer comes back sealed. */
export function createSecondFactor(house: House, throttle: SignInThrottle): SecondFactorUseCases {
  return {
    async offer(asking, current) {
      const confirmed = await confirmPassword(house, throttle, asking, current);
      return confirmed.ok ? accept(makeOffer(house, confirmed.value)) : confirmed;
    },
    confirm: ({ actor }, input) => confirmOffer(house, actor, input),
    async renewCodes(asking, current) {
      const confirmed = await confirmPassword(house, throttle, asking, current);
      if (!confirmed.ok) return confirmed;
      if (confirmed.value.secondFactor === null) return refuse('not-found', 'This account has no second factor.');
      return accept(await keepNewCodes(house, asking.actor, 'account.recovery-codes-renewed', null));
    },
    async remove(asking, current) {
      const confirmed = await confirmPassword(house, throttle, asking, current);
      if (!confirmed.ok) return confirmed;
      if (await demandsSecondFactor(house.db, confirmed.value)) {
        return refuse('second-factor-demanded', 'The rules of this site demand a second factor of your account.');
      }
      await removeSecondFactor(house, asking.actor, confirmed.value);
      return accept(null);
    },
  };
}

/** Takes the second factor of an account away (its owner's act, or an administrator's after a lost telephone). */
export async function removeSecondFactor(house: House, actor: StaffActor, account: Account): Promise<void> {
  await inTransaction(house.db, async (db) => {
    await setSecondFactor(db, account.id, null);
    const after = { accountId: account.id, email: account.email };
    const act = { action: 'account.second-factor-removed', sessionId: null, atMs: house.now(), after };
    await writeAudit(house, db, actor, act);
  });
}

function makeOffer(house: House, account: Account): SecondFactorOffer {
  const secret = makeSecondFactorSecret();
  const sealed = JSON.stringify([account.id, secret, house.now() + enrolmentMs]);
  const enrolment = sealText(house.secrets.streamKeySecret, 'enrolment', sealed);
  return { uri: secondFactorUri(secret, account.email), secret, enrolment };
}

async function confirmOffer(
  house: House,
  actor: StaffActor,
  input: ConfirmSecondFactor,
): Promise<Outcome<RecoveryCodes>> {
  const secret = readEnrolment(house, actor, input.enrolment);
  if (secret === null) return refuse('bad-request', 'This set-up is too old; begin again.');
  const step = stepOf(secret, input.code, house.now());
  if (step === null) return refuse('wrong-second-factor', 'The code is wrong; wait for the next one.');
  return accept(await keepNewCodes(house, actor, 'account.second-factor-set-up', { secret, step }));
}

function readEnrolment(house: House, actor: StaffActor, enrolment: string): string | null {
  const text = openText(house.secrets.streamKeySecret, 'enrolment', enrolment);
  if (text === null) return null;
  const [accountId, secret, expiresAtMs] = JSON.parse(text) as [string, string, number];
  return accountId === actor.accountId && house.now() < expiresAtMs ? secret : null;
}

async function keepNewCodes(
  house: House,
  actor: StaffActor,
  action: string,
  factor: { secret: string; step: number } | null,
): Promise<RecoveryCodes> {
  const codes = makeRecoveryCodes();
  await inTransaction(house.db, async (db) => {
    if (factor !== null) {
      await setSecondFactor(
        db,
        actor.accountId,
        sealText(house.secrets.streamKeySecret, 'second-factor', factor.secret),
      );
      await spendStep(db, actor.accountId, factor.step);
    }
    await replaceRecoveryCodes(db, actor.accountId, codes.map(hashRecoveryCode));
    const after = { accountId: actor.accountId };
    await writeAudit(house, db, actor, { action, sessionId: null, atMs: house.now(), after });
  });
  return { codes };
}

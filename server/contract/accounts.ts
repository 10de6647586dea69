// Staff accounts and signing in.
import { z } from 'zod';
import type { Scope } from './api-tokens.ts';
import { instantSchema } from './instants.ts';

/** Strongest first: what each may do stands in server/domain/permissions. */
export const roles = ['administrator', 'clerk', 'moderator', 'reader'] as const;
export const roleSchema = z.enum(roles);
export type Role = z.infer<typeof roleSchema>;

export const signInSchema = z.object({
  email: z.string().trim().min(1).max(254),
  password: z.string().min(1).max(1024),
  code: z
    .string()
    .trim()
    .min(1)
    .max(40)
    .optional()
    .describe('six digits of the second factor, or a recovery code; asked for with `second-factor-needed`'),
});
export type SignIn = z.infer<typeof signInSchema>;

/** A page of this site to go to afterwards; an address of another site is none. */
export const returnToSchema = z.object({
  to: z
    .string()
    .max(1000)
    .regex(/^\/(?![/\\])[^\s\\]*$/)
    .default('/desk'),
});

export const signInWaysSchema = z.object({
  password: z.literal(true),
  openId: z.object({ name: z.string() }).nullable().describe('the provider of identities, when there is one'),
});
export type SignInWays = z.infer<typeof signInWaysSchema>;

/** A password somebody chooses; well-known ones are refused besides (server/domain/password-rules). */
export const minPasswordLength = 12;
export const newPasswordSchema = z.string().min(minPasswordLength).max(1024);

/** Body id → role in that body. Administrators are so everywhere or not at all. */
export const bodyRolesSchema = z
  .record(z.string().min(1).max(200), z.enum(['clerk', 'moderator', 'reader']))
  .refine((bodies) => Object.keys(bodies).length > 0, 'names no body');
export type BodyRoles = z.infer<typeof bodyRolesSchema>;

export const meSchema = z.object({
  id: z.string(),
  email: z.string(),
  role: roleSchema.describe('in every body; where `bodies` is given, the strongest of those'),
  bodies: bodyRolesSchema.nullable(),
  secondFactor: z
    .enum(['on', 'off', 'missing'])
    .describe('`missing`: the rules of this site demand one; until it is set up nothing else is allowed'),
});
export type Me = z.infer<typeof meSchema>;

/** Who is signed in, for pages that everybody may open. */
export const whoSchema = z.object({ me: meSchema.nullable() });
export type Who = z.infer<typeof whoSchema>;

/** One's own sign-in in some browser. */
export const openSignInSchema = z.object({
  id: z.string(),
  at: instantSchema,
  lastSeenAt: instantSchema,
  expiresAt: instantSchema.describe('when it ends if it is not used'),
  address: z.string().nullable(),
  agent: z.string().nullable().describe('what the browser called itself'),
  method: z.enum(['password', 'openid']),
  isThis: z.boolean().describe('the sign-in that asks'),
});
export type OpenSignIn = z.infer<typeof openSignInSchema>;
export const openSignInListSchema = z.object({ items: z.array(openSignInSchema).describe('the newest first') });

/** First start: the one-time link carries the code. */
export const setupSchema = z.object({
  code: z.string().min(1).max(200),
  email: z.email().max(254),
  password: newPasswordSchema,
});
export type Setup = z.infer<typeof setupSchema>;

/** Chooses a password with the code of a one-time link (an invitation, or a new beginning after a lost password). */
export const choosePasswordSchema = z.object({ code: z.string().min(1).max(200), password: newPasswordSchema });
export type ChoosePassword = z.infer<typeof choosePasswordSchema>;

export const changePasswordSchema = z.object({
  current: z.string().min(1).max(1024),
  password: newPasswordSchema,
});
export type ChangePassword = z.infer<typeof changePasswordSchema>;

/** One's own password, asked for again before something that protects the account changes. */
export const confirmPasswordSchema = z.object({ current: z.string().max(1024) });
export type ConfirmPassword = z.infer<typeof confirmPasswordSchema>;

/** What an authenticator app needs; `enrolment` goes back with the first code (within ten minutes). */
export const secondFactorOfferSchema = z.object({
  uri: z.string().describe('otpauth:// address, shown as a QR code'),
  secret: z.string().describe('the same secret in Base32, for typing'),
  enrolment: z.string(),
});
export type SecondFactorOffer = z.infer<typeof secondFactorOfferSchema>;

export const confirmSecondFactorSchema = z.object({
  enrolment: z.string().min(1).max(1000),
  code: z.string().trim().min(6).max(10),
});
export type ConfirmSecondFactor = z.infer<typeof confirmSecondFactorSchema>;

/** Shown once: each code signs in once in place of the second factor. */
export const recoveryCodesSchema = z.object({ codes: z.array(z.string()) });
export type RecoveryCodes = z.infer<typeof recoveryCodesSchema>;

/** Whom the rules of this site oblige to have a second factor. */
export const signInRulesSchema = z.object({ secondFactor: z.enum(['nobody', 'administrators', 'everybody']) });
export type SignInRules = z.infer<typeof signInRulesSchema>;

/** A member of staff as administrators see them. */
export const accountSchema = z.object({
  id: z.string(),
  email: z.string(),
  role: roleSchema,
  bodies: bodyRolesSchema.nullable(),
  state: z.enum(['active', 'invited', 'disabled']),
  secondFactor: z.boolean(),
  createdAt: instantSchema,
  lastSignedInAt: instantSchema.nullable(),
});
export type Account = z.infer<typeof accountSchema>;

export const accountListSchema = z.object({ items: z.array(accountSchema) });

const rights = { role: roleSchema.optional(), bodies: bodyRolesSchema.nullish() };
const hasOneOf = (input: { role?: unknown; bodies?: unknown }): boolean =>
  (input.role === undefined) !== (input.bodies == null);

/** Either a role for every body, or roles by body. */
export const inviteSchema = z
  .object({ email: z.email().max(254), ...rights })
  .refine(hasOneOf, { message: 'name either a role or bodies with roles', path: ['role'] });
export type Invite = z.infer<typeof inviteSchema>;

/** What is left out stays as it is. */
export const changeAccountSchema = z
  .object({ ...rights, disabled: z.boolean().optional() })
  .refine((input) => input.role === undefined || input.bodies == null, {
    message: 'name either a role or bodies with roles',
    path: ['role'],
  });
export type ChangeAccount = z.infer<typeof changeAccountSchema>;

/** A one-time link, shown to the administrator this once. */
export const accountLinkSchema = z.object({
  account: accountSchema,
  path: z.string().describe('path of the page, the code behind #: browsers never send that part to a server'),
  expiresAt: instantSchema,
  mailed: z.boolean().describe('the link has also gone to the account’s e-mail address'),
});
export type AccountLink = z.infer<typeof accountLinkSchema>;

/** Who is asking. Everything that is not positively staff is the public. */
export type Actor = { readonly kind: 'public' } | StaffActor;

/** A member of staff. */
export interface StaffActor {
  readonly kind: 'staff';
  readonly accountId: string;
  readonly email: string;
  /** The role in every body; where `bodies` is given, the strongest of those. */
  readonly role: Role;
  /** Body id → role there; in other bodies this actor is the public. Left out: `role` holds everywhere. */
  readonly bodies?: Readonly<Record<string, Role>>;
  /** `missing`: demanded and not set up yet; until then this actor is the public. Left out: `off`. */
  readonly secondFactor?: Me['secondFactor'];
  /** A program acts in this account's name, within these scopes. Left out: a person. */
  readonly token?: { readonly name: string; readonly scopes: readonly Scope[] };
}

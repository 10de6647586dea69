// Staff accounts and signing in.
import { z } from 'zod';

/** Strongest first: what each may do stands in server/domain/permissions. */
export const roles = ['administrator', 'clerk', 'moderator', 'reader'] as const;
export const roleSchema = z.enum(roles);
export type Role = z.infer<typeof roleSchema>;

export const signInSchema = z.object({
  email: z.string().trim().min(1).max(254),
  password: z.string().min(1).max(1024),
});
export type SignIn = z.infer<typeof signInSchema>;

export const meSchema = z.object({ id: z.string(), email: z.string(), role: roleSchema });
export type Me = z.infer<typeof meSchema>;

/** First start: the one-time link carries the code. */
export const setupSchema = z.object({
  code: z.string().min(1).max(200),
  email: z.email().max(254),
  password: z.string().min(12).max(1024),
});
export type Setup = z.infer<typeof setupSchema>;

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
}

// What needs a permission, by name, and what a route may ask for. Who has which permission stands in server/domain/permissions.
import { z } from 'zod';

/** Everything that needs a permission. */
export const actions = [
  'view-published',
  'view-unpublished',
  'search',
  'write-chat',
  'moderate-chat',
  'create-session',
  'edit-agenda',
  'run-command',
  'place-mark',
  'keep-log',
  'edit-body',
  'view-feed',
  'renew-stream-key',
  'choose-source',
  'replace-transcript',
  'withhold-range',
  'destroy-range',
  'import-archive',
  'view-audit',
  'view-whole-audit',
  'administer-accounts',
  'change-settings',
] as const;
export const actionSchema = z.enum(actions);

/** Something that needs a permission. */
export type Action = (typeof actions)[number];

/**
 * Who may enter a route: anyone; any member of staff, API tokens included; a person at their own account, API tokens not;
 * or whoever has this permission (below `/api/sessions/{id}`: in the body of that session).
 */
export type Access = 'public' | 'any-staff' | 'own-account' | Action;

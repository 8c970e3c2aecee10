import { SetMetadata } from '@nestjs/common';
import type { CustomerPermission, StaffPermission } from '../../kernel/actor.js';
import type { ImportantAction } from '../ports/step-up.js';

/** Who may call a route. Every route declares one; the boot fails on a route without. */
export type Access =
  | { readonly to: 'public' }
  | { readonly to: 'customer'; readonly permission: CustomerPermission | null; readonly provisional: boolean }
  | { readonly to: 'staff'; readonly permission: StaffPermission | null }
  | { readonly to: 'anyone-signed-in'; readonly provisional: boolean; readonly tokens: boolean };

export const ACCESS = 'latchkey:access';
export const IMPORTANT = 'latchkey:important-action';

/** Anyone, signed in or not. */
export const Public = () => SetMetadata<string, Access>(ACCESS, { to: 'public' });

/** A customer with the permission (any customer when none is named) whose claim is proved. */
export const SignedIn = (permission: CustomerPermission | null = null) =>
  SetMetadata<string, Access>(ACCESS, { to: 'customer', permission, provisional: false });

/** A customer, also one whose claim is not proved yet (ruling C2). */
export const ProvisionalToo = () =>
  SetMetadata<string, Access>(ACCESS, { to: 'customer', permission: null, provisional: true });

/** A customer or staff in person. API tokens are refused unless `tokens` is `allowed`. */
export const AnyoneSignedIn = (tokens: 'refused' | 'allowed' = 'refused') =>
  SetMetadata<string, Access>(ACCESS, {
    to: 'anyone-signed-in',
    provisional: true,
    tokens: tokens === 'allowed',
  });

/** Staff with the permission. */
export const Staff = (permission: StaffPermission | null = null) =>
  SetMetadata<string, Access>(ACCESS, { to: 'staff', permission });

/** Needs a fresh proof of the person beside the session (row S1.22); say who may call it with one of the others. */
export const Important = (action: ImportantAction) => SetMetadata(IMPORTANT, action);

import { SetMetadata } from '@nestjs/common';
import type { CustomerPermission, StaffPermission } from '../../kernel/actor.js';

/** Who may call a route. Every route declares one; the boot fails on a route without. */
export type Access =
  | { readonly to: 'public' }
  | { readonly to: 'customer'; readonly permission: CustomerPermission | null; readonly provisional: boolean }
  | { readonly to: 'staff'; readonly permission: StaffPermission | null }
  | { readonly to: 'anyone-signed-in'; readonly provisional: boolean };

export const ACCESS = 'latchkey:access';

/** Anyone, signed in or not. */
export const Public = () => SetMetadata<string, Access>(ACCESS, { to: 'public' });

/** A customer with the permission (any customer when none is named) whose claim is proved. */
export const SignedIn = (permission: CustomerPermission | null = null) =>
  SetMetadata<string, Access>(ACCESS, { to: 'customer', permission, provisional: false });

/** A customer, also one whose claim is not proved yet (ruling C2). */
export const ProvisionalToo = () =>
  SetMetadata<string, Access>(ACCESS, { to: 'customer', permission: null, provisional: true });

/** A customer or staff. */
export const AnyoneSignedIn = () =>
  SetMetadata<string, Access>(ACCESS, { to: 'anyone-signed-in', provisional: true });

/** Staff with the permission. */
export const Staff = (permission: StaffPermission | null = null) =>
  SetMetadata<string, Access>(ACCESS, { to: 'staff', permission });

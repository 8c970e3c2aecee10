import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { CustomerActor, SignedIn, StaffActor } from '../../kernel/actor.js';
import { Unauthenticated } from '../../kernel/errors.js';
import { AccessDenied } from './access.errors.js';
import type { Request } from './request.js';

/** The customer who asks; for routes with `@SignedIn()`. @throws AccessDenied for anybody else */
export function customerOf({ actor }: Request): CustomerActor {
  if (actor.kind !== 'customer') throw AccessDenied.here();
  return actor;
}

/** The member of staff who asks; for routes with `@Staff()`. @throws AccessDenied for anybody else */
export function staffOf({ actor }: Request): StaffActor {
  if (actor.kind !== 'staff') throw AccessDenied.here();
  return actor;
}

/** The person who asks; for routes with `@AnyoneSignedIn()`. @throws Unauthenticated for visitors */
export function signedInOf({ actor }: Request): SignedIn {
  if (actor.kind === 'customer' || actor.kind === 'staff') return actor;
  throw new Unauthenticated('Sign in to continue.');
}

const requestOf = (context: ExecutionContext) => context.switchToHttp().getRequest<Request>();

/** {@link customerOf} as a parameter of a route. */
export const Customer = createParamDecorator((_: unknown, context: ExecutionContext) =>
  customerOf(requestOf(context)),
);

/** {@link staffOf} as a parameter of a route. */
export const StaffMember = createParamDecorator((_: unknown, context: ExecutionContext) =>
  staffOf(requestOf(context)),
);

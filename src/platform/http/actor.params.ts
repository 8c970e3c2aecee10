import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { CustomerActor, StaffActor } from '../../kernel/actor.js';
import { AccessDenied } from './access.errors.js';
import type { Request } from './request.js';

const actorOf = (context: ExecutionContext) => context.switchToHttp().getRequest<Request>().actor;

/** The customer who asks; for routes with `@SignedIn()`. @throws AccessDenied for anybody else */
export const Customer = createParamDecorator((_: unknown, context: ExecutionContext): CustomerActor => {
  const actor = actorOf(context);
  if (actor.kind !== 'customer') throw AccessDenied.here();
  return actor;
});

/** The member of staff who asks; for routes with `@Staff()`. @throws AccessDenied for anybody else */
export const StaffMember = createParamDecorator((_: unknown, context: ExecutionContext): StaffActor => {
  const actor = actorOf(context);
  if (actor.kind !== 'staff') throw AccessDenied.here();
  return actor;
});

import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { isApi, type Request } from '../../../platform/http/request.js';
import { UnreadCounts } from '../application/unread-counts.js';

/** Lets everybody through; pages of customers show what it counts at the bell. Runs once it is known who asks. */
@Injectable()
export class CountUnread implements CanActivate {
  constructor(private readonly counts: UnreadCounts) {}

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const request = context.switchToHttp().getRequest<Request>();
    const { actor } = request;
    request.unread = 0;
    if (isApi(request) || request.byItself || actor.kind !== 'customer' || actor.provisional) return true;
    return this.counts.of(actor).then((count) => {
      request.unread = count;
      return true;
    });
  }
}

import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type Actor, anonymous, may } from '../../kernel/actor.js';
import { Unauthenticated } from '../../kernel/errors.js';
import { Config } from '../config/config.js';
import { I18n } from '../i18n/i18n.js';
import { speak } from '../i18n/messages.js';
import { Authenticator } from '../ports/authenticator.js';
import { AccessDenied, ClaimNotProved } from './access.errors.js';
import { ACCESS, type Access } from './access.js';
import { cookieName } from './cookies.js';
import { Csrf } from './csrf.js';
import { isApi, type Request } from './request.js';

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Finds out who asks, refuses who may not, and refuses forms from elsewhere. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly authenticator: Authenticator,
    private readonly csrf: Csrf,
    private readonly config: Config,
    private readonly i18n: I18n,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<Request>();
    const access = this.reflector.getAllAndOverride<Access>(ACCESS, [
      context.getHandler(),
      context.getClass(),
    ]);
    request.actor = await this.actor(request);
    request.locale = this.locale(request);
    speak(request.locale);
    refuse(request.actor, access);
    if (!isApi(request) && !safeMethods.has(request.method)) this.csrf.check(request);
    return true;
  }

  private async actor(request: Request): Promise<Actor> {
    if (isApi(request)) {
      if (request.headers.authorization === undefined) return anonymous;
      const actor = await this.authenticator.byBearer(request);
      if (!actor)
        throw new Unauthenticated('The access token is expired, revoked or not one of ours. Sign in again.');
      return actor;
    }
    const token = request.cookies[cookieName(this.config, 'session')];
    return (token ? await this.authenticator.bySession(token) : null) ?? anonymous;
  }

  private locale(request: Request): string {
    const own = 'locale' in request.actor ? request.actor.locale : null;
    const chosen = request.cookies[cookieName(this.config, 'locale')] ?? own;
    return chosen ? this.i18n.supported(chosen) : this.i18n.negotiate(request.headers['accept-language']);
  }
}

function refuse(actor: Actor, access: Access): void {
  if (access.to === 'public') return;
  if (actor.kind !== 'customer' && actor.kind !== 'staff') throw new Unauthenticated('Sign in to continue.');
  if (access.to === 'anyone-signed-in') return;
  if (actor.kind !== access.to) throw AccessDenied.here();
  if (access.to === 'customer' && !access.provisional && actor.kind === 'customer' && actor.provisional) {
    throw ClaimNotProved.yet();
  }
  if (access.permission && !may(actor, access.permission)) throw AccessDenied.here();
}

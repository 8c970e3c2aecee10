import { type CanActivate, type ExecutionContext, Injectable, type Type } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type Actor, anonymous, personOf, type SignedIn } from '../../kernel/actor.js';
import { DomainError } from '../../kernel/domain-error.js';
import { Unauthenticated } from '../../kernel/errors.js';
import { askedBy, asks } from '../audit/asking.js';
import { Audit } from '../audit/audit.js';
import { Config } from '../config/config.js';
import { I18n } from '../i18n/i18n.js';
import { speak, speakInstead } from '../i18n/messages.js';
import { Authenticator } from '../ports/authenticator.js';
import type { ImportantAction } from '../ports/step-up.js';
import { StepUpRequired } from './access.errors.js';
import { ACCESS, type Access, IMPORTANT } from './access.js';
import { BY_ITSELF } from './by-itself.js';
import { CHANGES_NOTHING } from './changes-nothing.js';
import { cookieName } from './cookies.js';
import { Csrf } from './csrf.js';
import { Proofs } from './proofs.js';
import { refuse } from './refuse.js';
import { isApi, type Request } from './request.js';

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

interface Rules {
  readonly controller: Type;
  readonly access: Access;
  readonly important: ImportantAction | undefined;
  readonly changesNothing: boolean;
  readonly byItself: boolean;
}

/** Finds out who asks, refuses who may not, and refuses forms from elsewhere. */
@Injectable()
export class AccessGuard implements CanActivate {
  private readonly rules = new WeakMap<ReturnType<ExecutionContext['getHandler']>, Rules>();

  constructor(
    private readonly reflector: Reflector,
    private readonly authenticator: Authenticator,
    private readonly proofs: Proofs,
    private readonly csrf: Csrf,
    private readonly audit: Audit,
    private readonly config: Config,
    private readonly i18n: I18n,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<Request>();
    asks({ network: request.ip, userAgent: request.headers['user-agent'] ?? null });
    request.actor = anonymous;
    speak(this.locale(request));
    const { access, important, changesNothing, byItself } = this.rulesOf(context);
    request.changesNothing = changesNothing;
    request.byItself = byItself;
    request.actor = await this.actor(request);
    request.locale = this.locale(request);
    askedBy(request.actor);
    speakInstead(request.locale);
    await this.recordingRefusals(request, () => refuse(request.actor, access));
    if (!isApi(request) && !safeMethods.has(request.method)) this.csrf.check(request);
    if (important) await this.recordingRefusals(request, () => this.proofs.demand(request.actor, important));
    return true;
  }

  /** What the handler declares; read once, since looking it up takes longer than the check. */
  private rulesOf(context: ExecutionContext): Rules {
    const [handler, controller] = [context.getHandler(), context.getClass()];
    const known = this.rules.get(handler);
    if (known?.controller === controller) return known;
    const rules = {
      controller,
      access: this.reflector.getAllAndOverride<Access>(ACCESS, [handler, controller]),
      important: this.reflector.get<ImportantAction | undefined>(IMPORTANT, handler),
      changesNothing: this.reflector.get<boolean | undefined>(CHANGES_NOTHING, handler) ?? false,
      byItself: this.reflector.get<boolean | undefined>(BY_ITSELF, handler) ?? false,
    };
    this.rules.set(handler, rules);
    return rules;
  }

  private async recordingRefusals(request: Request, check: () => void | Promise<void>): Promise<void> {
    const { actor } = request;
    try {
      await check();
    } catch (error) {
      // What a page asks for by itself nobody tried: the page of somebody removed would fill the log.
      const known = request.byItself ? null : personOf(actor);
      // A proof that is still due is a step on the way, not a refusal.
      if (known && error instanceof DomainError && !(error instanceof StepUpRequired))
        await this.recordRefusal(request, known, error);
      throw error;
    }
  }

  private async recordRefusal(request: Request, actor: SignedIn, { code }: DomainError): Promise<void> {
    const route = `${request.method} ${request.routeOptions.url ?? ''}`;
    await this.audit.record({
      action: 'access.refused',
      outcome: 'refused',
      aboutUserId: actor.userId,
      details: { route, code },
    });
  }

  private async actor(request: Request): Promise<Actor> {
    if (isApi(request)) {
      // Installations sign each request; that is checked where they may call, and makes nobody of the portal.
      if (/^(?:Installation |$)/i.test(request.headers.authorization ?? '')) return anonymous;
      const actor = await this.authenticator.byBearer(request);
      if (!actor)
        throw new Unauthenticated('The access token is expired, revoked or not one of ours. Sign in again.');
      return actor;
    }
    const token = request.cookies[cookieName(this.config, 'session')];
    if (!token) return anonymous;
    const use = request.byItself ? 'unnoticed' : 'noticed';
    return (await this.authenticator.bySession(token, use)) ?? anonymous;
  }

  private locale(request: Request): string {
    const own = 'locale' in request.actor ? request.actor.locale : null;
    const chosen = request.cookies[cookieName(this.config, 'locale')] ?? own;
    return chosen ? this.i18n.supported(chosen) : this.i18n.negotiate(request.headers['accept-language']);
  }
}

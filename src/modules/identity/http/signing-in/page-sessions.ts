import { Injectable } from '@nestjs/common';
import type { SignedIn } from '../../../../kernel/actor.js';
import { Config } from '../../../../platform/config/config.js';
import { cookieName, cookieOptions } from '../../../../platform/http/cookies.js';
import type { Reply, Request } from '../../../../platform/http/request.js';
import { EndSessions } from '../../application/sessions/end-sessions.js';
import type { Face, OpenedSession } from '../../application/sessions/open-session.js';
import { RenewSession } from '../../application/sessions/renew-session.js';
import { GuessLimits } from '../../application/signing-in/guess-limits.js';

const stepSeconds = 900;
const rememberedSeconds = 30 * 24 * 3_600;
const deviceSeconds = 365 * 24 * 3_600;

/** The cookies of a sign-in: the session, the ticket between two steps, and the mark of a known browser. */
@Injectable()
export class PageSessions {
  constructor(
    private readonly config: Config,
    private readonly guesses: GuessLimits,
    private readonly ending: EndSessions,
    private readonly renewal: RenewSession,
  ) {}

  face(request: Request, remember = false): Face {
    const device = request.cookies[cookieName(this.config, 'device')] ?? null;
    return {
      kind: 'page',
      remember,
      userAgent: request.headers['user-agent'] ?? null,
      rememberedAs: request.cookies[cookieName(this.config, 'remembered')] ?? null,
      isKnownTo: (userId) => this.guesses.isKnownDevice(device, userId),
    };
  }

  /**
   * Signs the browser in: a session id of our own making, never one that the browser brought. The session that it was
   * signed in with before is over.
   */
  async open(reply: Reply, session: OpenedSession): Promise<void> {
    if (session.kind !== 'page') throw new TypeError('A session of the API has no cookie.');
    const { token, userId, cookieSeconds } = session;
    const { actor } = reply.request;
    if (actor.kind === 'customer' || actor.kind === 'staff') await this.ending.execute(actor, 'this');
    this.set(reply, 'session', token, cookieSeconds ?? undefined);
    this.set(reply, 'device', this.guesses.deviceCookie(userId), deviceSeconds);
    this.clear(reply, 'step');
  }

  /** After a proof of the person the session goes on under a new secret. */
  async renew(reply: Reply, actor: SignedIn): Promise<void> {
    const { token, cookieSeconds } = await this.renewal.execute(actor);
    this.set(reply, 'session', token, cookieSeconds ?? undefined);
  }

  close(reply: Reply): void {
    this.clear(reply, 'session');
    this.clear(reply, 'step');
  }

  /** This browser needs no second step for 30 days. */
  rememberDevice(reply: Reply, secret: string): void {
    this.set(reply, 'remembered', secret, rememberedSeconds);
  }

  /** Remembers what was proved so far, until the next step. */
  step(reply: Reply, ticket: string): void {
    this.set(reply, 'step', ticket, stepSeconds);
  }

  /** The ticket of the step before; empty when there is none. */
  ticketOf(request: Request): string {
    return request.cookies[cookieName(this.config, 'step')] ?? '';
  }

  private set(
    reply: Reply,
    name: 'session' | 'device' | 'step' | 'remembered',
    value: string,
    seconds?: number,
  ): void {
    void reply.setCookie(cookieName(this.config, name), value, cookieOptions(this.config, seconds));
  }

  private clear(reply: Reply, name: 'session' | 'step'): void {
    void reply.clearCookie(cookieName(this.config, name), cookieOptions(this.config));
  }
}

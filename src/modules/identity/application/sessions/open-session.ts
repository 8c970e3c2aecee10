import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock, hour, later } from '../../../../kernel/clock.js';
import type { OrganizationId } from '../../../../kernel/ids.js';
import { asking } from '../../../../platform/audit/asking.js';
import { recordAudit } from '../../../../platform/audit/audit.js';
import { SignInRefused } from '../../domain/identity.errors.js';
import { RefreshToken } from '../../domain/refresh-token.js';
import { Session, type SignInMethod, sessionLife } from '../../domain/session.js';
import type { User } from '../../domain/user.js';
import { OrganizationRepository } from '../../persistence/organization.repository.js';
import { UserRepository } from '../../persistence/user.repository.js';
import { newToken } from '../links/tokens.js';
import { AccessTokens, accessTokenSeconds } from './access-tokens.js';

/** How somebody signs in: with a browser, or as a client of the API. */
export interface Face {
  readonly kind: 'page' | 'api';
  /** Pages only: stay signed in for 14 days of rest. */
  readonly remember?: boolean;
  readonly userAgent: string | null;
  /** Whether the device signed in to the account before; told by its cookie. Programs are known by their name. */
  readonly isKnownTo?: (userId: string) => boolean;
  /** Pages only: the secret of a browser that needs no second step, where it has one. */
  readonly rememberedAs?: string | null;
  /** The address of the organization at whose sign-in page the person came in; it counts for its members only. */
  readonly slug?: string | null;
}

export interface PageSession {
  readonly kind: 'page';
  readonly userId: string;
  readonly token: string;
  /** Null: the cookie ends with the browser. */
  readonly cookieSeconds: number | null;
}

export interface ApiSession {
  readonly kind: 'api';
  readonly userId: string;
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly expiresInSeconds: number;
}

export type OpenedSession = PageSession | ApiSession;

/** Starts a session for a user whose factors are all proved. The secret goes to the client; its hash is kept. */
@Injectable()
export class OpenSession {
  constructor(
    private readonly em: EntityManager,
    private readonly users: UserRepository,
    private readonly organizations: OrganizationRepository,
    private readonly tokens: AccessTokens,
    private readonly clock: Clock,
  ) {}

  /** @throws SignInRefused when the user is disabled, or neither staff nor anybody's member */
  @Transactional()
  async execute(command: {
    readonly userId: string;
    readonly face: Face;
    readonly organizationId?: OrganizationId;
    /** `password` unless told. */
    readonly method?: SignInMethod;
  }): Promise<OpenedSession> {
    const user = await this.users.byId(command.userId);
    if (user.disabledAt !== null) throw SignInRefused.asAlways();
    const organizationId = command.organizationId ?? (await this.organizationOf(user, command.face));
    const { kind, remember = false, userAgent } = command.face;
    const life = sessionLife({ staff: user.staffRole !== null, kind, remember });
    const { token, hash } = newToken();
    const now = this.clock.now();
    const tokenHash = kind === 'page' ? hash : null;
    const session = Session.open({
      ...{ userId: user.id, organizationId, kind, tokenHash, userAgent, life, now },
      network: asking()?.network ?? null,
      method: command.method ?? 'password',
    });
    if (await this.isNewDevice(user, command.face)) session.noteNewDevice(now);
    this.em.persist(session);
    await recordAudit(this.em, now, {
      action: 'identity.signed-in',
      aboutUserId: user.id,
      organizationId,
      objectId: session.id,
      details: { kind },
    });
    if (kind === 'page') {
      const cookieSeconds = remember && user.staffRole === null ? life.absoluteMs / 1_000 : null;
      return { kind, userId: user.id, token, cookieSeconds };
    }
    this.em.persist(RefreshToken.issue({ sessionId: session.id, tokenHash: hash, now }));
    const accessToken = this.tokens.issue(session.id, user.id);
    return { kind, userId: user.id, accessToken, refreshToken: token, expiresInSeconds: accessTokenSeconds };
  }

  // Whoever just got an account signs in with one device after the other: that is no news.
  private async isNewDevice(user: User, { kind, userAgent, isKnownTo }: Face): Promise<boolean> {
    if (later(user.createdAt, hour) > this.clock.now()) return false;
    if ((await this.em.count(Session, { userId: user.id })) === 0) return false;
    if (isKnownTo) return !isKnownTo(user.id);
    const agent = userAgent?.slice(0, 300) ?? null;
    return (await this.em.count(Session, { userId: user.id, kind, userAgent: agent })) === 0;
  }

  private async organizationOf(user: User, { slug }: Face): Promise<OrganizationId | null> {
    if (user.staffRole !== null) return null;
    const place =
      (slug ? await this.organizations.membershipAt(slug, user.id) : null) ??
      (await this.organizations.firstMembership(user.id)) ??
      (await this.organizations.keyHolderOfUser(user.id));
    if (!place) throw SignInRefused.asAlways();
    return place.organizationId;
  }
}

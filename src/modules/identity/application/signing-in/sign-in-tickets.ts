import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Clock } from '../../../../kernel/clock.js';
import type { OrganizationId, UserId } from '../../../../kernel/ids.js';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';
import { SignInStepOver } from '../../domain/identity.errors.js';
import { OneTimeLink } from '../../domain/one-time-link.js';
import { tokenHash } from '../../domain/secrets.js';
import { strongerProofs } from '../../events/license-claimed.js';
import { OneTimeLinkRepository } from '../../persistence/one-time-link.repository.js';
import { UserRepository } from '../../persistence/user.repository.js';
import { newToken } from '../links/tokens.js';

const next = z.string().nullable();
const organizationId = z.custom<OrganizationId>((value) => typeof value === 'string');

const ticket = z.discriminatedUnion('stage', [
  z.object({
    stage: z.literal('set-password'),
    licenseId: z.string(),
    organizationId,
    orderId: z.string().nullable(),
    serialNumber: z.string(),
    /** Null when the person came by a link instead of the product's pair. */
    installationId: z.string().nullable(),
    /** What proved the claim before the password was set; null when nothing did yet. */
    proof: z.enum(strongerProofs).nullable(),
    /** The provisional claim that the proof overrules; null when the license has none. */
    evicts: z.string().nullable(),
    next,
  }),
  z.object({
    stage: z.literal('password'),
    userId: z.string(),
    licenseId: z.string(),
    orderId: z.string().nullable(),
    serialNumber: z.string(),
    organizationId,
    installationId: z.string(),
    /** The installation itself signed, so possession is proved. */
    launched: z.boolean(),
    next,
  }),
  z.object({
    stage: z.literal('contest'),
    keyHolderId: z.string(),
    licenseId: z.string(),
    orderId: z.string().nullable(),
    serialNumber: z.string(),
    organizationId,
    installationId: z.string(),
    next,
  }),
  z.object({ stage: z.literal('new-password'), userId: z.string(), organizationId, next }),
  z.object({
    stage: z.literal('mfa'),
    userId: z.string(),
    organizationId: organizationId.nullable(),
    remember: z.boolean(),
    /** The address of the organization whose sign-in page was used. Tickets of a release before have none. */
    slug: z.string().nullable().default(null),
    next,
  }),
]);

/** What was proved so far, between two steps of a sign-in. */
export type SignInTicket = z.output<typeof ticket>;
export type SignInStage = SignInTicket['stage'];
export type TicketAt<Stage extends SignInStage> = Extract<SignInTicket, { stage: Stage }>;

/** Carries a sign-in from step to step: opaque to the client, 15 minutes, and its last step uses it up. */
@Injectable()
export class SignInTickets {
  constructor(
    private readonly em: EntityManager,
    private readonly links: OneTimeLinkRepository,
    private readonly users: UserRepository,
    private readonly database: ReadDatabase,
    private readonly clock: Clock,
  ) {}

  @Transactional()
  async mint(about: SignInTicket): Promise<string> {
    const { token, hash } = newToken();
    // A ticket that a password opened is void with that password.
    const userId = about.stage === 'mfa' ? (about.userId as UserId) : null;
    const now = this.clock.now();
    this.em.persist(OneTimeLink.mint({ purpose: 'sign-in', tokenHash: hash, userId, subject: about, now }));
    return token;
  }

  /** The id under which the ticket is kept, which opens nothing. @throws SignInStepOver as in {@link read} */
  async idOf(token: string, stage: SignInStage): Promise<string> {
    await this.read(token, stage);
    const row = await this.database.one<{ id: string }>(
      sql`select id from identity.one_time_link where token_hash = ${tokenHash(token)}`,
    );
    if (!row) throw SignInStepOver.startAgain();
    return row.id;
  }

  /** Looks without using it up. @throws SignInStepOver when it is not a usable ticket of that stage */
  async read<Stage extends SignInStage>(token: string, stage: Stage): Promise<TicketAt<Stage>> {
    const row = await this.database.one<{ subject: unknown }>(sql`
      select subject from identity.one_time_link
      where purpose = 'sign-in' and token_hash = ${tokenHash(token)} and used_at is null
        and voided_at is null and expires_at > ${this.clock.now()}`);
    return atStage(row?.subject, stage);
  }

  /** Uses it up, in the caller's transaction. @throws SignInStepOver when somebody was faster */
  async use<Stage extends SignInStage>(token: string, stage: Stage): Promise<TicketAt<Stage>> {
    const now = this.clock.now();
    const link = await this.links.usable('sign-in', tokenHash(token), now);
    const subject = atStage(link?.subject, stage);
    link?.use(now);
    return subject;
  }

  /**
   * Uses up the ticket of a second step, as {@link use}. The user is locked before the ticket, as a new password does
   * that voids the ticket: otherwise each waits for the other.
   */
  async useSecondStep(token: string): Promise<TicketAt<'mfa'>> {
    await this.users.byId((await this.read(token, 'mfa')).userId);
    return this.use(token, 'mfa');
  }

  /** Counts a wrong code against the ticket; the fifth ends it. */
  @Transactional()
  async noteFailure(token: string): Promise<void> {
    const now = this.clock.now();
    (await this.links.usable('sign-in', tokenHash(token), now))?.noteFailure(now);
  }
}

function atStage<Stage extends SignInStage>(subject: unknown, stage: Stage): TicketAt<Stage> {
  const parsed = ticket.safeParse(subject);
  if (!parsed.success || parsed.data.stage !== stage) throw SignInStepOver.startAgain();
  return parsed.data as TicketAt<Stage>;
}

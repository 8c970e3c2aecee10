import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { AccountsMerged } from '../../../kernel/accounts-merged.js';
import { AggregateRoot } from '../../../kernel/aggregate-root.js';
import { change } from '../../../kernel/change.js';
import type { EmailAddress } from '../../../kernel/email-address.js';
import { newId, type UserId } from '../../../kernel/ids.js';
import { StaffLeft } from '../../../kernel/staff-left.js';
import { EmailChangeRequested } from '../events/email-change-requested.js';
import { IntrusionReported } from '../events/intrusion-reported.js';
import { PasswordChanged } from '../events/password-changed.js';
import { type FactorChange, SecondFactorChanged } from '../events/second-factor-changed.js';
import { StaffInvited } from '../events/staff-invited.js';
import { UsernameChanged } from '../events/username-changed.js';
import { CodeRefused } from './identity.errors.js';
import { AccountClosed, AlreadyDisabled, NotDisabled } from './people.errors.js';
import type { StaffRole } from './roles.js';
import type { Username } from './username.js';

/** What people tell of themselves. */
export type Profile = Pick<User, 'name' | 'locale' | 'timeZone' | 'phone' | 'company' | 'postalAddress'>;

const profileFields = ['name', 'locale', 'timeZone', 'phone', 'company', 'postalAddress'] as const;

/** A person who signs in. `email` is always a proved address; one that waits for its proof is `pendingEmail`. */
@Entity({ schema: 'identity', tableName: 'user' })
export class User extends AggregateRoot {
  @PrimaryKey({ type: 'uuid' })
  readonly id!: UserId;

  @Property({ type: 'text' })
  readonly name!: string;

  @Property({ type: 'text', nullable: true })
  readonly username!: Username | null;

  @Property({ type: 'text', nullable: true })
  readonly email!: EmailAddress | null;

  @Property({ type: 'datetime', length: 3, nullable: true })
  readonly emailVerifiedAt!: Date | null;

  @Property({ type: 'text', nullable: true })
  readonly pendingEmail!: EmailAddress | null;

  @Property({ type: 'text', nullable: true, hidden: true })
  readonly passwordHash!: string | null;

  @Property({ type: 'datetime', length: 3, nullable: true })
  readonly passwordChangedAt!: Date | null;

  @Property({ type: 'text', nullable: true })
  readonly locale!: string | null;

  @Property({ type: 'text' })
  readonly timeZone!: string;

  @Property({ type: 'text', nullable: true })
  readonly phone!: string | null;

  @Property({ type: 'text', nullable: true })
  readonly company!: string | null;

  @Property({ type: 'text', nullable: true })
  readonly postalAddress!: string | null;

  /** Kinds of mail that are not sent to the person. */
  @Property({ type: 'array' })
  readonly mutedMails!: string[];

  @Property({ type: 'text', nullable: true })
  readonly staffRole!: StaffRole | null;

  /** Sealed with a key derived from the application's secret; counts once `totpSince` is set. */
  @Property({ type: 'text', nullable: true, hidden: true })
  readonly totpSecret!: string | null;

  @Property({ type: 'datetime', length: 3, nullable: true })
  readonly totpSince!: Date | null;

  /** The time step of the last code taken: a code counts once, also within its 30 seconds. */
  @Property({ type: 'integer', nullable: true })
  readonly totpLastStep!: number | null;

  @Property({ type: 'datetime', length: 3 })
  readonly createdAt!: Date;

  @Property({ type: 'datetime', length: 3, nullable: true })
  readonly disabledAt!: Date | null;

  @Property({ type: 'text', nullable: true })
  readonly disabledReason!: string | null;

  @Property({ type: 'uuid', nullable: true })
  readonly disabledBy!: UserId | null;

  /** The account that this one became part of; it is closed for good. */
  @Property({ type: 'uuid', nullable: true })
  readonly mergedInto!: UserId | null;

  /** Permissions of the staff role that this colleague does not have. */
  @Property({ type: 'array' })
  readonly withheld!: string[];

  @Property({ version: true, type: 'integer' })
  readonly version!: number;

  /** @param about.email an address whose control is proved; null for none */
  static register(about: {
    name: string;
    email: EmailAddress | null;
    passwordHash: string | null;
    staffRole?: StaffRole | null;
    locale?: string | null;
    timeZone?: string | null;
    now: Date;
  }): User {
    const user = new User();
    const { name, email, passwordHash, now } = about;
    change<User>(user, {
      id: newId(),
      name,
      username: null,
      email,
      emailVerifiedAt: email === null ? null : now,
      pendingEmail: null,
      passwordHash,
      passwordChangedAt: passwordHash === null ? null : now,
      locale: about.locale ?? null,
      timeZone: about.timeZone ?? 'UTC',
      phone: null,
      company: null,
      postalAddress: null,
      mutedMails: [],
      staffRole: about.staffRole ?? null,
      totpSecret: null,
      totpSince: null,
      totpLastStep: null,
      createdAt: now,
      disabledAt: null,
      disabledReason: null,
      disabledBy: null,
      mergedInto: null,
      withheld: [],
    });
    return user;
  }

  /** Replaces the password and tells the fact. Whoever calls ends the sessions that must end. */
  changePassword(passwordHash: string, now: Date): void {
    change<User>(this, { passwordHash, passwordChangedAt: now });
    this.raise(PasswordChanged.of({ userId: this.id }, now));
  }

  /** The old username is free at once. */
  chooseUsername(username: Username | null): void {
    change<User>(this, { username });
  }

  /** Like {@link chooseUsername}, and tells the fact. */
  changeUsername(username: Username, now: Date): void {
    this.chooseUsername(username);
    this.raise(UsernameChanged.of({ userId: this.id }, now));
  }

  /** Somebody else was in: no password opens the account before a new one is set, and no other address waits. */
  reportIntrusion(now: Date): void {
    change<User>(this, { passwordHash: null, pendingEmail: null });
    this.raise(IntrusionReported.of({ userId: this.id }, now));
  }

  /** What is left out stays; null clears. @returns the names of what is different now */
  updateProfile(profile: Partial<Profile>): readonly string[] {
    const changed = profileFields.filter(
      (field) => profile[field] !== undefined && profile[field] !== this[field],
    );
    change<User>(this, Object.fromEntries(changed.map((field) => [field, profile[field]])));
    return changed;
  }

  /** Mails of these kinds are not sent to the person from now on, and all others are. */
  muteMails(kinds: readonly string[]): void {
    change<User>(this, { mutedMails: [...kinds] });
  }

  /** The address counts once {@link proveEmail} is called with it (ruling C4). */
  requestEmail(email: EmailAddress, now: Date): void {
    change<User>(this, { pendingEmail: email });
    this.raise(EmailChangeRequested.of({ userId: this.id }, now));
  }

  proveEmail(email: EmailAddress, now: Date): void {
    change<User>(this, { email, emailVerifiedAt: now, pendingEmail: null });
  }

  /** A colleague to be, who has not set a password yet. */
  get isInvitedStaff(): boolean {
    return this.staffRole !== null && this.passwordHash === null;
  }

  /** Has a link mailed that sets the first password; a revoked invitation counts again. */
  inviteToStaff(about: { role: StaffRole; now: Date }): void {
    change<User>(this, { staffRole: about.role, disabledAt: null, disabledReason: null, disabledBy: null });
    this.raise(StaffInvited.of({ userId: this.id }, about.now));
  }

  changeStaffRole(staffRole: StaffRole, withheld: readonly string[]): void {
    change<User>(this, { staffRole, withheld: [...withheld] });
  }

  /** Closes it for good as part of another one. Its address and username are free for that one. */
  closeInto(mergedInto: UserId, now: Date): void {
    change<User>(this, {
      mergedInto,
      disabledAt: now,
      username: null,
      email: null,
      emailVerifiedAt: null,
      pendingEmail: null,
      passwordHash: null,
    });
    this.disableTotp();
    this.raise(AccountsMerged.of({ fromUserId: this.id, intoUserId: mergedInto }, now));
  }

  /** Shuts the account; whoever calls ends its sessions. @throws AccountClosed, AlreadyDisabled */
  disable(about: { reason: string; by: UserId; now: Date }): void {
    if (this.mergedInto !== null) throw AccountClosed.merged();
    if (this.disabledAt !== null) throw AlreadyDisabled.before();
    change<User>(this, { disabledAt: about.now, disabledReason: about.reason, disabledBy: about.by });
    this.leaveStaff(about.now);
  }

  /** Tells, of a colleague, that their work is for others now. */
  leaveStaff(now: Date): void {
    if (this.staffRole !== null) this.raise(StaffLeft.of({ userId: this.id }, now));
  }

  /** Opens it again, with the password and factors it had. @throws AccountClosed, NotDisabled */
  enable(): void {
    if (this.mergedInto !== null) throw AccountClosed.merged();
    if (this.disabledAt === null) throw NotDisabled.now();
    change<User>(this, { disabledAt: null, disabledReason: null, disabledBy: null });
  }

  /** Takes everything that signs in, and the account with it: its claim gave way to a stronger proof (ruling C2). */
  evict(now: Date): void {
    change<User>(this, { username: null, email: null, emailVerifiedAt: null, pendingEmail: null });
    change<User>(this, { passwordHash: null, totpSecret: null, totpSince: null, totpLastStep: null });
    change<User>(this, { disabledAt: now });
  }

  /** An authenticator app, whose codes are asked for; passkeys are kept beside the user. */
  get hasAuthenticator(): boolean {
    return this.totpSecret !== null && this.totpSince !== null;
  }

  /** Keeps a new secret that does not count before {@link enableTotp}. */
  prepareTotp(sealedSecret: string): void {
    change<User>(this, { totpSecret: sealedSecret, totpSince: null, totpLastStep: null });
  }

  enableTotp(step: number, now: Date): void {
    change<User>(this, { totpSince: now, totpLastStep: step });
  }

  disableTotp(): void {
    change<User>(this, { totpSecret: null, totpSince: null, totpLastStep: null });
  }

  /** Tells that a factor was added, removed or replaced. Whoever calls ends the sessions that must end. */
  noteFactorChange(what: FactorChange, now: Date): void {
    this.raise(SecondFactorChanged.of({ userId: this.id, change: what }, now));
  }

  /** @throws CodeRefused when a code of this step or a later one was taken before */
  takeTotpStep(step: number): void {
    if (this.totpLastStep !== null && step <= this.totpLastStep) throw CodeRefused.usedBefore();
    change<User>(this, { totpLastStep: step });
  }
}

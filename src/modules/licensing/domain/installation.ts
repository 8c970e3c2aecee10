import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { AggregateRoot } from '../../../kernel/aggregate-root.js';
import { change } from '../../../kernel/change.js';
import type { Id } from '../../../kernel/ids.js';
import { InstallationActivated } from '../events/installation-activated.js';
import { InstallationReleased, type ReleaseReason } from '../events/installation-released.js';
import { OfflineFileIssued } from '../events/offline-file-issued.js';
import type { License, LicenseId } from './license.js';
import { LaunchKeyHeld } from './licensing.errors.js';

export type InstallationId = Id<'installation'>;

/** What the product tells of its machine. `fingerprint` is the same for the same machine. */
export interface Machine {
  readonly fingerprint: string;
  readonly name: string;
  readonly platform: string;
  readonly version: string;
  /** Of the processor; null when the product does not say. */
  readonly cores?: number | null;
  /** People who use this installation; null when the product does not say. */
  readonly users?: number | null;
}

/** What proves that an activation comes from the installation itself: the key it registered, or its UID. */
export interface InstallationProof {
  /** 32 bytes of an Ed25519 public key; null from a product that signs no launches. */
  readonly launchKey: Buffer | null;
  /** Hash of the UID that was sent along; null when none was. */
  readonly uidHash: Buffer | null;
}

/** The UID as it is kept: its hash to find it, and sealed, to give it to the same machine again. */
export interface KeptUid {
  readonly uidHash: Buffer;
  readonly uidSealed: Buffer;
}

/**
 * One copy of the product on one machine. A root of its own, not a child of the license: a site license has thousands,
 * and each is seen once a day. The license's row is the lock under which they are counted.
 */
@Entity({ schema: 'licensing', tableName: 'installation' })
export class Installation extends AggregateRoot {
  @PrimaryKey({ type: 'uuid' })
  readonly id!: InstallationId;

  @Property({ type: 'uuid' })
  readonly licenseId!: LicenseId;

  @Property({ type: 'blob' })
  readonly uidHash!: Buffer;

  @Property({ type: 'blob' })
  readonly uidSealed!: Buffer;

  /** The Ed25519 public key that checks launches of this installation (row ID-1); null when it signs none. */
  @Property({ type: 'blob', nullable: true })
  readonly launchKey!: Buffer | null;

  @Property({ type: 'text' })
  readonly fingerprint!: string;

  @Property({ type: 'text' })
  readonly name!: string;

  @Property({ type: 'text' })
  readonly platform!: string;

  /** Of the product on the machine. */
  @Property({ type: 'text' })
  readonly appVersion!: string;

  @Property({ type: 'integer', nullable: true })
  readonly cores!: number | null;

  @Property({ type: 'integer', nullable: true })
  readonly users!: number | null;

  @Property({ type: 'datetime' })
  readonly activatedAt!: Date;

  @Property({ type: 'datetime' })
  readonly lastSeenAt!: Date;

  /** Null while it is in use. */
  @Property({ type: 'datetime', nullable: true })
  readonly releasedAt!: Date | null;

  @Property({ type: 'text', nullable: true })
  readonly releaseReason!: ReleaseReason | null;

  /** Who released it; null while it is in use, and when no person did. */
  @Property({ type: 'uuid', nullable: true })
  readonly releasedBy!: string | null;

  /** The newest license file that was written for it; null when none was. */
  @Property({ type: 'uuid', nullable: true })
  readonly latestFileId!: string | null;

  /** Until then it runs without internet, so its silence means nothing; null when it asks the portal itself. */
  @Property({ type: 'datetime', nullable: true })
  readonly offlineUntil!: Date | null;

  @Property({ version: true, type: 'integer' })
  readonly version!: number;

  /** The caller holds the license's lock and has counted the others. */
  static activate(
    of: {
      readonly id: InstallationId;
      readonly license: License;
      readonly machine: Machine;
      readonly launchKey: Buffer | null;
    } & KeptUid,
    now: Date,
  ): Installation {
    const installation = new Installation();
    const { id, license, machine, uidHash, uidSealed, launchKey } = of;
    const { version: appVersion, fingerprint, name, platform } = machine;
    const licenseId = license.id;
    change<Installation>(installation, { id, licenseId, uidHash, uidSealed, fingerprint, name, platform });
    change<Installation>(installation, {
      launchKey,
      appVersion,
      activatedAt: now,
      lastSeenAt: now,
      releasedAt: null,
      releaseReason: null,
      releasedBy: null,
    });
    change<Installation>(installation, { cores: machine.cores ?? null, users: machine.users ?? null });
    change<Installation>(installation, { latestFileId: null, offlineUntil: null });
    const { organizationId } = license;
    installation.raise(InstallationActivated.of({ installationId: id, licenseId, organizationId }, now));
    return installation;
  }

  /** The machine activated once more, perhaps after an update or under a new name. */
  seenAgain(machine: Machine, now: Date): void {
    const { name, platform, version: appVersion, cores = this.cores, users = this.users } = machine;
    change<Installation>(this, { name, platform, appVersion, cores, users, lastSeenAt: now });
  }

  /** Gives its place back; nothing when it did before. The caller holds the license's lock. */
  release(
    license: License,
    by: { readonly reason: ReleaseReason; readonly userId?: string | null },
    now: Date,
  ): void {
    if (this.releasedAt !== null) return;
    const { reason, userId = null } = by;
    change<Installation>(this, { releasedAt: now, releaseReason: reason, releasedBy: userId });
    const { id: licenseId, organizationId } = license;
    const ids = { installationId: this.id, licenseId, organizationId };
    this.raise(InstallationReleased.of({ ...ids, reason, byUserId: userId }, now));
  }

  /**
   * Registers the key of its launches, or checks that it is the one registered before.
   *
   * Serial number and fingerprint are all that a machine needs to activate again, and the answer tells it the UID. A
   * key opens more than the UID does: it proves possession. So whoever adds or replaces one must know the UID already,
   * and an installation with a key tells its UID only to who presents that key, or the UID: otherwise a copied
   * fingerprint would fetch the UID, and with it a new key.
   * @throws LaunchKeyHeld
   */
  proveItself({ launchKey, uidHash }: InstallationProof): void {
    if (launchKey !== null && this.launchKey?.equals(launchKey)) return;
    const knowsUid = uidHash?.equals(this.uidHash) ?? false;
    const changesNothing = launchKey === null && this.launchKey === null;
    if (!knowsUid && !changesNothing) throw LaunchKeyHeld.byInstallation();
    if (launchKey !== null) change<Installation>(this, { launchKey });
  }

  /** Got a license file; the ones before it are no longer the newest. */
  fileWritten(fileId: string): void {
    change<Installation>(this, { latestFileId: fileId });
  }

  /** Runs without internet until the file ends; until then its silence means nothing. */
  goOffline(license: License, file: { readonly id: string; readonly expiresAt: string }, now: Date): void {
    change<Installation>(this, { offlineUntil: new Date(file.expiresAt) });
    const { id: licenseId, organizationId } = license;
    const { id: fileId, expiresAt } = file;
    const ids = { licenseId, organizationId, installationId: this.id, fileId };
    this.raise(OfflineFileIssued.of({ ...ids, expiresAt }, now));
  }

  /** Gives it a new UID, when the kept one can no longer be read; the old one ends. */
  replaceUid(uid: KeptUid): void {
    change<Installation>(this, uid);
  }
}

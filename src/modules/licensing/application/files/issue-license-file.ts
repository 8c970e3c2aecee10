import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock, later, second } from '../../../../kernel/clock.js';
import type { Installation } from '../../domain/installation.js';
import type { FileClaim, LicenseFile } from '../../domain/license-file.js';
import { ClaimsWithoutUid, LicenseNotFound } from '../../domain/licensing.errors.js';
import type { Policy } from '../../domain/policy.js';
import { parseSerialNumber } from '../../domain/serial-number.js';
import { uidHash } from '../../domain/uid.js';
import { type Verdict, verdictOf } from '../../domain/verdict.js';
import { LicenseRepository } from '../../persistence/license.repository.js';
import { ProductRepository } from '../../persistence/product.repository.js';
import { encryptFile } from './encrypt-file.js';
import { JudgeInstallation, type Running } from './judge-installation.js';
import { WriteLicenseFile } from './write-license-file.js';

export interface LicenseFileCommand {
  readonly serialNumber: string;
  readonly fingerprint: string;
  readonly claims: readonly FileClaim[];
  /** Needed for claims: they say more than whoever knows the serial number may ask. */
  readonly uid: string | null;
  /** 32 bytes of an X25519 public key; null: the file stays readable. */
  readonly encryptTo: Buffer | null;
}

export interface IssuedFile {
  readonly file: LicenseFile;
  readonly text: string;
  readonly verdict: Verdict;
}

/** Gives an installation that may run a signed file, with which it runs without asking for a while. */
@Injectable()
export class IssueLicenseFile {
  constructor(
    readonly em: EntityManager,
    private readonly licenses: LicenseRepository,
    private readonly products: ProductRepository,
    private readonly judge: JudgeInstallation,
    private readonly write: WriteLicenseFile,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws LicenseNotFound for a serial number that is wrong or nobody's
   * @throws LicenseNotUsable with the verdict when the machine may not run
   * @throws ClaimsWithoutUid when claims are asked for without the installation's UID
   * @throws SigningKeyUnreadable
   */
  @Transactional()
  async execute(command: LicenseFileCommand): Promise<IssuedFile> {
    const serialNumber = parseSerialNumber(command.serialNumber);
    const license = serialNumber && (await this.licenses.lockedBySerialNumber(serialNumber));
    if (!license) throw LicenseNotFound.with(verdictOf(null, this.clock.now()));
    const policy = await this.products.policy(license.policyId);
    const running = await this.judge.execute(license, policy, command.fingerprint);
    const { installation, verdict } = running;
    const { claims, encryptTo } = command;
    if (claims.length > 0) prove(installation, command.uid);
    const until = this.placeEndsAt(policy, running);
    const { file, text } = await this.write.execute({ license, policy, installation, claims, until });
    return { file, text: encryptTo ? await encryptFile(text, encryptTo) : text, verdict };
  }

  // A file that outlived the place would let one machine more run than the license allows.
  private placeEndsAt({ heartbeatSeconds }: Policy, { leaseEndsAt }: Running): Date | null {
    if (leaseEndsAt !== null) return leaseEndsAt;
    return heartbeatSeconds === null ? null : later(this.clock.now(), heartbeatSeconds * second);
  }
}

function prove(installation: Installation, uid: string | null): void {
  if (uid === null || !uidHash(uid).equals(installation.uidHash)) throw ClaimsWithoutUid.refused();
}

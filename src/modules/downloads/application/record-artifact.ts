import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { StaffActor, SystemActor } from '../../../kernel/actor.js';
import { Clock } from '../../../kernel/clock.js';
import { recordAudit } from '../../../platform/audit/audit.js';
import type { StoredArtifact } from '../domain/release-facts.js';
import { ReleaseRepository } from '../persistence/release.repository.js';

/** The second half of attaching: the stored file becomes part of the release. */
@Injectable()
export class RecordArtifact {
  constructor(
    readonly em: EntityManager,
    private readonly releases: ReleaseRepository,
    private readonly clock: Clock,
  ) {}

  @Transactional()
  async execute(_actor: StaffActor | SystemActor, releaseId: string, file: StoredArtifact): Promise<void> {
    const release = await this.releases.locked(releaseId);
    release.attach(file);
    const details = { artifactId: file.id, sizeBytes: file.sizeBytes };
    const entry = { action: 'downloads.file-attached', objectId: release.id, details };
    await recordAudit(this.em, this.clock.now(), entry);
  }
}

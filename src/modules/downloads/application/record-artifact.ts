import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { StaffActor, SystemActor } from '../../../kernel/actor.js';
import type { StoredArtifact } from '../domain/release-facts.js';
import { ReleaseRepository } from '../persistence/release.repository.js';

/** The second half of attaching: the stored file becomes part of the release. */
@Injectable()
export class RecordArtifact {
  constructor(
    readonly em: EntityManager,
    private readonly releases: ReleaseRepository,
  ) {}

  @Transactional()
  async execute(_actor: StaffActor | SystemActor, releaseId: string, file: StoredArtifact): Promise<void> {
    const release = await this.releases.locked(releaseId);
    release.attach(file);
  }
}

import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { ReleaseRepository } from '../../persistence/release.repository.js';
import type { ReleaseSignature } from './release-signatures.js';

/** Keeps the signature of a file. */
@Injectable()
export class CommitSignature {
  constructor(
    readonly em: EntityManager,
    private readonly releases: ReleaseRepository,
  ) {}

  /** Nothing happens when the file has been removed meanwhile. @throws NotFound */
  @Transactional()
  async execute(
    command: ReleaseSignature & { readonly releaseId: string; readonly artifactId: string },
  ): Promise<void> {
    const release = await this.releases.locked(command.releaseId);
    const artifact = release.artifacts.getItems().find(({ id }) => id === command.artifactId);
    artifact?.sign(command.kid, command.signature.toString('base64'));
  }
}

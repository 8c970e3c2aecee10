import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { StaffActor, SystemActor } from '../../../kernel/actor.js';
import { Clock } from '../../../kernel/clock.js';
import { InvalidInput } from '../../../kernel/errors.js';
import { newId } from '../../../kernel/ids.js';
import { Licensing } from '../../licensing/index.js';
import { Release } from '../domain/release.js';
import type { Channel, ReleaseId } from '../domain/release-facts.js';
import { Version } from '../domain/version.js';
import { ReleaseRepository } from '../persistence/release.repository.js';

export interface ReleaseDraft {
  readonly productId: string;
  readonly version: string;
  readonly channel: Channel;
  readonly title: string;
  readonly notesMarkdown: string;
  /** Empty when left out. */
  readonly breakingChanges?: string;
  readonly critical: boolean;
  /** False when left out. */
  readonly required?: boolean;
  /** The oldest version that upgrades to it directly; any when left out. */
  readonly minimumVersion?: string | null;
}

/** Starts a release that only staff see until it is published. */
@Injectable()
export class DraftRelease {
  constructor(
    private readonly em: EntityManager,
    private readonly releases: ReleaseRepository,
    private readonly licensing: Licensing,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws InvalidInput for a text that is no version, or a product that is not sold
   * @throws VersionTaken when the product has a release of this version
   */
  @Transactional()
  async execute(_actor: StaffActor | SystemActor, draft: ReleaseDraft): Promise<ReleaseId> {
    const version = Version.parse(draft.version);
    const minimumVersion = draft.minimumVersion
      ? Version.parse(draft.minimumVersion, 'minimumVersion')
      : null;
    const products = await this.licensing.products();
    if (!products.some(({ id }) => id === draft.productId)) {
      throw InvalidInput.field('productId', 'Choose one of the products.');
    }
    await this.releases.reserve(draft.productId, version);
    const id = newId<ReleaseId>();
    this.em.persist(
      Release.draft(
        { breakingChanges: '', required: false, ...draft, id, version, minimumVersion },
        this.clock.now(),
      ),
    );
    return id;
  }
}

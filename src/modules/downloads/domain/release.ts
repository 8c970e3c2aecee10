import { BigIntType, Cascade, Collection, type Rel } from '@mikro-orm/core';
import { Entity, ManyToOne, OneToMany, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { AggregateRoot } from '../../../kernel/aggregate-root.js';
import { change } from '../../../kernel/change.js';
import { InvalidInput } from '../../../kernel/errors.js';
import type { Id } from '../../../kernel/ids.js';
import { ReleasePublished } from '../events/release-published.js';
import { ReleaseYanked } from '../events/release-yanked.js';
import { FileNameTaken, NothingToPublish, ReleaseStatusConflict } from './release.errors.js';
import { type ReleaseStatus, releaseTransitions } from './release-status.js';
import type { Version } from './version.js';

export type ReleaseId = Id<'release'>;
export type ArtifactId = Id<'artifact'>;
export type Channel = 'stable' | 'beta';

/** What a draft starts with. Ids and instants come in. */
export interface Draft {
  readonly id: ReleaseId;
  readonly productId: string;
  readonly version: Version;
  readonly channel: Channel;
  readonly title: string;
  readonly notesMarkdown: string;
  readonly critical: boolean;
}

/** A file that lies in the storage already. */
export interface StoredArtifact {
  readonly id: ArtifactId;
  readonly fileName: string;
  readonly platform: string;
  readonly architecture: string;
  readonly type: string;
  readonly contentType: string;
  readonly storageKey: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly sha512: string;
}

/** One file of a release. Its bytes never change once the release is published. */
@Entity({ schema: 'downloads', tableName: 'artifact' })
export class Artifact {
  @PrimaryKey({ type: 'uuid' })
  readonly id!: ArtifactId;

  @ManyToOne({ entity: () => Release, fieldName: 'release_id' })
  readonly release!: Rel<Release>;

  @Property({ type: 'text' })
  readonly fileName!: string;

  @Property({ type: 'text' })
  readonly platform!: string;

  @Property({ type: 'text' })
  readonly architecture!: string;

  @Property({ type: 'text' })
  readonly type!: string;

  @Property({ type: 'text' })
  readonly contentType!: string;

  @Property({ type: 'text' })
  readonly storageKey!: string;

  @Property({ type: new BigIntType('number') })
  readonly sizeBytes!: number;

  @Property({ type: 'text' })
  readonly sha256!: string;

  @Property({ type: 'text' })
  readonly sha512!: string;

  static of(release: Release, file: StoredArtifact): Artifact {
    const artifact = new Artifact();
    change<Artifact>(artifact, { ...file, release });
    return artifact;
  }
}

/** A version of a product that customers can download. */
@Entity({ schema: 'downloads', tableName: 'release' })
export class Release extends AggregateRoot {
  @PrimaryKey({ type: 'uuid' })
  readonly id!: ReleaseId;

  @Property({ type: 'uuid' })
  readonly productId!: string;

  /** In normal form, see Version. */
  @Property({ type: 'text' })
  readonly version!: string;

  @Property({ type: 'text' })
  readonly channel!: Channel;

  @Property({ type: 'text' })
  readonly status!: ReleaseStatus;

  @Property({ type: 'text' })
  readonly title!: string;

  @Property({ type: 'text' })
  readonly notesMarkdown!: string;

  @Property({ type: 'boolean' })
  readonly critical!: boolean;

  @Property({ type: 'datetime' })
  readonly draftedAt!: Date;

  /** Null while it is a draft. Decides who is entitled. */
  @Property({ type: 'datetime', nullable: true })
  readonly publishedAt!: Date | null;

  @Property({ type: 'datetime', nullable: true })
  readonly yankedAt!: Date | null;

  @Property({ type: 'text', nullable: true })
  readonly yankReason!: string | null;

  @OneToMany({ entity: () => Artifact, mappedBy: 'release', cascade: [Cascade.PERSIST] })
  readonly artifacts = new Collection<Artifact>(this);

  @Property({ version: true, type: 'integer' })
  readonly revision!: number;

  static draft(draft: Draft, now: Date): Release {
    const release = new Release();
    change<Release>(release, {
      ...draft,
      version: draft.version.toString(),
      status: 'draft',
      draftedAt: now,
      publishedAt: null,
      yankedAt: null,
      yankReason: null,
    });
    return release;
  }

  /**
   * Adds a file to a draft.
   * @throws ReleaseStatusConflict once published: what people downloaded must stay what it was
   * @throws FileNameTaken when the release has a file of this name, whatever its case
   */
  attach(file: StoredArtifact): void {
    if (this.status !== 'draft') throw ReleaseStatusConflict.frozen(this.status);
    const taken = this.artifacts.getItems().some((other) => sameName(other.fileName, file.fileName));
    if (taken) throw FileNameTaken.of(file.fileName);
    this.artifacts.add(Artifact.of(this, file));
  }

  /**
   * Makes a draft visible to customers.
   * @param publishedAt earlier than `now` for a release that was published before the portal knew it
   * @throws ReleaseStatusConflict when it is no draft
   * @throws NothingToPublish without a file
   * @throws InvalidInput when `publishedAt` lies in the future
   */
  publish(publishedAt: Date, now: Date): void {
    this.guard('published');
    if (this.artifacts.length === 0) throw NothingToPublish.yet();
    if (publishedAt > now)
      throw InvalidInput.field('publishedAt', 'Use an instant that is not in the future.');
    change<Release>(this, { status: 'published', publishedAt });
    const { id: releaseId, productId, version, channel, critical } = this;
    this.raise(
      ReleasePublished.of(
        { releaseId, productId, version, channel, critical, publishedAt: publishedAt.toISOString() },
        now,
      ),
    );
  }

  /** Withdraws a published release from everybody. @throws ReleaseStatusConflict when it is not published */
  yank(reason: string, now: Date): void {
    this.guard('yanked');
    change<Release>(this, { status: 'yanked', yankedAt: now, yankReason: reason });
    const { id: releaseId, productId, version } = this;
    this.raise(ReleaseYanked.of({ releaseId, productId, version }, now));
  }

  private guard(to: ReleaseStatus): void {
    if (!releaseTransitions[this.status].includes(to)) throw ReleaseStatusConflict.of(this.status, to);
  }
}

const sameName = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

import { BigIntType, Cascade, Collection, type Rel } from '@mikro-orm/core';
import { Entity, ManyToOne, OneToMany, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { AggregateRoot } from '../../../kernel/aggregate-root.js';
import { change } from '../../../kernel/change.js';
import { InvalidInput } from '../../../kernel/errors.js';
import { ReleasePublished } from '../events/release-published.js';
import { ReleaseYanked } from '../events/release-yanked.js';
import { RolloutChanged } from '../events/rollout-changed.js';
import { FileNameTaken, NothingToPublish, ReleaseStatusConflict, UnsignedFiles } from './release.errors.js';
import type { ArtifactId, Channel, Draft, ReleaseId, StoredArtifact } from './release-facts.js';
import { type ReleaseStatus, releaseTransitions } from './release-status.js';

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

  /** BLAKE2b-512, base64; null for files of before the portal took it. */
  @Property({ type: 'text', fieldName: 'blake2b512', nullable: true })
  readonly blake2b512!: string | null;

  /** Ed25519 over the bytes of the file (RFC 8032), base64; null in a draft. */
  @Property({ type: 'text', nullable: true })
  readonly signature!: string | null;

  /** The release key of the signature. */
  @Property({ type: 'text', nullable: true })
  readonly signatureKid!: string | null;

  static of(release: Release, file: StoredArtifact): Artifact {
    const artifact = new Artifact();
    change<Artifact>(artifact, { ...file, release, signature: null, signatureKid: null });
    return artifact;
  }

  sign(kid: string, signature: string): void {
    change<Artifact>(this, { signature, signatureKid: kid });
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

  @Property({ type: 'text' })
  readonly breakingChanges!: string;

  @Property({ type: 'boolean' })
  readonly critical!: boolean;

  @Property({ type: 'boolean' })
  readonly required!: boolean;

  /** In normal form; null: every version upgrades directly. */
  @Property({ type: 'text', nullable: true })
  readonly minimumVersion!: string | null;

  /** To how many of a hundred installations feeds offer it. People who come to the page are not counted. */
  @Property({ type: 'integer' })
  readonly rolloutPercent!: number;

  /** Since when nobody gets it any more, until it goes on; null while it is not halted. */
  @Property({ type: 'datetime', nullable: true })
  readonly haltedAt!: Date | null;

  @Property({ type: 'text', nullable: true })
  readonly haltReason!: string | null;

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
      ...spelled(draft),
      status: 'draft',
      rolloutPercent: 100,
      haltedAt: null,
      haltReason: null,
      draftedAt: now,
      publishedAt: null,
      yankedAt: null,
      yankReason: null,
    });
    return release;
  }

  /** Changes a draft. @throws ReleaseStatusConflict once published: then only {@link describe} changes it */
  edit(draft: Omit<Draft, 'id' | 'productId'>): void {
    if (this.status !== 'draft') throw ReleaseStatusConflict.settled(this.status);
    change<Release>(this, spelled(draft));
  }

  /** Corrects the words of a release, also of a published one. @throws ReleaseStatusConflict when it is withdrawn */
  describe(words: Pick<Draft, 'title' | 'notesMarkdown' | 'breakingChanges'>): void {
    if (this.status === 'yanked') throw ReleaseStatusConflict.settled(this.status);
    const { title, notesMarkdown, breakingChanges } = words;
    change<Release>(this, { title, notesMarkdown, breakingChanges });
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
   * Takes a file out of a draft.
   * @returns it, so that its bytes can go, too; null when there is none
   * @throws ReleaseStatusConflict once published
   */
  detach(artifactId: string): Artifact | null {
    if (this.status !== 'draft') throw ReleaseStatusConflict.frozen(this.status);
    return this.artifacts.getItems().find(({ id }) => id === artifactId) ?? null;
  }

  /** The files that go with a draft that nobody needs any more. @throws ReleaseStatusConflict once published */
  discard(): readonly Artifact[] {
    if (this.status !== 'draft') throw ReleaseStatusConflict.out(this.status);
    return this.artifacts.getItems();
  }

  /**
   * Makes a draft visible to customers.
   * @param publishedAt earlier than `now` for a release that was published before the portal knew it
   * @throws ReleaseStatusConflict when it is no draft
   * @throws NothingToPublish without a file
   * @throws UnsignedFiles when a file came after the signatures were made
   * @throws InvalidInput when `publishedAt` lies in the future
   */
  publish(publishedAt: Date, now: Date): void {
    this.guard('published');
    if (this.artifacts.length === 0) throw NothingToPublish.yet();
    if (this.artifacts.getItems().some(({ signature }) => signature === null)) throw UnsignedFiles.yet();
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

  /**
   * Offers a published release to more or fewer installations.
   * @param percent 0 to 100
   * @throws ReleaseStatusConflict when it is not published @throws InvalidInput for another number
   */
  rollOut(percent: number, now: Date): void {
    this.guardRollout();
    if (!Number.isInteger(percent) || percent < 0 || percent > 100)
      throw InvalidInput.field('rolloutPercent', 'Use a whole number from 0 to 100.');
    change<Release>(this, { rolloutPercent: percent });
    this.raiseRollout(now);
  }

  /** Keeps the release from everybody until {@link resume}. @throws ReleaseStatusConflict when it is not published */
  halt(reason: string, now: Date): void {
    this.guardRollout();
    if (this.haltedAt !== null) return;
    change<Release>(this, { haltedAt: now, haltReason: reason });
    this.raiseRollout(now);
  }

  /** Hands a halted release out again. @throws ReleaseStatusConflict when it is not published */
  resume(now: Date): void {
    this.guardRollout();
    if (this.haltedAt === null) return;
    change<Release>(this, { haltedAt: null, haltReason: null });
    this.raiseRollout(now);
  }

  private guardRollout(): void {
    if (this.status !== 'published') throw ReleaseStatusConflict.notOut(this.status);
  }

  private raiseRollout(now: Date): void {
    const { id: releaseId, productId, version, rolloutPercent: percent, haltedAt } = this;
    const halted = haltedAt !== null;
    this.raise(RolloutChanged.of({ releaseId, productId, version, percent, halted }, now));
  }

  private guard(to: ReleaseStatus): void {
    if (!releaseTransitions[this.status].includes(to)) throw ReleaseStatusConflict.of(this.status, to);
  }
}

/** A draft as the row spells it. */
function spelled<D extends Pick<Draft, 'version' | 'minimumVersion'>>(draft: D) {
  return {
    ...draft,
    version: draft.version.toString(),
    minimumVersion: draft.minimumVersion?.toString() ?? null,
  };
}

const sameName = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

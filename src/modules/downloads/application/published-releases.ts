import { Injectable } from '@nestjs/common';
import { ReadDatabase, type Statement, sql } from '../../../platform/database/read-database.js';
import type { Channel } from '../domain/release-facts.js';
import type { ReleaseStatus } from '../domain/release-status.js';
import { artifactColumn } from './artifact-columns.js';

/** One file as customers see it. */
export interface PublishedArtifact {
  readonly id: string;
  readonly fileName: string;
  readonly platform: string;
  readonly architecture: string;
  readonly type: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly sha512: string;
  /** BLAKE2b-512, base64; null for files of before the portal took it. */
  readonly blake2b512: string | null;
  /** Ed25519 over the bytes of the file, base64; null for files of before the portal signed them. */
  readonly signature: string | null;
  readonly signatureKid: string | null;
}

/** A release that was published, perhaps withdrawn since. */
export interface PublishedRelease {
  readonly id: string;
  readonly productId: string;
  readonly version: string;
  readonly channel: Channel;
  readonly status: ReleaseStatus;
  readonly publishedAt: Date;
  readonly title: string;
  readonly notesMarkdown: string;
  readonly breakingChanges: string;
  readonly critical: boolean;
  readonly required: boolean;
  readonly minimumVersion: string | null;
  readonly rolloutPercent: number;
  readonly haltedAt: Date | null;
  /** Why it was withdrawn, in the publisher's words; null unless it was. */
  readonly yankReason: string | null;
  readonly artifacts: readonly PublishedArtifact[];
}

const selected = sql`
  select r.id, r.product_id as "productId", r.version, r.channel, r.status, r.published_at as "publishedAt",
    r.title, r.notes_markdown as "notesMarkdown", r.breaking_changes as "breakingChanges", r.critical, r.required,
    r.minimum_version as "minimumVersion", r.rollout_percent as "rolloutPercent", r.halted_at as "haltedAt",
    r.yank_reason as "yankReason", ${artifactColumn}
  from downloads.release r`;

/** Reads what customers may know of: never a draft, and only releases of the products that the caller names. */
@Injectable()
export class PublishedReleases {
  constructor(private readonly database: ReadDatabase) {}

  /** All of the products, at most 1,000, newest first. */
  async ofProducts(productIds: readonly string[]): Promise<PublishedRelease[]> {
    return this.find(productIds, sql`order by r.published_at desc, r.id desc limit 1000`);
  }

  /** `limit` of the products after the keyset, newest first. */
  async page(
    productIds: readonly string[],
    limit: number,
    after: { readonly at: Date; readonly id: string } | null,
  ): Promise<PublishedRelease[]> {
    const from = after ? sql`and (r.published_at, r.id) < (${after.at}, ${after.id}::uuid)` : sql``;
    return this.find(productIds, sql`${from} order by r.published_at desc, r.id desc limit ${limit}`);
  }

  /** The release, or null when it is a draft, of another product, or nothing at all. */
  async byId(productIds: readonly string[], id: string): Promise<PublishedRelease | null> {
    const rows = await this.find(productIds, sql`and r.id = ${id}`);
    return rows[0] ?? null;
  }

  /** Those of them that are of the products and no drafts. */
  async byIds(productIds: readonly string[], ids: readonly string[]): Promise<PublishedRelease[]> {
    return this.find(productIds, sql`and r.id = any(${[...ids]}::uuid[])`);
  }

  private async find(productIds: readonly string[], rest: Statement): Promise<PublishedRelease[]> {
    if (productIds.length === 0) return [];
    return this.database.many<PublishedRelease>(
      sql`${selected} where r.published_at is not null and r.product_id = any(${[...productIds]}::uuid[]) ${rest}`,
    );
  }
}

import { Injectable } from '@nestjs/common';
import type { CustomerActor } from '../../../kernel/actor.js';
import { NotFound } from '../../../kernel/errors.js';
import { NotEntitled } from '../domain/release.errors.js';
import type { Reader } from './explanation.js';
import type { JudgedRelease } from './judged-releases.js';
import type { PublishedArtifact } from './published-releases.js';
import { ShowRelease } from './show-release.js';

/** A file that the customer may have now. */
export interface OpenedArtifact extends PublishedArtifact {
  readonly releaseId: string;
  readonly storageKey: string;
}

/** Where a file of a release lies; made of ids, so nothing a person typed is in it. */
export function storageKeyOf(releaseId: string, artifactId: string): string {
  return `releases/${releaseId}/${artifactId}`;
}

/** Decides at every request, and so at every byte range, whether the customer may have the file (row DL-3). */
@Injectable()
export class OpenArtifact {
  constructor(private readonly show: ShowRelease) {}

  /**
   * @throws NotFound for what the customer may not even know of
   * @throws NotEntitled with the reason, the remedy and the newest permitted release
   */
  async execute(
    actor: CustomerActor,
    { releaseId, artifactId }: { readonly releaseId: string; readonly artifactId: string },
    reader: Reader,
  ): Promise<OpenedArtifact> {
    const release = await this.show.execute(actor, releaseId, reader);
    const artifact = release.artifacts.find(({ id }) => id === artifactId);
    if (!artifact) throw NotFound.of('file');
    if (!release.verdict.entitled) throw refusal(release);
    return { ...artifact, releaseId, storageKey: storageKeyOf(releaseId, artifactId) };
  }
}

/** The refusal of a release with its reason. */
export function refusal({
  productName,
  version,
  verdict,
  because,
  remedy,
  offer,
}: JudgedRelease): NotEntitled {
  const offered = offer && { ...offer, href: `/api/v1/releases/${offer.id}` };
  return NotEntitled.to(`${productName} ${version}:`, {
    verdict: verdict.code,
    because,
    remedy,
    offer: offered,
  });
}

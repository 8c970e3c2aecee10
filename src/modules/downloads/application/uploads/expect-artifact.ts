import { Injectable } from '@nestjs/common';
import { FileNameTaken, ReleaseStatusConflict } from '../../domain/release.errors.js';
import { StaffReleases } from '../staff-releases.js';

/** Refuses a file of a release before its first byte, where its end would be refused. */
@Injectable()
export class ExpectArtifact {
  constructor(private readonly releases: StaffReleases) {}

  /** @throws NotFound; ReleaseStatusConflict once published; FileNameTaken */
  async execute({ releaseId, fileName }: { readonly releaseId: string; readonly fileName: string }) {
    const release = await this.releases.byId(releaseId);
    if (release.status !== 'draft') throw ReleaseStatusConflict.frozen(release.status);
    const name = fileName.toLowerCase();
    const taken = release.artifacts.some((file) => file.fileName.toLowerCase() === name);
    if (taken) throw FileNameTaken.of(fileName);
  }
}

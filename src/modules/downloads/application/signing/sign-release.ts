import { Injectable } from '@nestjs/common';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';
import { Storage } from '../../../../platform/storage/storage.js';
import { CommitSignature } from './commit-signature.js';
import { ReleaseSignatures } from './release-signatures.js';

interface Unsigned {
  readonly id: string;
  readonly storageKey: string;
}

/** Signs the files of a release that have no signature yet, outside any transaction: a large one takes seconds. */
@Injectable()
export class SignRelease {
  constructor(
    private readonly database: ReadDatabase,
    private readonly storage: Storage,
    private readonly signatures: ReleaseSignatures,
    private readonly commit: CommitSignature,
  ) {}

  /** @throws ReleaseKeyUnreadable, NotFound when a file is not in the storage */
  async execute(releaseId: string): Promise<void> {
    const unsigned = await this.database.many<Unsigned>(sql`
      select id, storage_key as "storageKey" from downloads.artifact
      where release_id = ${releaseId} and signature is null order by id`);
    for (const { id, storageKey } of unsigned) {
      const signature = await this.signatures.ofFile(() => this.storage.read(storageKey));
      await this.commit.execute({ releaseId, artifactId: id, ...signature });
    }
  }
}

import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { archiveOf } from '../../../../platform/personal-data/data-archive.js';
import { PersonalData } from '../../../../platform/personal-data/personal-data.js';
import { Storage } from '../../../../platform/storage/storage.js';
import { DataExport } from '../../domain/data-export.js';
import { DataSubjects } from './data-subjects.js';

const largestBytes = 200 * 1024 * 1024;

const readme = `Your data

Every table that holds something of you is here twice: as JSON and as CSV, under its name. Passwords, codes and
tokens are kept as hashes only and are not part of it.
`;

/** Makes the archive of an export. Doing it twice stores it once. */
@Injectable()
export class BuildExport {
  constructor(
    readonly em: EntityManager,
    private readonly subjects: DataSubjects,
    private readonly data: PersonalData,
    private readonly storage: Storage,
    private readonly clock: Clock,
  ) {}

  async execute(exportId: string): Promise<void> {
    const wanted = await this.em.fork().findOne(DataExport, { id: exportId });
    if (!wanted || wanted.storageKey !== null) return;
    const archive = archiveOf(await this.data.of(await this.subjects.of(wanted.userId)), readme);
    const { key, sizeBytes } = await this.storage.put(`exports/${exportId}.zip`, archive, {
      contentType: 'application/zip',
      maxBytes: largestBytes,
    });
    await this.complete(exportId, { storageKey: key, sizeBytes });
  }

  @Transactional()
  private async complete(id: string, file: { storageKey: string; sizeBytes: number }): Promise<void> {
    (await this.em.findOne(DataExport, { id }))?.complete(file, this.clock.now());
  }
}

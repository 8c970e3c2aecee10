import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { system } from '../../../../kernel/actor.js';
import { Audit } from '../../../../platform/audit/audit.js';
import { type FoundFiles, ImportFiles, type KeptFiles } from './import-files.js';
import type { ImportFolder } from './import-folder.js';
import type { ImportProblem, ImportSource, ReadImport } from './imported-request.js';
import { type MatchedRequest, MatchImported } from './match-imported.js';
import { StoreImported } from './store-imported.js';

/** What a file would make here. */
export interface PlannedImport {
  readonly requests: readonly MatchedRequest[];
  readonly problems: readonly ImportProblem[];
  readonly files: FoundFiles;
}

export interface DoneImport {
  readonly made: number;
  /** There from an earlier run. */
  readonly known: number;
  readonly files: number;
  /** Files that were refused when they were stored. */
  readonly problems: readonly ImportProblem[];
}

/** Takes requests over from another system. A run that is cut off is gone on with by running it again. */
@Injectable()
export class ImportRequests {
  constructor(
    readonly em: EntityManager,
    private readonly match: MatchImported,
    private readonly store: StoreImported,
    private readonly files: ImportFiles,
    private readonly audit: Audit,
  ) {}

  /** Changes nothing. @param folder where the files lie that messages of the export name */
  async plan({ requests, problems }: ReadImport, folder: ImportFolder | null = null): Promise<PlannedImport> {
    const found = await this.match.execute(requests);
    const matched = found.flatMap((one) => ('matched' in one ? [one.matched] : []));
    const files = await this.files.find(
      matched.map(({ request }) => request),
      folder,
    );
    const unmatched = found.flatMap((one) => ('problem' in one ? [one.problem] : []));
    return { requests: matched, problems: [...problems, ...unmatched, ...files.problems], files };
  }

  /** Each request in a transaction of its own. @param done is told how many are done, after each */
  async execute(
    source: ImportSource,
    { requests, files }: Pick<PlannedImport, 'requests' | 'files'>,
    done: (count: number) => void = () => undefined,
  ): Promise<DoneImport> {
    let made = 0;
    const kept: KeptFiles[] = [];
    for (const [index, request] of requests.entries()) {
      const one = await this.one(source, request, files);
      if (one) {
        made += 1;
        if (one.attachments.size + one.problems.length > 0) kept.push(one);
      }
      done(index + 1);
    }
    const count = kept.reduce((sum, { attachments }) => sum + attachments.size, 0);
    await this.record(source, { made, files: count });
    const problems = kept.flatMap((one) => one.problems);
    return { made, known: requests.length - made, files: count, problems };
  }

  /** The files first, which nothing knows until their request does. Null: it is there already. */
  private async one(
    source: ImportSource,
    request: MatchedRequest,
    { found }: FoundFiles,
  ): Promise<KeptFiles | null> {
    if (await this.store.knows(source, request)) return null;
    const kept = await this.files.keep(request.request, found);
    // After a failure they stay, since the commit may have come through; a worker removes those that nobody needs.
    if ((await this.store.execute(source, request, kept.attachments)) === 'made') return kept;
    await this.files.discard(kept);
    return null;
  }

  @Transactional()
  private async record(
    source: ImportSource,
    counts: { readonly made: number; readonly files: number },
  ): Promise<void> {
    await this.audit.record({
      action: 'support.requests-imported',
      actor: system,
      details: { source, ...counts },
    });
  }
}

import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { system } from '../../../../kernel/actor.js';
import { Audit } from '../../../../platform/audit/audit.js';
import type { ImportProblem, ImportSource, ReadImport } from './imported-request.js';
import { type MatchedRequest, MatchImported } from './match-imported.js';
import { StoreImported } from './store-imported.js';

/** What a file would make here. */
export interface PlannedImport {
  readonly requests: readonly MatchedRequest[];
  readonly problems: readonly ImportProblem[];
}

export interface DoneImport {
  readonly made: number;
  /** There from an earlier run. */
  readonly known: number;
}

/** Takes requests over from another system. A run that is cut off is gone on with by running it again. */
@Injectable()
export class ImportRequests {
  constructor(
    readonly em: EntityManager,
    private readonly match: MatchImported,
    private readonly store: StoreImported,
    private readonly audit: Audit,
  ) {}

  /** Changes nothing. */
  async plan({ requests, problems }: ReadImport): Promise<PlannedImport> {
    const found = await this.match.execute(requests);
    return {
      requests: found.flatMap((one) => ('matched' in one ? [one.matched] : [])),
      problems: [...problems, ...found.flatMap((one) => ('problem' in one ? [one.problem] : []))],
    };
  }

  /** Each request in a transaction of its own. @param done is told how many are done, after each */
  async execute(
    source: ImportSource,
    requests: readonly MatchedRequest[],
    done: (count: number) => void = () => undefined,
  ): Promise<DoneImport> {
    let made = 0;
    for (const [index, request] of requests.entries()) {
      if ((await this.store.execute(source, request)) === 'made') made += 1;
      done(index + 1);
    }
    await this.record(source, made);
    return { made, known: requests.length - made };
  }

  @Transactional()
  private async record(source: ImportSource, made: number): Promise<void> {
    await this.audit.record({
      action: 'support.requests-imported',
      actor: system,
      details: { source, made },
    });
  }
}

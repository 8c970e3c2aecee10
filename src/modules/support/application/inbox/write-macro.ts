import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager, LockMode } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { NotFound } from '../../../../kernel/errors.js';
import { newId } from '../../../../kernel/ids.js';
import { recordAudit } from '../../../../platform/audit/audit.js';
import { MacroChangedMeanwhile, MacroNameTaken, TooManyMacros } from '../../domain/inbox/macro.errors.js';
import { Macro, type MacroId, type MacroWords } from '../../domain/inbox/macro.js';
import { mostMacros } from './show-macros.js';

/** What agents do with the macros that they share. Each step is one entry of the audit log. */
@Injectable()
export class WriteMacro {
  constructor(
    readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  /** @throws InvalidInput, MacroNameTaken, TooManyMacros */
  @Transactional()
  async add(words: MacroWords): Promise<MacroId> {
    const macro = Macro.write(newId<MacroId>(), words);
    await this.ensureFree(words.name, null);
    if ((await this.em.count(Macro)) >= mostMacros) throw TooManyMacros.over(mostMacros);
    this.em.persist(macro);
    await this.record('support.macro-added', macro.id);
    return macro.id;
  }

  /**
   * @param command.version the one that the editor read
   * @throws NotFound, InvalidInput, MacroNameTaken, MacroChangedMeanwhile
   */
  @Transactional()
  async change(command: {
    readonly id: string;
    readonly version: number;
    readonly words: MacroWords;
  }): Promise<void> {
    const { id, version, words } = command;
    await this.ensureFree(words.name, id);
    const macro = await this.locked(id);
    if (macro.version !== version) throw MacroChangedMeanwhile.to(macro.version);
    macro.rewrite(words);
    await this.record('support.macro-changed', id);
  }

  /** @throws NotFound */
  @Transactional()
  async remove(id: string): Promise<void> {
    this.em.remove(await this.locked(id));
    await this.record('support.macro-removed', id);
  }

  private async ensureFree(name: string, own: string | null): Promise<void> {
    // Two writers wait for each other here, so that the second finds what the first wrote.
    await this.em.execute(`select pg_advisory_xact_lock(hashtextextended('support.macro', 0))`);
    const same = await this.em.findOne(Macro, { name });
    if (same && same.id !== own) throw MacroNameTaken.by(same.id);
  }

  private async locked(id: string): Promise<Macro> {
    const macro = await this.em.findOne(
      Macro,
      { id: id as MacroId },
      { lockMode: LockMode.PESSIMISTIC_WRITE },
    );
    if (!macro) throw NotFound.of('macro');
    return macro;
  }

  private record(action: string, objectId: string): Promise<void> {
    return recordAudit(this.em, this.clock.now(), { action, objectId });
  }
}

import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { StaffActor } from '../../../../kernel/actor.js';
import { NotFound } from '../../../../kernel/errors.js';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';
import { TooManySavedViews } from '../../domain/inbox/saved-view.errors.js';
import { type SavedFilter, SavedView, type SavedViewId } from '../../domain/inbox/saved-view.js';
import { ensureMayWork } from '../ticket-rights.js';

export type { SavedFilter } from '../../domain/inbox/saved-view.js';

export interface ShownView {
  readonly id: string;
  readonly name: string;
  readonly shared: boolean;
  /** Only its owner deletes it. */
  readonly mine: boolean;
  readonly filter: SavedFilter;
}

/** As many as one agent keeps, and as many of others as a list shows. */
const most = 50;

/** The views of the inbox that agents keep and share. */
@Injectable()
export class SavedViews {
  constructor(
    readonly em: EntityManager,
    private readonly database: ReadDatabase,
  ) {}

  /** The own ones and those that are shared, by name; twice fifty at most. */
  async of(actor: StaffActor): Promise<ShownView[]> {
    const { userId } = actor;
    return await this.database.many<ShownView>(sql`
      select * from (
        (select id, name, shared, true as mine, filter from support.saved_view where owner_id = ${userId}
          order by id limit ${most})
        union all
        (select id, name, shared, false, filter from support.saved_view where shared and owner_id <> ${userId}
          order by id limit ${most})) views
      order by lower(name), id`);
  }

  /** @throws TooManySavedViews */
  @Transactional()
  async keep(
    actor: StaffActor,
    words: { readonly name: string; readonly shared: boolean; readonly filter: SavedFilter },
  ): Promise<SavedView> {
    ensureMayWork(actor);
    // Two tabs of one agent wait for each other here, so that the limit holds.
    await this.em.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [`views ${actor.userId}`]);
    if ((await this.em.count(SavedView, { ownerId: actor.userId })) >= most)
      throw TooManySavedViews.over(most);
    const view = SavedView.of(actor.userId, words);
    this.em.persist(view);
    return view;
  }

  /** @throws NotFound when there is none, or it is somebody else's */
  @Transactional()
  async remove(actor: StaffActor, id: string): Promise<void> {
    const removed = await this.em.nativeDelete(SavedView, { id: id as SavedViewId, ownerId: actor.userId });
    if (removed === 0) throw NotFound.of('view');
  }
}

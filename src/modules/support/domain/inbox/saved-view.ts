import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { change } from '../../../../kernel/change.js';
import { type Id, newId, type UserId } from '../../../../kernel/ids.js';

export type SavedViewId = Id<'saved-view'>;

/** The parameters of an inbox address that narrow it. */
export type SavedFilter = Readonly<Record<string, string>>;

/** A view of the inbox under a name, for its owner or for all of the staff. */
@Entity({ schema: 'support', tableName: 'saved_view' })
export class SavedView {
  @PrimaryKey({ type: 'uuid' })
  readonly id!: SavedViewId;
  @Property({ type: 'uuid' })
  readonly ownerId!: UserId;
  @Property({ type: 'text' })
  readonly name!: string;
  @Property({ type: 'boolean' })
  readonly shared!: boolean;
  @Property({ type: 'json' })
  readonly filter!: SavedFilter;

  static of(
    ownerId: UserId,
    words: { readonly name: string; readonly shared: boolean; readonly filter: SavedFilter },
  ): SavedView {
    const view = new SavedView();
    change<SavedView>(view, { id: newId<SavedViewId>(), ownerId, ...words });
    return view;
  }
}

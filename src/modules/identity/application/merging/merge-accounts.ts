import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import type { UserId } from '../../../../kernel/ids.js';
import { Audit } from '../../../../platform/audit/audit.js';
import type { KeyHolder } from '../../domain/key-holder.js';
import { MergeRefused } from '../../domain/merge.errors.js';
import type { User } from '../../domain/user.js';
import { MergeRepository } from '../../persistence/merge.repository.js';
import { AccountAccess } from '../people/account-access.js';

/** Which account becomes part of which: the key holder's of the member's. */
interface Merging {
  readonly from: User;
  readonly into: User;
  readonly places: readonly KeyHolder[];
}

/** Makes one account of two, in the caller's transaction (row ID-9): the licenses move, the key holder's closes. */
@Injectable()
export class MergeAccounts {
  constructor(
    private readonly access: AccountAccess,
    private readonly merges: MergeRepository,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** Nothing happens. @throws MergeRefused with the reason, when they cannot become one */
  async ensurePossible(oneId: UserId, otherId: UserId): Promise<void> {
    await this.weigh(oneId, otherId);
  }

  /** @throws MergeRefused */
  async execute(oneId: UserId, otherId: UserId): Promise<void> {
    const { from, into, places } = await this.weigh(oneId, otherId);
    const now = this.clock.now();
    for (const place of places) place.moveTo(into.id);
    from.closeInto(into.id, now);
    await this.merges.moveTokens(from.id, into.id);
    await this.merges.forgetFactors(from.id);
    await this.access.end(from.id, now);
    const details = { fromUserId: from.id, intoUserId: into.id };
    for (const aboutUserId of [from.id, into.id])
      await this.audit.record({
        action: 'identity.accounts-merged',
        aboutUserId,
        objectId: from.id,
        details,
      });
  }

  private async weigh(oneId: UserId, otherId: UserId): Promise<Merging> {
    if (oneId === otherId) throw MergeRefused.because('same');
    // In one order everywhere, so that two merges never wait for each other.
    const ids = [oneId, otherId].sort();
    const users = [await this.access.ofUser(ids[0] ?? ''), await this.access.ofUser(ids[1] ?? '')];
    if (users.some((user) => user.staffRole !== null)) throw MergeRefused.because('staff');
    if (users.some((user) => user.disabledAt !== null)) throw MergeRefused.because('not-in-use');
    const known = await Promise.all(users.map((user) => this.placesOf(user)));
    const holder = known.find(({ places, memberOf }) => places.length > 0 && memberOf.size === 0);
    const member = known.find((account) => account !== holder);
    if (!holder || !member) throw MergeRefused.because('no-key-holder');
    const now = this.clock.now();
    if (holder.places.some((place) => place.isProvisional(now))) throw MergeRefused.because('provisional');
    if (!holder.places.every((place) => member.memberOf.has(place.organizationId)))
      throw MergeRefused.because('other-organization');
    return { from: holder.user, into: member.user, places: holder.places };
  }

  private async placesOf(user: User) {
    const places = await this.merges.placesOf(user.id);
    return { user, places, memberOf: await this.merges.organizationsOf(user.id) };
  }
}

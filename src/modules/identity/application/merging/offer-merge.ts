import { Injectable } from '@nestjs/common';
import { type Actor, type CustomerActor, personOf, type SignedIn } from '../../../../kernel/actor.js';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';
import { StepUp } from '../../../../platform/ports/step-up.js';
import { MergeRefused } from '../../domain/merge.errors.js';
import type { InvitationLink } from '../links/show-link.js';
import { ProofMethods } from '../step-up/proof-methods.js';

/** The account of a serial number that may become part of the one that an invitation leads to. */
export interface MergeOffer {
  /** What the account is called. */
  readonly name: string;
  /** How its person proves that it is theirs: it is proved, the password goes with the answer, or on a page of its own. */
  readonly proof: 'given' | 'password' | 'elsewhere';
}

/** Who asks to become part of another account. @throws MergeRefused for who is not signed in */
export function keyHolderIn(actor: Actor): SignedIn {
  const person = personOf(actor);
  if (!person) throw MergeRefused.because('no-key-holder');
  return person;
}

/** Whether a key holder who opens an invitation is asked to merge both accounts (row ID-9). */
@Injectable()
export class OfferMerge {
  constructor(
    private readonly database: ReadDatabase,
    private readonly methods: ProofMethods,
    private readonly stepUp: StepUp,
  ) {}

  /** Null for everybody else, and where the license belongs to an organization that the invited one is not in. */
  async execute(actor: Actor, link: InvitationLink): Promise<MergeOffer | null> {
    if (actor.kind !== 'customer' || actor.role !== 'key-holder' || actor.provisional) return null;
    if (actor.email !== null || (await this.holdsElsewhere(actor, link))) return null;
    const { name } = actor;
    if (await this.stepUp.isProved(actor, 'merge-accounts')) return { name, proof: 'given' };
    const byPassword = (await this.methods.of(actor)).includes('password');
    return { name, proof: byPassword ? 'password' : 'elsewhere' };
  }

  private async holdsElsewhere({ userId }: CustomerActor, link: InvitationLink): Promise<boolean> {
    const row = await this.database.one(sql`
      select 1 from identity.key_holder k
      where k.user_id = ${userId} and k.organization_id <> ${link.organizationId} and not exists (
        select 1 from identity.membership m where m.user_id = ${link.userId}
          and m.organization_id = k.organization_id and m.removed_at is null)
      limit 1`);
    return row !== null;
  }
}

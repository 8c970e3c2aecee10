import { Injectable } from '@nestjs/common';
import { anonymous, type SignedIn } from '../../../../kernel/actor.js';
import { Audit } from '../../../../platform/audit/audit.js';
import { isApiTokenText } from '../../domain/api-token-text.js';
import { FindActor, type TokenHolder } from '../sessions/find-actor.js';
import { NoteUse } from '../sessions/note-use.js';
import { isWithin } from './networks.js';

/** Whom an API token acts for: its person, with those of the token's scopes that the person holds now. */
@Injectable()
export class AuthenticateApiToken {
  constructor(
    private readonly actors: FindActor,
    private readonly uses: NoteUse,
    private readonly audit: Audit,
  ) {}

  /** Null when it is wrong, expired, revoked, its person is gone, or `network` is none of its own. */
  async execute(token: string, network: string): Promise<SignedIn | null> {
    return this.admit(isApiTokenText(token) ? await this.actors.byApiToken(token) : null, network);
  }

  /** The same for what the token made: it is good as long and as far as the token is. */
  async byId(id: string, network: string): Promise<SignedIn | null> {
    return this.admit(await this.actors.byApiTokenId(id), network);
  }

  private async admit(holder: TokenHolder | null, network: string): Promise<SignedIn | null> {
    if (!holder) return null;
    const { actor, networks, lastUsedAt } = holder;
    const id = actor.sessionId;
    if (isWithin(networks, network)) {
      this.uses.inPassing({ of: 'token', id, lastAt: lastUsedAt, network });
      return actor;
    }
    // The token is right and came from elsewhere: most likely it leaked.
    await this.audit.record({
      action: 'identity.api-token-refused',
      outcome: 'refused',
      actor: anonymous,
      aboutUserId: actor.userId,
      organizationId: actor.kind === 'customer' ? actor.organizationId : null,
      objectId: id,
      details: { reason: 'network' },
    });
    return null;
  }
}

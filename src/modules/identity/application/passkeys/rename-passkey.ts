import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { SignedIn } from '../../../../kernel/actor.js';
import { PasskeyRepository } from '../../persistence/passkey.repository.js';

/** Gives a passkey another name. */
@Injectable()
export class RenamePasskey {
  constructor(
    readonly em: EntityManager,
    private readonly passkeys: PasskeyRepository,
  ) {}

  /** @throws NotFound also when it is somebody else's */
  @Transactional()
  async execute(actor: SignedIn, command: { readonly id: string; readonly name: string }): Promise<void> {
    (await this.passkeys.own(command.id, actor.userId)).rename(command.name);
  }
}

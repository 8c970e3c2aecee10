import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { NotFound } from '../../../../kernel/errors.js';
import { UnsubscribeLinks } from './unsubscribe-links.js';

/** Ends the mails that somebody got a link with, signed in or not. Twice is fine. */
@Injectable()
export class EndSubscription {
  constructor(
    readonly em: EntityManager,
    private readonly links: UnsubscribeLinks,
  ) {}

  /** @throws NotFound for what is no token of ours */
  @Transactional()
  async execute(token: string): Promise<void> {
    const id = this.links.idIn(token);
    if (id === null) throw NotFound.of('subscription');
    await this.em.execute('delete from downloads.release_subscription where id = ?', [id]);
  }
}

import { EntityManager, LockMode } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { NotFound } from '../../../../kernel/errors.js';
import { Storage } from '../../../../platform/storage/storage.js';
import { InboundMailForgotten } from '../../domain/inbound/inbound.errors.js';
import { InboundMail } from '../../domain/inbound/inbound-mail.js';

/** Loads mails for commands, locked until the transaction ends, and reads what they were made of. */
@Injectable()
export class InboundMails {
  constructor(
    private readonly em: EntityManager,
    private readonly storage: Storage,
  ) {}

  async find(id: string): Promise<InboundMail | null> {
    return await this.em.findOne(
      InboundMail,
      { id: id as InboundMail['id'] },
      { lockMode: LockMode.PESSIMISTIC_WRITE },
    );
  }

  /** Null when somebody decided about it meanwhile. */
  async waiting(id: string): Promise<InboundMail | null> {
    const mail = await this.find(id);
    return mail?.status === 'received' ? mail : null;
  }

  /** As it stands, not locked; null when there is nothing to decide. */
  async look(id: string): Promise<InboundMail | null> {
    return await this.em.fork().findOne(InboundMail, { id: id as InboundMail['id'], status: 'received' });
  }

  /** @throws NotFound when there is none. @throws InboundMailSettled unless an agent may still decide about it */
  async open(id: string): Promise<InboundMail> {
    const mail = await this.find(id);
    if (!mail) throw NotFound.of('mail');
    mail.ensureOpen();
    return mail;
  }

  /** @throws InboundMailForgotten when it is no longer kept */
  async raw(storageKey: string | null): Promise<Buffer> {
    if (storageKey === null) throw InboundMailForgotten.now();
    const chunks: Buffer[] = [];
    for await (const chunk of await this.storage.read(storageKey)) chunks.push(chunk);
    return Buffer.concat(chunks);
  }
}

import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { SentMails } from '../../../platform/mail/sent-mails.js';
import { tellBells } from './unread-counts.js';

/** What an account was told and mailed is shown to the one that it became part of (row ID-9); what both were told, once. */
@Injectable()
export class FollowMergedAccount {
  constructor(
    readonly em: EntityManager,
    private readonly sentMails: SentMails,
  ) {}

  @Transactional()
  async execute(merged: { readonly fromUserId: string; readonly intoUserId: string }): Promise<void> {
    const { fromUserId, intoUserId } = merged;
    await this.em.execute(
      `delete from notifications.notification n where user_id = ? and exists (
        select 1 from notifications.notification o where o.user_id = ? and o.organization_id = n.organization_id
          and o.kind = n.kind and o.subject_id = n.subject_id)`,
      [fromUserId, intoUserId],
    );
    await this.em.execute(
      `with moved as (
        update notifications.notification set user_id = ? where user_id = ? returning user_id, organization_id)
      ${tellBells('moved')}`,
      [intoUserId, fromUserId],
    );
    await this.sentMails.follow(fromUserId, intoUserId);
  }
}

import { Injectable } from '@nestjs/common';
import type { OrganizationId, UserId } from '../../../../kernel/ids.js';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';
import { I18n } from '../../../../platform/i18n/i18n.js';
import { UrgentRequests } from '../../../../platform/ports/urgent-requests.js';

interface Place {
  readonly name: string;
  readonly locale: string;
  readonly organizationId: OrganizationId;
  readonly byKeyHolder: boolean;
}

/** Opens an urgent request about an account that somebody else was in. Colleagues have no organization, so none. */
@Injectable()
export class AskSupportAboutIntrusion {
  constructor(
    private readonly database: ReadDatabase,
    private readonly requests: UrgentRequests,
    private readonly i18n: I18n,
  ) {}

  /** @param command.reportId the same one opens one request */
  async execute(command: { readonly userId: UserId; readonly reportId: string }): Promise<void> {
    const { userId, reportId } = command;
    const place = await this.placeOf(userId);
    if (!place) return;
    const { name, organizationId, byKeyHolder } = place;
    const t = this.i18n.translator(this.i18n.supported(place.locale));
    await this.requests.open({
      organizationId,
      requesterId: userId,
      byKeyHolder,
      subject: t('security.request.subject'),
      body: t('security.request.body', { name }),
      submissionId: reportId,
    });
  }

  private placeOf(userId: UserId): Promise<Place | null> {
    return this.database.one<Place>(sql`
      select u.name, coalesce(u.locale, 'en') as locale, place.organization_id as "organizationId",
        place.by_key_holder as "byKeyHolder"
      from identity.user u, lateral (
        select organization_id, false as by_key_holder, joined_at as since from identity.membership
          where user_id = u.id and removed_at is null
        union all
        select organization_id, true, claimed_at from identity.key_holder where user_id = u.id
        order by by_key_holder, since limit 1) place
      where u.id = ${userId}`);
  }
}

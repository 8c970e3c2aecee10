import { Injectable } from '@nestjs/common';
import { type CustomerActor, may } from '../../../../kernel/actor.js';
import { Downloads, type FixedIn } from '../../../downloads/index.js';
import { type ArticleHit, Knowledge } from '../../../knowledge/index.js';
import { Licensing } from '../../../licensing/index.js';
import { TicketTopics } from '../categories/ticket-topics.js';

export interface AskedAnswers {
  readonly subject: string;
  /** The license that the request will be about; null: any of the actor's. */
  readonly licenseId: string | null;
  /** BCP 47, for the articles. */
  readonly locale: string;
}

export interface SuggestedAnswers {
  readonly articles: readonly ArticleHit[];
  readonly releases: readonly FixedIn[];
}

const most = 3;

/** What may answer a request before it is sent: articles, and releases newer than what the customer runs (row SU-10). */
@Injectable()
export class SuggestAnswers {
  constructor(
    private readonly knowledge: Knowledge,
    private readonly downloads: Downloads,
    private readonly licensing: Licensing,
    private readonly topics: TicketTopics,
  ) {}

  async execute(
    actor: CustomerActor,
    { subject, licenseId, locale }: AskedAnswers,
  ): Promise<SuggestedAnswers> {
    const text = subject.trim();
    if (text.length < 3) return { articles: [], releases: [] };
    const [articles, releases] = await Promise.all([
      this.knowledge.suggest(text, locale, most),
      this.releases(actor, text, licenseId),
    ]);
    return { articles, releases };
  }

  private async releases(actor: CustomerActor, text: string, wanted: string | null): Promise<FixedIn[]> {
    if (!may(actor, 'downloads.read')) return [];
    const licenseId = wanted ?? actor.limitedTo?.licenseId ?? null;
    const { organizationId } = actor;
    // A foreign license names no product, and so none of its versions.
    const [license] = licenseId ? await this.licensing.entitlementsOf({ organizationId, licenseId }) : [];
    const newerThan = license ? await this.topics.newestVersion(actor, license.licenseId) : null;
    const productId = license?.productId ?? null;
    return await this.downloads.fixedIn(actor, { text, productId, newerThan, limit: most });
  }
}

import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CustomerActor } from '../../../../kernel/actor.js';
import { InvalidInput } from '../../../../kernel/errors.js';
import { Licensing } from '../../../licensing/index.js';
import { answersTo } from '../../domain/categories/answers.js';
import { Category, type CategoryId } from '../../domain/categories/category.js';
import type { Topic } from '../../domain/categories/ticket-topic.js';
import type { TicketKind } from '../../events/ticket-words.js';

export interface AskedTopic {
  readonly licenseId: string | null;
  readonly kind: TicketKind;
  readonly categoryId?: string | null;
  /** By the keys of the category's fields. */
  readonly fields?: Readonly<Record<string, string>>;
  /** As a diagnostic bundle has it; null or left out: nobody knows yet. */
  readonly appVersion?: string | null;
}

/** What a new request is about, proved to be the customer's. */
export interface FoundTopic {
  readonly licenseId: string | null;
  readonly productId: string | null;
  /** The category's, where one is chosen. */
  readonly kind: TicketKind;
  readonly topic: Topic;
}

/** Finds the license, the product with its version, and the category of a new request. */
@Injectable()
export class TicketTopics {
  constructor(
    private readonly em: EntityManager,
    private readonly licensing: Licensing,
  ) {}

  /** @throws InvalidInput for a license or category that is not there, and for answers that do not fit */
  async find(actor: CustomerActor, asked: AskedTopic): Promise<FoundTopic> {
    const category = await this.categoryOf(asked.categoryId ?? null);
    const license = await this.licenseOf(actor, asked.licenseId);
    const answers = answersTo(category?.fields ?? [], asked.fields ?? {});
    const version = category?.fields.find(({ type }) => type === 'version');
    const told = answers.find(({ key }) => key === version?.key)?.value;
    const appVersion = told ?? asked.appVersion ?? (await this.newestVersion(actor, license.licenseId));
    const topic = { categoryId: category?.id ?? null, appVersion, answers };
    return { ...license, kind: category?.kind ?? asked.kind, topic };
  }

  /** The version of the license's installation that was seen last; null when there is none, or it never told. */
  async newestVersion({ organizationId }: CustomerActor, licenseId: string | null): Promise<string | null> {
    if (licenseId === null) return null;
    const [copy] = await this.licensing.installedCopies({ organizationId, licenseId });
    return copy && copy.version !== '-' ? copy.version.slice(0, 60) : null;
  }

  private async categoryOf(id: string | null): Promise<Category | null> {
    if (id === null) return null;
    const category = await this.em.findOne(Category, { id: id as CategoryId, archived: false });
    if (!category) throw InvalidInput.field('categoryId', 'Choose one of the categories.');
    return category;
  }

  private async licenseOf(actor: CustomerActor, wanted: string | null) {
    const licenseId = wanted ?? actor.limitedTo?.licenseId ?? null;
    if (licenseId === null) return { licenseId: null, productId: null };
    const { organizationId, limitedTo } = actor;
    const foreign = limitedTo !== null && limitedTo.licenseId !== licenseId;
    const [found] = foreign ? [] : await this.licensing.entitlementsOf({ organizationId, licenseId });
    if (!found) throw InvalidInput.field('licenseId', 'Choose one of your licenses, or none.');
    return { licenseId, productId: found.productId };
  }
}

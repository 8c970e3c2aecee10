import { Injectable } from '@nestjs/common';
import { Config } from '../../../../platform/config/config.js';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';
import { markdownToHtml } from '../../../../platform/views/markdown.js';
import type { FeedAccess } from '../../../licensing/index.js';
import { affection } from '../../domain/affected-versions.js';
import type { Reader } from '../explanation.js';
import { element, escaped } from '../feeds/dialects/xml.js';
import { type AdvisoryRow, advisoryColumns } from './advisory-columns.js';

type Published = AdvisoryRow & { readonly publishedAt: Date };

export interface WantedAdvisories {
  readonly access: FeedAccess;
  /** Of the update feed, for the feed's own address. */
  readonly token: string;
  /** Only what affects it, or might; null: all. */
  readonly version: string | null;
  readonly reader: Reader;
}

const mostEntries = 50;

/** The advisories of the product of an update feed, for feed readers and for the product itself. @see RFC 4287 */
@Injectable()
export class AdvisoryFeed {
  constructor(
    private readonly database: ReadDatabase,
    private readonly config: Config,
  ) {}

  async of({ access, token, version, reader }: WantedAdvisories): Promise<string> {
    const rows = await this.database.many<Published>(sql`
      select ${advisoryColumns} from downloads.advisory a
      where a.product_id = ${access.productId}::uuid and a.published_at is not null
      order by a.published_at desc, a.id desc limit ${mostEntries}`);
    const told = rows.filter(({ ranges }) => version === null || affection(version, ranges) !== 'safe');
    const { publicUrl } = this.config;
    const title = reader.t('advisories.feed', { product: access.productName });
    const own = `${publicUrl}/updates/${token}/advisories.atom`;
    return [
      '<?xml version="1.0" encoding="utf-8"?>',
      `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${escaped(reader.locale)}">`,
      element('id', `urn:uuid:${access.feedId}`),
      element('title', title),
      // A feed without entries has no change to date: that of the beginning stands for it.
      element('updated', new Date(Math.max(0, ...told.map((row) => Number(changedAt(row))))).toISOString()),
      `<author>${element('name', access.productName)}</author>`,
      `<link rel="self" type="application/atom+xml" href="${escaped(own)}"/>`,
      `<link rel="alternate" type="text/html" href="${escaped(publicUrl)}/downloads/advisories"/>`,
      ...told.map((row) => entry(row, publicUrl, reader)),
      '</feed>',
      '',
    ].join('\n');
  }
}

const changedAt = ({ publishedAt, withdrawnAt }: Published): Date => withdrawnAt ?? publishedAt;

function entry(row: Published, publicUrl: string, { t }: Reader): string {
  const { id, title, severity, cveId, publishedAt, withdrawReason, detailsMarkdown } = row;
  const address = `${publicUrl}/downloads/advisories/${id}`;
  const about =
    withdrawReason === null ? detailsMarkdown : t('advisories.withdrawn', { reason: withdrawReason });
  const marks = [t(`advisories.severity.${severity}`), ...(cveId ? [cveId] : [])];
  return [
    '<entry>',
    element('id', `urn:uuid:${id}`),
    element('title', withdrawReason === null ? title : `${t('advisories.status.withdrawn')}: ${title}`),
    element('published', publishedAt.toISOString()),
    element('updated', changedAt(row).toISOString()),
    `<link rel="alternate" type="text/html" href="${escaped(address)}"/>`,
    `<category term="${severity}" label="${escaped(marks.join(', '))}"/>`,
    `<content type="html">${escaped(markdownToHtml(about))}</content>`,
    '</entry>',
  ].join('\n');
}

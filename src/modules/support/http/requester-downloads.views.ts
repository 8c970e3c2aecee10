import { may, type StaffActor } from '../../../kernel/actor.js';
import type { Reader } from '../../../platform/http/readers.js';
import type { LoggedDownload } from '../../downloads/index.js';
import type { CustomerFacts } from '../application/customer-context.js';
import { timeOf } from './tickets.wording.js';

/** What the requester downloaded last, for the side panel. */
export function downloadsView({ downloads }: CustomerFacts, actor: StaffActor, reader: Reader) {
  const { t } = reader;
  return downloads.map((download) => ({
    release: nameOfRelease(download),
    href: hrefOf(download, actor),
    fileName: download.fileName,
    at: timeOf(download.endedAt, reader),
    withdrawn: download.yankedAt && { tone: 'warning', icon: 'ban', label: t('downloads.log.withdrawn') },
    handedOver: download.delivery === 'handed-over' ? t('downloads.log.delivery.handed-over') : null,
  }));
}

/** The warning above the request: what its author runs was probably withdrawn. */
export function withdrawnView({ withdrawn }: CustomerFacts, actor: StaffActor, { t }: Reader) {
  if (!withdrawn) return null;
  const release = nameOfRelease(withdrawn);
  const href = hrefOf(withdrawn, actor);
  return {
    title: t('support.context.withdrawn', { release }),
    text: t('support.context.withdrawnText'),
    href,
    action: t('support.context.showRelease'),
  };
}

const nameOfRelease = ({ productName, version }: LoggedDownload): string => `${productName} ${version}`;

const hrefOf = ({ releaseId }: LoggedDownload, actor: StaffActor): string | null =>
  may(actor, 'staff.releases') ? `/admin/releases/${releaseId}` : null;

import { Injectable } from '@nestjs/common';
import { staffOf } from '../../../../platform/http/actor.params.js';
import { type Page, page, type Refusal } from '../../../../platform/http/pages.js';
import { nextHref } from '../../../../platform/http/paging.js';
import { type Reader, Readers } from '../../../../platform/http/readers.js';
import type { Request } from '../../../../platform/http/request.js';
import { formatInstant, shownTime } from '../../../../platform/i18n/format.js';
import { ShowPerson } from '../../application/people/show-person.js';
import { type ShownRecovery, ShowRecovery } from '../../application/recoveries/show-recovery.js';
import type { RecoveryStatus } from '../../domain/recovery.js';
import { emptyForm, refusedForm } from '../form-view.js';

const looks: Readonly<Record<RecoveryStatus, { readonly tone: string; readonly icon: string }>> = {
  requested: { tone: 'warning', icon: 'circle-help' },
  approved: { tone: 'info', icon: 'clock' },
  completed: { tone: 'success', icon: 'circle-check' },
  stopped: { tone: 'error', icon: 'shield-x' },
  withdrawn: { tone: 'neutral', icon: 'ban' },
};

/** The console's pages of recoveries. */
@Injectable()
export class RecoveryDesk {
  constructor(
    private readonly recoveries: ShowRecovery,
    private readonly showPerson: ShowPerson,
    private readonly readers: Readers,
  ) {}

  async list(request: Request, cursor: string | undefined, refusal: Refusal | null = null): Promise<Page> {
    const actor = staffOf(request);
    const reader = this.readers.of(request);
    const { items, nextCursor } = await this.recoveries.list(actor, { limit: 25, cursor });
    return page('identity/recoveries', {
      recoveries: items.map((recovery) => recoveryView(recovery, reader, actor.userId)),
      nextHref: nextHref('/admin/recoveries', nextCursor),
      message: refusal?.message ?? null,
    });
  }

  /** @throws NotFound */
  async form(userId: string, request: Request, refusal: Refusal | null = null): Promise<Page> {
    const { person } = await this.showPerson.execute(staffOf(request), userId);
    const { t } = this.readers.of(request);
    const form = refusal ? refusedForm(refusal, t) : emptyForm({ sendTo: person.email });
    return page('identity/recovery-start', { id: person.id, name: person.name, form });
  }
}

/** A recovery with what this agent may do about it. */
export function recoveryView(recovery: ShownRecovery, reader: Reader, agentId: string) {
  const { t, now, locale, timeZone } = reader;
  const { id, status, readyAt } = recovery;
  const when = readyAt && formatInstant(readyAt, locale, timeZone);
  const isOpen = status === 'requested' || status === 'approved';
  return {
    name: recovery.name,
    personHref: `/admin/people/${recovery.userId}`,
    status: { ...looks[status], label: t(`people.recovery.status.${status}`) },
    reason: recovery.reason,
    verifiedBy: recovery.verifiedBy,
    sendTo: recovery.sendTo,
    factors: recovery.removesFactors ? t('people.recovery.removes') : null,
    by: [recovery.requestedByName, recovery.approvedByName].filter((name) => name !== null).join(', '),
    requestedAt: shownTime(recovery.requestedAt, now, locale, timeZone),
    wait: status === 'approved' && when && readyAt > now ? t('people.recovery.waits', { when }) : null,
    approveHref:
      status === 'requested' && recovery.requestedById !== agentId ? `/admin/recoveries/${id}/approve` : null,
    needsOther: status === 'requested' && recovery.requestedById === agentId,
    withdrawHref: isOpen ? `/admin/recoveries/${id}/withdraw` : null,
  };
}

import { Injectable } from '@nestjs/common';
import { staffOf } from '../../../../platform/http/actor.params.js';
import { type Page, page, type Refusal } from '../../../../platform/http/pages.js';
import { type Reader, Readers } from '../../../../platform/http/readers.js';
import type { Request } from '../../../../platform/http/request.js';
import { shownTime } from '../../../../platform/i18n/format.js';
import { type Colleague, ListStaff } from '../../application/staff/list-staff.js';
import { permissionsOfStaff, rolesOfStaff } from '../../application/staff/staff-permissions.js';
import { refusedForm } from '../form-view.js';

const looks: Readonly<Record<Colleague['state'], { readonly tone: string; readonly icon: string }>> = {
  active: { tone: 'success', icon: 'circle-check' },
  invited: { tone: 'info', icon: 'mail' },
  'invitation-expired': { tone: 'warning', icon: 'clock' },
  disabled: { tone: 'neutral', icon: 'ban' },
  revoked: { tone: 'neutral', icon: 'ban' },
};

/** The console's pages of staff accounts. */
@Injectable()
export class StaffDesk {
  constructor(
    private readonly listStaff: ListStaff,
    private readonly readers: Readers,
  ) {}

  async list(request: Request): Promise<Page> {
    const reader = this.readers.of(request);
    const colleagues = await this.listStaff.execute();
    return page('identity/staff', {
      colleagues: colleagues.map((colleague) => rowOf(colleague, reader)),
      without: colleagues.filter(({ state, hasSecondFactor }) => state === 'active' && !hasSecondFactor)
        .length,
    });
  }

  refusedInvitation(refusal: Refusal, request: Request): Page {
    return page('identity/staff-invite', { form: refusedForm(refusal, this.readers.of(request).t) });
  }

  /** @throws NotFound */
  async one(id: string, request: Request, refusal: Refusal | null = null): Promise<Page> {
    const reader = this.readers.of(request);
    const { t } = reader;
    const colleague = await this.listStaff.one(id);
    return page('identity/staff-member', {
      ...rowOf(colleague, reader),
      id,
      isOwn: id === staffOf(request).userId,
      isInvited: colleague.state === 'invited' || colleague.state === 'invitation-expired',
      message: refusal?.message ?? refusal?.summary[0]?.message ?? null,
      roles: rolesOfStaff.map((value) => ({
        value,
        label: t(`people.role.${value}`),
        selected: value === colleague.role,
      })),
      permissions: [...permissionsOfStaff].map(([permission, roles]) => ({
        permission,
        label: t(`people.permission.${permission.slice('staff.'.length)}`),
        withheld: colleague.withheld.includes(permission),
        roles: roles.map((role) => t(`people.role.${role}`)).join(', '),
      })),
    });
  }
}

function rowOf(colleague: Colleague, { t, now, locale, timeZone }: Reader) {
  const { withheld } = colleague;
  return {
    href: `/admin/staff/${colleague.id}`,
    personHref: `/admin/people/${colleague.id}`,
    name: colleague.name,
    email: colleague.email,
    role: t(`people.role.${colleague.role}`),
    restricted: withheld.length > 0 ? t('people.restricted') : null,
    state: { ...looks[colleague.state], label: t(`people.colleague.${colleague.state}`) },
    factor: colleague.hasSecondFactor
      ? { tone: 'success', icon: 'shield-check', label: t('people.hasFactor') }
      : { tone: 'warning', icon: 'shield-alert', label: t('people.lacksFactor') },
    lastSeenAt: colleague.lastSeenAt && shownTime(colleague.lastSeenAt, now, locale, timeZone),
  };
}

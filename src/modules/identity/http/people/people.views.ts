import type { Reader } from '../../../../platform/http/readers.js';
import { shownTime } from '../../../../platform/i18n/format.js';
import type { ListedPerson, PersonState } from '../../application/people/find-people.js';

const looks: Readonly<Record<PersonState, { readonly tone: string; readonly icon: string }>> = {
  active: { tone: 'success', icon: 'circle-check' },
  provisional: { tone: 'warning', icon: 'circle-help' },
  disabled: { tone: 'neutral', icon: 'ban' },
  closed: { tone: 'neutral', icon: 'merge' },
};

export const stateBadge = (state: PersonState, t: Reader['t']) => ({
  ...looks[state],
  label: t(`people.state.${state}`),
});

export function personRow(person: ListedPerson, { t, now, locale, timeZone }: Reader) {
  return {
    href: `/admin/people/${person.id}`,
    name: person.name,
    login: person.email ?? person.username,
    places: person.kind === 'staff' ? t('people.staff') : person.organizations.join(', '),
    state: stateBadge(person.state, t),
    lastSeenAt: person.lastSeenAt && shownTime(person.lastSeenAt, now, locale, timeZone),
  };
}

import type { z } from 'zod';
import type { Translate } from '../../../../platform/i18n/i18n.js';
import type { ListedPerson } from '../../application/people/find-people.js';
import type { ShownPerson } from '../../application/people/show-person.js';
import { knownEventWords } from '../security/security.views.js';
import type { listedPerson, shownPerson } from './people.schemas.js';

const iso = (instant: Date | null): string | null => instant?.toISOString() ?? null;

export function listedPersonAnswer(person: ListedPerson): z.output<typeof listedPerson> {
  const { id, name, email, username, kind, state, organizations, lastSeenAt, createdAt } = person;
  return {
    id,
    name,
    email,
    username,
    kind,
    state,
    organizations: [...organizations],
    lastSeenAt: iso(lastSeenAt),
    createdAt: createdAt.toISOString(),
  };
}

export function shownPersonAnswer(shown: ShownPerson, t: Translate): z.output<typeof shownPerson> {
  const { person } = shown;
  return {
    ...person,
    withheld: [...person.withheld],
    emailVerifiedAt: iso(person.emailVerifiedAt),
    passwordChangedAt: iso(person.passwordChangedAt),
    totpSince: iso(person.totpSince),
    createdAt: person.createdAt.toISOString(),
    disabledAt: iso(person.disabledAt),
    recentRefusals: shown.recentRefusals,
    places: shown.places.map((place) => ({ ...place, since: place.since.toISOString() })),
    sessions: shown.sessions.map((session) => ({
      ...session,
      createdAt: session.createdAt.toISOString(),
      lastSeenAt: session.lastSeenAt.toISOString(),
    })),
    invitations: shown.invitations.map((invitation) => ({
      ...invitation,
      createdAt: invitation.createdAt.toISOString(),
    })),
    events: shown.events.map((event) => ({
      ...event,
      at: event.at.toISOString(),
      description: knownEventWords(event.action, t) ?? event.action,
    })),
  };
}

import { Injectable } from '@nestjs/common';
import { v5 } from 'uuid';
import type { CustomerActor } from '../../../../kernel/actor.js';
import { isId, type OrganizationId, type UserId } from '../../../../kernel/ids.js';
import { Audience } from '../../../../platform/ports/audience.js';
import { Correspondents } from '../../../../platform/ports/correspondents.js';
import { People } from '../../../../platform/ports/people.js';
import type { ImportedEntry, ImportedPerson, ImportedRequest, ImportProblem } from './imported-request.js';

/** Who somebody of the other system is here. */
export interface MatchedPerson {
  readonly id: UserId;
  /** Nobody here: an id that no account has and none ever gets, so that it opens nothing to anybody. */
  readonly isStranger: boolean;
}

export interface MatchedRequest {
  readonly request: ImportedRequest;
  readonly organizationId: OrganizationId;
  /** What it was found by. */
  readonly foundBy: 'name' | 'requester' | 'domain';
  readonly requester: MatchedPerson;
  readonly byKeyHolder: boolean;
  readonly assigneeId: UserId | null;
  readonly authorOf: (entry: ImportedEntry) => MatchedPerson;
}

type Matched = { readonly matched: MatchedRequest } | { readonly problem: ImportProblem };

const strangers = '7b0d5a52-2c46-4a6e-9a35-0f1f4d3f6c11';

/** Finds the organization and the people of imported requests: by id or name, and by proved address. */
@Injectable()
export class MatchImported {
  constructor(
    private readonly people: People,
    private readonly correspondents: Correspondents,
    private readonly audience: Audience,
  ) {}

  async execute(requests: readonly ImportedRequest[]): Promise<Matched[]> {
    const [called, customers, staff, owners] = await Promise.all([
      this.organizationsOf(requests),
      this.customersOf(requests),
      this.staff(),
      this.people.organizationsWithDomains(requests.flatMap(({ requester }) => domainOf(requester))),
    ]);
    return requests.map((request): Matched => {
      const { where, requester, organization } = request;
      const places = customers.get(keyOf(requester)) ?? [];
      const owner = domainOf(requester).flatMap((domain) => owners.get(domain) ?? []);
      const { found, foundBy } = organization
        ? { found: called.get(organization.trim().toLowerCase()) ?? [], foundBy: 'name' as const }
        : placeOf([...new Set(places.map((place) => place.organizationId))], owner);
      const [organizationId, another] = found;
      if (!organizationId || another)
        return {
          problem: {
            where,
            field: organization ? 'organization' : 'requester_email',
            message: remedyOf(organization, found),
          },
        };
      const actorOf = (person: ImportedPerson): CustomerActor | undefined =>
        customers.get(keyOf(person))?.find((place) => place.organizationId === organizationId);
      const one = (person: ImportedPerson, known: UserId | undefined): MatchedPerson =>
        known
          ? { id: known, isStranger: false }
          : { id: strangerOf(person, organizationId), isStranger: true };
      const actor = actorOf(requester);
      return {
        matched: {
          request,
          organizationId,
          foundBy,
          requester: one(requester, actor?.userId),
          byKeyHolder: actor ? actor.limitedTo !== null : false,
          assigneeId: staff.get(request.assigneeEmail.trim().toLowerCase()) ?? null,
          authorOf: ({ from, author }) =>
            one(author, from === 'staff' ? staff.get(keyOf(author)) : actorOf(author)?.userId),
        },
      };
    });
  }

  private async organizationsOf(
    requests: readonly ImportedRequest[],
  ): Promise<Map<string, readonly OrganizationId[]>> {
    const names = [...new Set(requests.map(({ organization }) => organization.trim().toLowerCase()))].filter(
      Boolean,
    );
    const ids = names.filter(isId) as OrganizationId[];
    const [byName, byId] = await Promise.all([
      this.people.organizationsCalled(names),
      this.people.organizations(ids),
    ]);
    return new Map([...byName, ...[...byId.keys()].map((id) => [id, [id]] as const)]);
  }

  private async customersOf(
    requests: readonly ImportedRequest[],
  ): Promise<Map<string, readonly CustomerActor[]>> {
    const found = new Map<string, readonly CustomerActor[]>();
    for (const { requester, entries } of requests) {
      const customers = entries.filter(({ from }) => from === 'customer').map(({ author }) => author);
      for (const address of [requester, ...customers].map(keyOf))
        if (address !== '' && !found.has(address))
          found.set(address, await this.correspondents.withAddress(address));
    }
    return found;
  }

  private async staff(): Promise<Map<string, UserId>> {
    const colleagues = await this.audience.staff('staff.tickets');
    return new Map(
      colleagues.flatMap(({ email, userId }) => (userId ? [[email.toLowerCase(), userId]] : [])),
    );
  }
}

const keyOf = ({ email }: ImportedPerson): string => email.trim().toLowerCase();

/** Empty for what is no address. */
const domainOf = (person: ImportedPerson): string[] => keyOf(person).split('@').slice(1, 2).filter(Boolean);

/** Of the organizations that the requester belongs to; the one that proved the domain of the address decides. */
function placeOf(
  own: readonly OrganizationId[],
  owner: readonly OrganizationId[],
): { readonly found: readonly OrganizationId[]; readonly foundBy: 'requester' | 'domain' } {
  if (own.length === 1) return { found: own, foundBy: 'requester' };
  const isMeant = own.length === 0 || owner.some((id) => own.includes(id));
  return { found: owner.length > 0 && isMeant ? owner : own, foundBy: 'domain' };
}

/** The same person of the same organization is always the same stranger. */
const strangerOf = ({ email, name }: ImportedPerson, organizationId: string): UserId =>
  v5(`${organizationId} ${(email || name).trim().toLowerCase()}`, strangers) as UserId;

function remedyOf(organization: string, found: readonly unknown[]): string {
  if (!organization)
    return found.length > 0
      ? 'The requester belongs to several organizations here. Name the one that is meant.'
      : 'Nobody has this address here, and no organization proved its domain. Name the organization.';
  return found.length > 0
    ? 'Several organizations are called so. Give the id of the one that is meant.'
    : 'There is no organization of this name. Correct it, or add the organization first.';
}

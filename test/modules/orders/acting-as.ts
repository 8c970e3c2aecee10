import type {
  CustomerActor,
  CustomerPermission,
  StaffActor,
  StaffPermission,
} from '../../../src/kernel/actor.js';
import { newId, type OrganizationId } from '../../../src/kernel/ids.js';
import { Authenticator } from '../../../src/platform/ports/authenticator.js';
import type { ApiClient, PageClient } from '../../harness/clients.js';
import type { Portal } from '../../harness/portal.js';

/** A signed-in person's two ways in. */
export interface Acting {
  readonly api: ApiClient;
  readonly pages: PageClient;
}

/** Signs in actors of any kind without identity, which has tests of its own. */
export class ActingAs {
  private readonly actors = new Map<string, CustomerActor | StaffActor>();

  constructor(private readonly portal: Portal) {
    const authenticator = portal.get(Authenticator);
    const { actors } = this;
    const byBearer = authenticator.byBearer.bind(authenticator);
    const bySession = authenticator.bySession.bind(authenticator);
    authenticator.byBearer = async (request) =>
      actors.get((request.headers.authorization ?? '').slice('Bearer '.length)) ?? byBearer(request);
    authenticator.bySession = async (token) => actors.get(token) ?? bySession(token);
  }

  customer(
    organizationId: string,
    permissions: readonly CustomerPermission[] = ['orders.read', 'licenses.read'],
    limitedTo: CustomerActor['limitedTo'] = null,
  ): Acting {
    return this.as({
      ...person('Ada Lovelace'),
      kind: 'customer',
      organizationId: organizationId as OrganizationId,
      organizationName: 'Engines Ltd',
      role: 'owner',
      permissions: new Set(permissions),
      provisional: false,
      limitedTo,
    });
  }

  staff(permissions: readonly StaffPermission[] = ['staff.orders', 'staff.licenses']): Acting {
    return this.as({
      ...person('Grace Hopper'),
      kind: 'staff',
      role: 'agent',
      permissions: new Set(permissions),
    });
  }

  private as(actor: CustomerActor | StaffActor): Acting {
    const token = newId();
    this.actors.set(token, actor);
    const pages = this.portal.visitor();
    pages.cookies.set('latchkey-session', token);
    return { api: this.portal.api(token), pages };
  }
}

const person = (name: string) => ({
  userId: newId() as StaffActor['userId'],
  sessionId: newId() as string,
  name,
  email: null,
  locale: null,
  timeZone: 'UTC',
  credential: 'session' as const,
  secondFactorDue: false,
});

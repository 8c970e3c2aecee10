import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { newId, type OrganizationId } from '../../../../kernel/ids.js';
import { Organization, type OrganizationKind } from '../../domain/organization.js';
import { OrganizationRepository } from '../../persistence/organization.repository.js';
import { UserRepository } from '../../persistence/user.repository.js';

/** Makes an organization; one that exists under the given id stays as it is. */
@Injectable()
export class RegisterOrganization {
  constructor(
    private readonly em: EntityManager,
    private readonly organizations: OrganizationRepository,
    private readonly users: UserRepository,
    private readonly clock: Clock,
  ) {}

  @Transactional()
  async execute(command: {
    readonly id?: OrganizationId;
    readonly name: string;
    readonly kind?: OrganizationKind;
  }): Promise<OrganizationId> {
    const id = command.id ?? newId<OrganizationId>();
    await this.users.hold(`organization:${id}`);
    if (await this.organizations.find(id)) return id;
    const { name, kind = 'company' } = command;
    this.em.persist(Organization.register({ id, name: name.slice(0, 200), kind, now: this.clock.now() }));
    return id;
  }
}

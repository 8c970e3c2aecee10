import { expect } from '@jest/globals';
import { newId } from '../../../src/kernel/ids.js';
import { IssueLicense } from '../../../src/modules/licensing/application/issue-license.js';
import { type ChainedFact, firstBreak } from '../../../src/modules/licensing/domain/license-history.js';
import type { PolicyRules } from '../../../src/modules/licensing/domain/policy.js';
import {
  freshProof,
  type SignedInMember,
  type SignedInPerson,
  signedInMember,
  signedInStaff,
} from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { defineLumen } from '../orders/lumen.js';

interface Machine {
  readonly id: string;
  readonly uid: string;
}

/** A portal with a license, whoever may or may not hand its places over, and what they ask for. */
class HandOverDesk {
  declare portal: Portal;
  declare owner: SignedInMember;
  declare reader: SignedInMember;
  declare stranger: SignedInMember;
  declare agent: SignedInPerson;
  /** The last one that was issued. */
  declare license: { readonly licenseId: string; readonly serialNumber: string };

  async open(): Promise<void> {
    const portal = await startPortal();
    this.portal = portal;
    this.owner = await signedInMember(portal);
    const { organizationId } = this.owner;
    this.reader = await signedInMember(portal, { organizationId, role: 'reader', name: 'Rolf Reader' });
    this.stranger = await signedInMember(portal, { organizationName: 'Kranich Werke' });
    this.agent = await signedInStaff(portal);
    for (const { userId } of [this.owner, this.stranger])
      await freshProof(portal, userId, 'release-installation');
  }

  async close(): Promise<void> {
    await this.portal?.close();
  }

  readonly issue = async (rules: Partial<PolicyRules> = {}): Promise<void> => {
    const productId = await defineLumen(this.portal, rules);
    const { organizationId } = this.owner;
    this.license = await this.portal.get(IssueLicense).execute({ organizationId, productId });
  };

  readonly activate = async (name: string): Promise<Machine> => {
    const machine = { fingerprint: newId() as string, name, platform: 'linux-x64', version: '4.2.0' };
    const { serialNumber } = this.license;
    const about = { serialNumber, ...machine };
    const { body } = await this.portal.api().post('/api/v1/product/activations', about);
    return { id: body.activationId, uid: body.uid };
  };

  readonly fingerprintOf = async ({ id }: Pick<Machine, 'id'>): Promise<string | undefined> => {
    const sql = 'select fingerprint from licensing.installation where id = $1';
    const [row] = await this.portal.sql<{ fingerprint: string }>(sql, [id]);
    return row?.fingerprint;
  };

  /** The product on the machine gives its place back. */
  readonly deactivate = async (machine: Machine) => {
    const { serialNumber } = this.license;
    const about = { serialNumber, fingerprint: await this.fingerprintOf(machine) };
    expect((await this.portal.api().post('/api/v1/product/deactivations', about)).body.released).toBe(true);
  };

  readonly at = (path: string): string => `/api/v1/licenses/${this.license.licenseId}/${path}`;

  readonly release = ({ id }: Machine, by: SignedInPerson = this.owner) =>
    by.api.post(this.at(`installations/${id}/release`), {});

  readonly ask = ({ id }: Machine, by: Pick<SignedInPerson, 'api'> = this.owner, reason = 'The disk died.') =>
    by.api.post(this.at('release-requests'), { installationId: id, reason });

  readonly takeBack = (id: string, by: Pick<SignedInPerson, 'api'> = this.owner) =>
    by.api.post(this.at(`release-requests/${id}/withdraw`), {});

  readonly decide = (id: string, verb: 'approve' | 'refuse', body: object = {}) =>
    this.agent.api.post(`/api/v1/staff/release-requests/${id}/${verb}`, body);

  readonly inUse = async (): Promise<number> =>
    (await this.owner.api.get(this.at('hand-over'))).body.installations.inUse;

  /** What the license's history tells, which is unbroken. */
  readonly kinds = async (): Promise<string[]> => {
    const facts = await this.portal.sql<ChainedFact & { kind: string }>(
      'select place, kind, entry, hash from licensing.license_event where license_id = $1 order by place',
      [this.license.licenseId],
    );
    expect(firstBreak(this.license.licenseId, facts)).toBeNull();
    return facts.map(({ kind }) => kind);
  };

  readonly audited = () =>
    this.portal.sql<{ action: string; actor: string }>(
      `select action, actor_id as actor from platform.audit_entry where object_id = $1 and action like '%release%'
       order by at, id`,
      [this.license.licenseId],
    );

  readonly mailsTo = async (email: string, about: string) => {
    await this.portal.settle();
    return this.portal.mails().filter((mail) => mail.to.includes(email) && mail.subject.includes(about));
  };
}

export const desk = new HandOverDesk();

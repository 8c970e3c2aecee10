import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { newId } from '../../../../kernel/ids.js';
import type { Installation } from '../../domain/installation.js';
import type { License } from '../../domain/license.js';
import {
  OfflineMachineUnknown,
  OfflineNotOffered,
  OfflineReceiptOutdated,
} from '../../domain/offline.errors.js';
import type { Policy } from '../../domain/policy.js';
import { encryptFile } from '../files/encrypt-file.js';
import { WriteLicenseFile } from '../files/write-license-file.js';
import { LicenseHistory } from '../license-history.js';
import { type NewAnswer, OfflineRequests, type TakenRequest } from './offline-requests.js';
import { PlaceOffline } from './place-offline.js';
import type { OfflineRequest } from './read-request.js';

/** What a request got. `repeated` when the same one had come before. */
export type OfflineAnswer = Omit<TakenRequest, 'digest'> & { readonly repeated: boolean };

/** Answers a request that was found good, in the caller's command. */
@Injectable()
export class AnswerOffline {
  constructor(
    private readonly place: PlaceOffline,
    private readonly writeFile: WriteLicenseFile,
    private readonly requests: OfflineRequests,
    private readonly history: LicenseHistory,
    private readonly clock: Clock,
  ) {}

  /** Gives the machine a file, and a place when it has none. */
  async write(license: License, policy: Policy, request: OfflineRequest): Promise<OfflineAnswer> {
    if (policy.kind === 'floating') throw OfflineNotOffered.floating();
    const known = await this.place.find(license, request);
    if (!known && request.kind === 'refresh') throw OfflineMachineUnknown.here();
    // Making the first key writes, and nothing may be written before the history was.
    await this.writeFile.prepare();
    const installation = await this.place.take({ license, policy, known, request });
    const { file, text } = await this.writeFile.execute({
      license,
      policy,
      installation,
      claims: [],
      until: null,
    });
    installation.goOffline(license, file, this.clock.now());
    await this.history.record(license.id, license, installation);
    const answer = request.encryptTo ? await encryptFile(text, request.encryptTo) : text;
    const kept = { id: file.id, file: answer, fileEndsAt: new Date(file.expiresAt) };
    return this.keep({ license, request, installation }, kept, 'licensing.offline-license-issued');
  }

  /** Takes the receipt of a machine that deactivated itself: its place is free at once. */
  async release(license: License, request: OfflineRequest, userId: string): Promise<OfflineAnswer> {
    const installation = await this.place.find(license, request);
    const signer = installation?.launchKey ?? null;
    // Whoever copied the fingerprint of another machine does not hold its key.
    if (!installation || !signer || !request.publicKey?.equals(signer)) throw OfflineMachineUnknown.here();
    if (installation.latestFileId !== request.fileId) throw OfflineReceiptOutdated.refused();
    installation.release(license, { reason: 'product', userId }, this.clock.now());
    await this.history.record(license.id, installation);
    const kept = { id: newId<never>(), file: null, fileEndsAt: null };
    return this.keep({ license, request, installation }, kept, 'licensing.offline-receipt-taken');
  }

  private async keep(
    of: { readonly license: License; readonly request: OfflineRequest; readonly installation: Installation },
    kept: Pick<TakenRequest, 'id' | 'file' | 'fileEndsAt'>,
    action: NewAnswer['action'],
  ): Promise<OfflineAnswer> {
    const { license, request, installation } = of;
    const taken = { ...kept, installationId: installation.id, kind: request.kind };
    await this.requests.keep({ ...taken, license, request, action });
    return { ...taken, repeated: false };
  }
}

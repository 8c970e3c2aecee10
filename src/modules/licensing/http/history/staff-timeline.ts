import { Injectable } from '@nestjs/common';
import type { StaffActor } from '../../../../kernel/actor.js';
import type { OrganizationId } from '../../../../kernel/ids.js';
import type { Reader } from '../../../../platform/http/readers.js';
import { ListLicenseHistory } from '../../application/history/list-license-history.js';
import { NameOwners } from '../../application/name-owners.js';
import { foldedEntries, goesOnBefore, type TimelineLine } from './folded-entries.js';
import { movedBetween, staffTimelineView } from './history.views.js';

/** Which part of a timeline is shown: at most `lines` lines, out of at most `entries` entries before a place. */
interface Part {
  readonly before: number | null;
  readonly entries: number;
  readonly lines: number;
}

/** What happened to a license, as staff read it: with who did it and why. */
@Injectable()
export class StaffTimeline {
  constructor(
    private readonly listHistory: ListLicenseHistory,
    private readonly nameOwners: NameOwners,
  ) {}

  /** @throws NotFound */
  async of(actor: StaffActor, licenseId: string, part: Part, reader: Reader) {
    const { before, entries: limit } = part;
    const entries = await this.listHistory.newest(actor, licenseId, { before, limit });
    const lines = foldedEntries(entries, part.lines);
    const owners = await this.nameOwners.execute(lines.flatMap(ownersIn));
    return { items: staffTimelineView(lines, owners, reader), older: goesOnBefore(lines) };
  }
}

function ownersIn({ newest }: TimelineLine) {
  return newest.kind === 'license-transferred' ? movedBetween(newest).map(asOwner) : [];
}

const asOwner = (organizationId: string) => ({ organizationId: organizationId as OrganizationId });

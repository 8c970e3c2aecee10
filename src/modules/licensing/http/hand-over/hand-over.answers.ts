import type { z } from 'zod';
import type { DeskRequest, ListedReleaseRequest } from '../../application/hand-over/list-release-requests.js';
import type { Candidates } from '../../application/hand-over/show-hand-over.js';
import type { ReleaseBudget } from '../../domain/release-budget.js';
import type {
  budgetAnswer,
  handOverAnswer,
  releaseRequestList,
  staffReleaseRequestAnswer,
} from './hand-over.schemas.js';

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

export function budgetOf(budget: ReleaseBudget): z.output<typeof budgetAnswer> {
  return { ...budget, nextAt: iso(budget.nextAt) };
}

export function handOverOf(handOver: Candidates): z.output<typeof handOverAnswer> {
  const { licenseId, serialNumber, status, inUse, limit, budget, candidates, suggestedId } = handOver;
  return {
    ...{ licenseId, serialNumber, status, suggestedId },
    installations: { inUse, limit },
    budget: budgetOf(budget),
    candidates: candidates.map(
      ({ id, name, platform, version, lastSeenAt, offlineUntil, openRequestId }) => ({
        ...{ id, name, platform, version, openRequestId },
        lastSeenAt: lastSeenAt.toISOString(),
        offlineUntil: iso(offlineUntil),
      }),
    ),
  };
}

export function requestOf(
  request: ListedReleaseRequest,
): z.output<typeof releaseRequestList>['items'][number] {
  const { id, licenseId, installationId, machineName, status, reason, requestedAt, closedAt, answer } =
    request;
  return {
    ...{ id, licenseId, status, reason, answer },
    installation: { id: installationId, name: machineName },
    requestedAt: requestedAt.toISOString(),
    closedAt: iso(closedAt),
  };
}

export function staffRequestOf(request: DeskRequest): z.output<typeof staffReleaseRequestAnswer> {
  const { serialNumber, organizationId, organizationName, requestedBy, requestedByName } = request;
  const { byKeyHolder: holdsKey, lastSeenAt, releasesBefore } = request;
  return {
    ...requestOf(request),
    ...{ serialNumber, releasesBefore },
    organization: { id: organizationId, name: organizationName },
    requestedBy: { id: requestedBy, name: requestedByName, holdsKey },
    lastSeenAt: lastSeenAt.toISOString(),
  };
}

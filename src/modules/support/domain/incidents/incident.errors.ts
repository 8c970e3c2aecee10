import { DomainError } from '../../../../kernel/domain-error.js';

/** The incident is over. */
export class IncidentResolved extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'incident-resolved';

  static already(): IncidentResolved {
    return new IncidentResolved('This incident is resolved. Open another one.');
  }
}

/** It holds as many requests as one update can reach in good time. */
export class TooManyRequestsInIncident extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'too-many-requests-in-incident';

  static over(most: number): TooManyRequestsInIncident {
    return new TooManyRequestsInIncident(`An incident holds at most ${most} requests. Open another one.`);
  }
}

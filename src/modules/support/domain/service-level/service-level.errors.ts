import { DomainError } from '../../../../kernel/domain-error.js';

/** The one service level that fits every request must stay, and stay for all. */
export class DefaultServiceLevelStays extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'default-service-level-stays';

  static for(what: 'scope' | 'end'): DefaultServiceLevelStays {
    return new DefaultServiceLevelStays(
      what === 'end'
        ? 'The default service level cannot be deleted, because some requests have no other. Change its times instead.'
        : 'The default service level is for all requests. Add another one for this kind or product.',
    );
  }
}

/** Another service level is for the same requests. */
export class ServiceLevelScopeTaken extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'service-level-scope-taken';

  static by(id: string): ServiceLevelScopeTaken {
    return new ServiceLevelScopeTaken(
      'Another service level is for this kind and product. Change that one, or choose others.',
      { extra: { serviceLevelId: id } },
    );
  }
}

/** Service levels follow the calendar. */
export class CalendarInUse extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'calendar-in-use';

  static by(serviceLevelId: string): CalendarInUse {
    return new CalendarInUse('A service level follows this calendar. Give it another calendar first.', {
      extra: { serviceLevelId },
    });
  }
}

/** Somebody stored another version since the editor read it (security.md D3). */
export class ServiceRulesChangedMeanwhile extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'service-rules-changed-meanwhile';

  static to(version: number): ServiceRulesChangedMeanwhile {
    return new ServiceRulesChangedMeanwhile(
      'Somebody else changed this meanwhile. Open it again, and make your change to what is there now.',
      { extra: { version } },
    );
  }
}

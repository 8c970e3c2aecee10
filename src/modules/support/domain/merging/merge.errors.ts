import { DomainError } from '../../../../kernel/domain-error.js';

/** The request cannot go into the other one. */
export class TicketMergeRefused extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'ticket-merge-refused';

  static same(): TicketMergeRefused {
    return TicketMergeRefused.because('This is the request itself. Give the reference of another one.');
  }

  static requesters(): TicketMergeRefused {
    return TicketMergeRefused.because(
      'The requests are of different people. Merge requests of one requester only.',
    );
  }

  static sight(): TicketMergeRefused {
    return TicketMergeRefused.because(
      'One of the requests is confidential or unverified and the other is not. Make them alike first.',
    );
  }

  static licenses(): TicketMergeRefused {
    return TicketMergeRefused.because(
      'The other request is about another license. Merge that one into this one.',
    );
  }

  static followers(): TicketMergeRefused {
    return TicketMergeRefused.because(
      'Somebody who follows the other request may not see this one. Ask the requester to add them here first.',
    );
  }

  static closed(): TicketMergeRefused {
    return TicketMergeRefused.because(
      'The other request is closed and this one is not. Merge that one into this one.',
    );
  }

  private static because(message: string): TicketMergeRefused {
    return new TicketMergeRefused(message, { fields: [{ field: 'into', message }] });
  }
}

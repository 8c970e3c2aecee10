import { DomainError } from '../../../kernel/domain-error.js';

/** The address of a download does not fetch anything now; opening the release again may change that. */
export class DownloadTicketOver extends DomainError {
  readonly kind = 'gone';
  readonly code = 'download-ticket-over';

  static expired(ticket: { readonly id: string; readonly releaseId: string }): DownloadTicketOver {
    return new DownloadTicketOver('This download address has expired.', {
      remedy:
        'Open the page of the release again: then this very address works again, and the download goes on where it stopped.',
      extra: {
        page: `/downloads/${ticket.releaseId}`,
        renewal: `/api/v1/download-tickets/${ticket.id}/renewal`,
      },
    });
  }

  static withdrawn(): DownloadTicketOver {
    return new DownloadTicketOver('The account of this download address may not use it any more.', {
      remedy: 'Sign in, open the page of the release, and download the file again.',
    });
  }
}

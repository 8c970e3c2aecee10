import { Injectable } from '@nestjs/common';
import { ImapCollector } from '../../../platform/mail/inbound/imap-collector.js';
import { SmtpReceiver } from '../../../platform/mail/inbound/smtp-receiver.js';
import { WorkerRuntime } from '../../../platform/queue/worker-runtime.js';
import { FileOwners } from '../../../platform/storage/file-owners.js';

/** Lets the worker receive mails, and the storage know whose their files are. */
@Injectable()
export class InboundParts {
  constructor(runtime: WorkerRuntime, files: FileOwners, smtp: SmtpReceiver, imap: ImapCollector) {
    for (const part of [smtp, imap]) runtime.add(part);
    files.register({
      prefix: 'inbound/',
      keys: 'select distinct storage_key as key from support.inbound_mail where storage_key is not null',
      names: `select storage_key as key, 'mail ' || id as name, '/admin/inbound-mails/' || id as href
        from support.inbound_mail where storage_key is not null`,
    });
  }
}

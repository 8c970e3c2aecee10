import { ImapCollector } from '../../../../platform/mail/inbound/imap-collector.js';
import { SmtpReceiver } from '../../../../platform/mail/inbound/smtp-receiver.js';
import { MailIntake } from '../../../../platform/ports/mail-intake.js';
import { AssigneeMail } from '../assignee-mail.js';
import { AttachMail } from './attach-mail.js';
import { DiscardMail } from './discard-mail.js';
import { FileMail } from './file-mail.js';
import { FindAuthor } from './find-author.js';
import { FindConversation } from './find-conversation.js';
import { ForgetMails } from './forget-mails.js';
import { HandleMail } from './handle-mail.js';
import { InboundDesk } from './inbound-desk.js';
import { InboundJobs } from './inbound-jobs.js';
import { InboundMails } from './inbound-mails.js';
import { ListInboundMails } from './list-inbound-mails.js';
import { MailFiles } from './mail-files.js';
import { MailThreads } from './mail-threads.js';
import { OpenFromMail } from './open-from-mail.js';
import { PrepareLetter } from './prepare-letter.js';
import { ReadMail } from './read-mail.js';
import { ReceiveMail } from './receive-mail.js';
import { ReplyAddresses } from './reply-addresses.js';
import { SetMailAside } from './set-mail-aside.js';
import { SettleMail } from './settle-mail.js';
import { ShowInboundMail } from './show-inbound-mail.js';
import { UnderstandMail } from './understand-mail.js';
import { WeighSender } from './weigh-sender.js';

export const inboundProviders = [
  AssigneeMail,
  AttachMail,
  DiscardMail,
  FileMail,
  FindAuthor,
  FindConversation,
  ForgetMails,
  HandleMail,
  ImapCollector,
  InboundDesk,
  InboundJobs,
  InboundMails,
  ListInboundMails,
  MailFiles,
  MailThreads,
  OpenFromMail,
  PrepareLetter,
  ReadMail,
  ReplyAddresses,
  SetMailAside,
  SettleMail,
  ShowInboundMail,
  SmtpReceiver,
  UnderstandMail,
  WeighSender,
  { provide: MailIntake, useClass: ReceiveMail },
];

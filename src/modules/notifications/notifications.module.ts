import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { SeenNews } from '../../platform/ports/seen-news.js';
import { Licensing } from '../licensing/index.js';
import { Orders } from '../orders/index.js';
import { FollowMergedAccount } from './application/follow-merged-account.js';
import { ForgetNotifications } from './application/forget-notifications.js';
import { ListMails } from './application/list-mails.js';
import { ListNotifications } from './application/list-notifications.js';
import { MarkRead } from './application/mark-read.js';
import { NoticeSeen } from './application/notice-seen.js';
import { Notify } from './application/notify.js';
import { Subjects } from './application/subjects.js';
import { TellMembers } from './application/tell-members.js';
import { TellOfRelease } from './application/tell-of-release.js';
import { UnreadCounts } from './application/unread-counts.js';
import { CountUnread } from './http/count-unread.guard.js';
import { MailsApiController } from './http/mails.api.controller.js';
import { MailsPagesController } from './http/mails.pages.controller.js';
import { NotificationsApiController } from './http/notifications.api.controller.js';
import { NotificationsPagesController } from './http/notifications.pages.controller.js';
import { NotificationsJob } from './jobs/notifications.job.js';
import { FollowMergedAccountInNotifications } from './subscribers/follow-merged-account.js';
import { TellOfEndingLicense } from './subscribers/tell-of-ending-license.js';
import { TellOfInvoice } from './subscribers/tell-of-invoice.js';
import { TellOfPublishedRelease } from './subscribers/tell-of-release.js';
import { TellOfReply } from './subscribers/tell-of-reply.js';

// The doors of other modules hold no state, so this module has its own.
const doors = [Licensing, Orders];

/**
 * The notification centre of customers: what happened to their requests, licenses, downloads and orders; and the mails
 * that the portal sent to them. Global for its port.
 */
@Global()
@Module({
  controllers: [
    MailsApiController,
    MailsPagesController,
    NotificationsApiController,
    NotificationsPagesController,
  ],
  providers: [
    ...doors,
    ListMails,
    ListNotifications,
    MarkRead,
    Notify,
    Subjects,
    TellMembers,
    TellOfRelease,
    UnreadCounts,
    ForgetNotifications,
    FollowMergedAccount,
    NotificationsJob,
    FollowMergedAccountInNotifications,
    TellOfReply,
    TellOfEndingLicense,
    TellOfInvoice,
    TellOfPublishedRelease,
    { provide: SeenNews, useClass: NoticeSeen },
    { provide: APP_GUARD, useClass: CountUnread },
  ],
  exports: [SeenNews],
})
export class NotificationsModule {}

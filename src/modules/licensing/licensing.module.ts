import { Global, Module } from '@nestjs/common';
import { EmailCatalogue } from '../../platform/mail/email-catalogue.js';
import { ActivateInstallation } from './application/activate-installation.js';
import { bulkProviders } from './application/bulk/bulk.providers.js';
import { consoleProviders } from './application/console/console.providers.js';
import { DefineProduct } from './application/define-product.js';
import { filesProviders } from './application/files/files.providers.js';
import { handOverProviders } from './application/hand-over/hand-over.providers.js';
import { historyProviders } from './application/history/history.providers.js';
import { installationsProviders } from './application/installations/installations.providers.js';
import { IssueLicense } from './application/issue-license.js';
import { IssueLicensesForOrder } from './application/issue-licenses-for-order.js';
import { lapsesProviders } from './application/lapses/lapses.providers.js';
import { leasesProviders } from './application/leases/leases.providers.js';
import { LicenseHistory } from './application/license-history.js';
import { Licensing } from './application/licensing.js';
import { ListLicenses } from './application/list-licenses.js';
import { NameOwners } from './application/name-owners.js';
import { offlineProviders } from './application/offline/offline.providers.js';
import { Places } from './application/places.js';
import { productProviders } from './application/product/product.providers.js';
import { ReinstateLicense } from './application/reinstate-license.js';
import { ReleaseInstallation } from './application/release-installation.js';
import { remindersProviders } from './application/reminders/reminders.providers.js';
import { RenewLicense } from './application/renew-license.js';
import { renewalsProviders } from './application/renewals/renewals.providers.js';
import { RevokeLicense } from './application/revoke-license.js';
import { Seats } from './application/seats.js';
import { ShowLicense } from './application/show-license.js';
import { SuspendLicense } from './application/suspend-license.js';
import { TransferLicense } from './application/transfer-license.js';
import { UidVault } from './application/uid-vault.js';
import { updateFeedsProviders } from './application/update-feeds/update-feeds.providers.js';
import { usageProviders } from './application/usage/usage.providers.js';
import { Installation } from './domain/installation.js';
import { Lease } from './domain/lease.js';
import { License } from './domain/license.js';
import { LicenseBatch } from './domain/license-batch.js';
import { Policy } from './domain/policy.js';
import { Edition, Product } from './domain/product.js';
import { ReleaseRequest } from './domain/release-request.js';
import { SigningKey } from './domain/signing-key.js';
import { UpdateFeed } from './domain/update-feed.js';
import { ActivationsApiController } from './http/activations.api.controller.js';
import { bulkControllers } from './http/bulk/bulk.controllers.js';
import { consoleControllers, consolePages } from './http/console/console.controllers.js';
import { filesControllers } from './http/files/files.controllers.js';
import { handOverControllers } from './http/hand-over/hand-over.controllers.js';
import { historyControllers, historyPages } from './http/history/history.controllers.js';
import { installationsControllers } from './http/installations/installations.controllers.js';
import { licensePageControllers } from './http/license-page/license-page.controllers.js';
import { LicenseStatusPagesController } from './http/license-status.pages.controller.js';
import { LicensesApiController } from './http/licenses.api.controller.js';
import { LicensesPagesController } from './http/licenses.pages.controller.js';
import { LicensesStaffApiController } from './http/licenses.staff.api.controller.js';
import { LicensesStaffPagesController } from './http/licenses.staff.pages.controller.js';
import { offlineControllers } from './http/offline/offline.controllers.js';
import { policiesControllers, policiesPages } from './http/policies/policies.controllers.js';
import { productControllers, productHttpProviders } from './http/product/product.controllers.js';
import { renewalsControllers } from './http/renewals/renewals.controllers.js';
import { StaffLicensePage } from './http/staff-license-page.js';
import { updateFeedsControllers } from './http/update-feeds/update-feeds.controllers.js';
import { GivePlacesBackJob } from './jobs/give-places-back.job.js';
import { LicenseBatchesJob } from './jobs/license-batches.job.js';
import { RemindOfEndingsJob } from './jobs/remind-of-endings.job.js';
import { SurveyInstallationsJob } from './jobs/survey-installations.job.js';
import { declareEmails } from './licensing.emails.js';
import { LeaseRepository } from './persistence/lease.repository.js';
import { LicenseRepository } from './persistence/license.repository.js';
import { ProductRepository } from './persistence/product.repository.js';
import { IssueLicensesForPaidOrder } from './subscribers/issue-licenses-for-paid-order.js';
import { IssueStartedBatch } from './subscribers/issue-started-batch.js';

export const licensingEntities = [
  Product,
  Edition,
  Policy,
  License,
  LicenseBatch,
  Installation,
  Lease,
  SigningKey,
  ReleaseRequest,
  UpdateFeed,
];

@Global()
@Module({
  controllers: [
    ActivationsApiController,
    LicensesApiController,
    LicensesStaffApiController,
    LicensesPagesController,
    LicensesStaffPagesController,
    LicenseStatusPagesController,
    ...filesControllers,
    ...consoleControllers,
    ...bulkControllers,
    ...installationsControllers,
    ...offlineControllers,
    ...handOverControllers,
    ...policiesControllers,
    ...productControllers,
    ...licensePageControllers,
    ...historyControllers,
    ...renewalsControllers,
    ...updateFeedsControllers,
  ],
  providers: [
    LicenseRepository,
    LeaseRepository,
    ProductRepository,
    UidVault,
    DefineProduct,
    IssueLicense,
    IssueLicensesForOrder,
    ActivateInstallation,
    Seats,
    Places,
    LicenseHistory,
    RenewLicense,
    TransferLicense,
    ReleaseInstallation,
    SuspendLicense,
    ReinstateLicense,
    RevokeLicense,
    ListLicenses,
    ShowLicense,
    NameOwners,
    StaffLicensePage,
    ...historyPages,
    IssueLicensesForPaidOrder,
    Licensing,
    ...filesProviders,
    ...consoleProviders,
    ...bulkProviders,
    LicenseBatchesJob,
    IssueStartedBatch,
    ...consolePages,
    ...policiesPages,
    ...offlineProviders,
    ...handOverProviders,
    ...remindersProviders,
    RemindOfEndingsJob,
    ...productProviders,
    ...leasesProviders,
    ...usageProviders,
    ...lapsesProviders,
    GivePlacesBackJob,
    ...productHttpProviders,
    ...historyProviders,
    ...renewalsProviders,
    ...updateFeedsProviders,
    ...installationsProviders,
    SurveyInstallationsJob,
  ],
  exports: [Licensing],
})
export class LicensingModule {
  constructor(catalogue: EmailCatalogue) {
    declareEmails(catalogue);
  }
}

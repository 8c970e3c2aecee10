import { Global, Module } from '@nestjs/common';
import { EmailCatalogue } from '../../platform/mail/email-catalogue.js';
import { FileOwners } from '../../platform/storage/file-owners.js';
import { advisoriesProviders } from './application/advisories/advisories.providers.js';
import { AttachArtifact } from './application/attach-artifact.js';
import { bundlesProviders } from './application/bundles/bundles.providers.js';
import { checkingProviders } from './application/checking/checking.providers.js';
import { CommitPublication } from './application/commit-publication.js';
import { consoleProviders } from './application/console/console.providers.js';
import { Downloads } from './application/downloads.js';
import { DraftRelease } from './application/draft-release.js';
import { feedsProviders } from './application/feeds/feeds.providers.js';
import { FixedInReleases } from './application/fixed-in.js';
import { FollowMergedAccount } from './application/follow-merged-account.js';
import { ListReleases } from './application/list-releases.js';
import { logProviders } from './application/log/log.providers.js';
import { NewerReleases } from './application/newer-releases.js';
import { OpenArtifact } from './application/open-artifact.js';
import { planningProviders } from './application/planning/planning.providers.js';
import { PublishRelease } from './application/publish-release.js';
import { PublishedReleases } from './application/published-releases.js';
import { ReadRelease } from './application/read-release.js';
import { RecordArtifact } from './application/record-artifact.js';
import { RecordDownload } from './application/record-download.js';
import { ShowDownloads } from './application/show-downloads.js';
import { ShowRelease } from './application/show-release.js';
import { signingProviders } from './application/signing/signing.providers.js';
import { StaffReleases } from './application/staff-releases.js';
import { subscriptionsProviders } from './application/subscriptions/subscriptions.providers.js';
import { ticketProviders } from './application/tickets/tickets.providers.js';
import { UpdateRights } from './application/update-rights.js';
import { YankRelease } from './application/yank-release.js';
import { Advisory, AdvisoryNotice } from './domain/advisory.js';
import { Bundle } from './domain/bundle.js';
import { Download } from './domain/download.js';
import { Artifact, Release } from './domain/release.js';
import { ReleaseKey } from './domain/release-key.js';
import { declareEmails } from './downloads.emails.js';
import { downloadsFiles } from './downloads.files.js';
import { declareReleaseEmails } from './emails/releases.emails.js';
import { advisoriesControllers } from './http/advisories/advisories.controllers.js';
import { ArtifactSender } from './http/artifact-sender.js';
import { BundleDesk } from './http/bundles/bundle-desk.js';
import { BundleSender } from './http/bundles/bundle-sender.js';
import { bundlesControllers } from './http/bundles/bundles.controllers.js';
import { checkingControllers } from './http/checking/checking.controllers.js';
import { consoleControllers, consoleHttpProviders } from './http/console/console.controllers.js';
import { DownloadsPagesController } from './http/downloads.pages.controller.js';
import { feedsControllers, feedsHttpProviders } from './http/feeds/feeds.controllers.js';
import { Handover } from './http/handover.js';
import { logControllers } from './http/log/log.controllers.js';
import { planningControllers } from './http/planning/planning.controllers.js';
import { ReleaseKeysController } from './http/release-keys.controller.js';
import { ReleasePage } from './http/release-page.js';
import { ReleasesApiController } from './http/releases.api.controller.js';
import { subscriptionsControllers } from './http/subscriptions/subscriptions.controllers.js';
import { ticketControllers } from './http/tickets/tickets.controllers.js';
import { uploadsControllers, uploadsProviders } from './http/uploads/uploads.controllers.js';
import { AdvisoriesJob } from './jobs/advisories.job.js';
import { BundlesJob } from './jobs/bundles.job.js';
import { ForgetTicketsJob } from './jobs/forget-tickets.job.js';
import { ReleaseRepository } from './persistence/release.repository.js';
import { FollowMergedAccountInDownloads } from './subscribers/follow-merged-account.js';
import { PackRequestedBundle } from './subscribers/pack-requested-bundle.js';
import { TellOfPublishedAdvisory } from './subscribers/tell-of-published-advisory.js';

export const downloadsEntities = [Advisory, AdvisoryNotice, Bundle, Release, Artifact, Download, ReleaseKey];

/** Releases, who may have them, and their files. Global, because other modules ask its facade. */
@Global()
@Module({
  controllers: [
    ...planningControllers,
    ...advisoriesControllers,
    ...bundlesControllers,
    ReleasesApiController,
    DownloadsPagesController,
    ReleaseKeysController,
    ...checkingControllers,
    ...logControllers,
    ...ticketControllers,
    ...consoleControllers,
    ...feedsControllers,
    ...uploadsControllers,
    ...subscriptionsControllers,
  ],
  providers: [
    ArtifactSender,
    AttachArtifact,
    CommitPublication,
    Downloads,
    DraftRelease,
    FollowMergedAccount,
    FollowMergedAccountInDownloads,
    ForgetTicketsJob,
    Handover,
    ListReleases,
    OpenArtifact,
    PublishRelease,
    PublishedReleases,
    FixedInReleases,
    NewerReleases,
    ReadRelease,
    RecordArtifact,
    RecordDownload,
    ReleaseRepository,
    ShowDownloads,
    ShowRelease,
    StaffReleases,
    UpdateRights,
    YankRelease,
    ...planningProviders,
    ...advisoriesProviders,
    AdvisoriesJob,
    TellOfPublishedAdvisory,
    ...consoleProviders,
    ...consoleHttpProviders,
    ...uploadsProviders,
    ...subscriptionsProviders,
    ...bundlesProviders,
    BundleDesk,
    BundleSender,
    BundlesJob,
    PackRequestedBundle,
    ...signingProviders,
    ReleasePage,
    ...checkingProviders,
    ...logProviders,
    ...ticketProviders,
    ...feedsProviders,
    ...feedsHttpProviders,
  ],
  exports: [Downloads],
})
export class DownloadsModule {
  constructor(catalogue: EmailCatalogue, files: FileOwners) {
    for (const owner of downloadsFiles) files.register(owner);
    declareReleaseEmails(catalogue);
    declareEmails(catalogue);
  }
}

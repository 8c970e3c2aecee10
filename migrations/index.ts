import type { MigrationClass } from '../src/platform/database/orm-options.js';
import { Migration20261120000000_events } from './Migration20261120000000_events.js';
import { Migration20261120000100_mail } from './Migration20261120000100_mail.js';
import { Migration20261120000200_http } from './Migration20261120000200_http.js';
import { Migration20261120000300_identity } from './Migration20261120000300_identity.js';
import { Migration20261120000400_licensing } from './Migration20261120000400_licensing.js';
import { Migration20261120000500_orders } from './Migration20261120000500_orders.js';
import { Migration20261120000600_downloads } from './Migration20261120000600_downloads.js';
import { Migration20261120000700_support } from './Migration20261120000700_support.js';
import { Migration20261120000800_knowledge } from './Migration20261120000800_knowledge.js';
import { Migration20261124000000_audit } from './Migration20261124000000_audit.js';
import { Migration20261124000100_access } from './Migration20261124000100_access.js';
import { Migration20261126000100_factors } from './Migration20261126000100_factors.js';
import { Migration20261126000200_api_tokens } from './Migration20261126000200_api_tokens.js';
import { Migration20261126000210_session_origin } from './Migration20261126000210_session_origin.js';
import { Migration20261126000300_launch } from './Migration20261126000300_launch.js';
import { Migration20261126000310_claims } from './Migration20261126000310_claims.js';
import { Migration20261126000320_claim_reviews } from './Migration20261126000320_claim_reviews.js';
import { Migration20261126000400_organization } from './Migration20261126000400_organization.js';
import { Migration20261126000500_people } from './Migration20261126000500_people.js';
import { Migration20261126000510_recoveries } from './Migration20261126000510_recoveries.js';
import { Migration20261126000520_merging } from './Migration20261126000520_merging.js';
import { Migration20261126000600_identity_data_classes } from './Migration20261126000600_identity_data_classes.js';
import { Migration20261126000610_business_data_classes } from './Migration20261126000610_business_data_classes.js';
import { Migration20261126000620_platform_data_classes } from './Migration20261126000620_platform_data_classes.js';
import { Migration20261126000630_notices } from './Migration20261126000630_notices.js';
import { Migration20261126000640_my_data } from './Migration20261126000640_my_data.js';
import { Migration20261126000650_profile } from './Migration20261126000650_profile.js';
import { Migration20261126000660_audit_origins } from './Migration20261126000660_audit_origins.js';
import { Migration20261126000700_whose_data } from './Migration20261126000700_whose_data.js';
import { Migration20261126000720_remembered_device_origin } from './Migration20261126000720_remembered_device_origin.js';
import { Migration20261126000800_licensing_model } from './Migration20261126000800_licensing_model.js';
import { Migration20261126000810_product_api } from './Migration20261126000810_product_api.js';
import { Migration20261126000820_license_files } from './Migration20261126000820_license_files.js';
import { Migration20261126000840_license_search } from './Migration20261126000840_license_search.js';
import { Migration20261126000841_policy_changes } from './Migration20261126000841_policy_changes.js';
import { Migration20261126000850_leases_and_usage } from './Migration20261126000850_leases_and_usage.js';
import { Migration20261126000860_release_requests } from './Migration20261126000860_release_requests.js';
import { Migration20261126000861_reminders } from './Migration20261126000861_reminders.js';
import { Migration20261126000870_license_batches } from './Migration20261126000870_license_batches.js';
import { Migration20261126000880_license_lookups } from './Migration20261126000880_license_lookups.js';
import { Migration20261126000890_license_changes_by_file } from './Migration20261126000890_license_changes_by_file.js';
import { Migration20261126000910_release_model } from './Migration20261126000910_release_model.js';
import { Migration20261126000920_uploads } from './Migration20261126000920_uploads.js';
import { Migration20261126000921_release_subscriptions } from './Migration20261126000921_release_subscriptions.js';
import { Migration20261126000930_download_tickets } from './Migration20261126000930_download_tickets.js';
import { Migration20261126000931_received_bytes } from './Migration20261126000931_received_bytes.js';
import { Migration20261126000932_known_files } from './Migration20261126000932_known_files.js';
import { Migration20261126000940_update_feeds } from './Migration20261126000940_update_feeds.js';
import { Migration20261126000941_product_feeds } from './Migration20261126000941_product_feeds.js';
import { Migration20261126000950_bundles } from './Migration20261126000950_bundles.js';
import { Migration20261126000951_advisories } from './Migration20261126000951_advisories.js';
import { Migration20261126000960_handed_downloads } from './Migration20261126000960_handed_downloads.js';
import { Migration20261127000160_service_levels } from './Migration20261127000160_service_levels.js';
import { Migration20261127000200_installation_surveys } from './Migration20261127000200_installation_surveys.js';
import { Migration20261127000220_upload_quotas } from './Migration20261127000220_upload_quotas.js';
import { Migration20261127000221_release_key_purposes } from './Migration20261127000221_release_key_purposes.js';
import { Migration20261127000222_missing_files } from './Migration20261127000222_missing_files.js';
import { Migration20261127000240_request_visibility } from './Migration20261127000240_request_visibility.js';
import { Migration20261127000241_drafts } from './Migration20261127000241_drafts.js';
import { Migration20261127000242_closing } from './Migration20261127000242_closing.js';
import { Migration20261127000243_categories } from './Migration20261127000243_categories.js';
import { Migration20261127000244_deflection } from './Migration20261127000244_deflection.js';
import { Migration20261127000270_inbound_mail } from './Migration20261127000270_inbound_mail.js';
import { Migration20261127000271_inbound_mail_age } from './Migration20261127000271_inbound_mail_age.js';
import { Migration20261127000290_triage } from './Migration20261127000290_triage.js';
import { Migration20261127000291_macros } from './Migration20261127000291_macros.js';
import { Migration20261127000292_bulk_changes } from './Migration20261127000292_bulk_changes.js';
import { Migration20261127000293_saved_views } from './Migration20261127000293_saved_views.js';
import { Migration20261127000294_merged_tickets } from './Migration20261127000294_merged_tickets.js';
import { Migration20261127000295_incidents } from './Migration20261127000295_incidents.js';
import { Migration20261127000300_triage_without_agent } from './Migration20261127000300_triage_without_agent.js';
import { Migration20261127000301_announced_incidents } from './Migration20261127000301_announced_incidents.js';
import { Migration20261127000302_ticket_links } from './Migration20261127000302_ticket_links.js';
import { Migration20261127000303_request_search } from './Migration20261127000303_request_search.js';
import { Migration20261127000304_inbox_filters } from './Migration20261127000304_inbox_filters.js';
import { Migration20261127000310_live_requests } from './Migration20261127000310_live_requests.js';
import { Migration20261127000311_presence } from './Migration20261127000311_presence.js';
import { Migration20261127000312_held_replies } from './Migration20261127000312_held_replies.js';
import { Migration20261127000330_waiting_files } from './Migration20261127000330_waiting_files.js';
import { Migration20261127000331_diagnostic_bundles } from './Migration20261127000331_diagnostic_bundles.js';
import { Migration20261127000332_redactions } from './Migration20261127000332_redactions.js';
import { Migration20261127000350_ticket_facts } from './Migration20261127000350_ticket_facts.js';
import { Migration20261127000351_imported_tickets } from './Migration20261127000351_imported_tickets.js';
import { Migration20261127000380_notifications } from './Migration20261127000380_notifications.js';
import { Migration20261127000420_suggested_forms } from './Migration20261127000420_suggested_forms.js';
import { Migration20261127000430_jobs } from './Migration20261127000430_jobs.js';
import { Migration20261127000440_sent_mails } from './Migration20261127000440_sent_mails.js';
import { Migration20261127000441_bounces } from './Migration20261127000441_bounces.js';
import { Migration20261127000460_license_event_notes } from './Migration20261127000460_license_event_notes.js';
import { Migration20261127000461_suggested_days } from './Migration20261127000461_suggested_days.js';
import { Migration20261127000462_bounced_mails } from './Migration20261127000462_bounced_mails.js';

/** Every migration, oldest first. A released one is never edited. */
export const migrations: readonly MigrationClass[] = [
  Migration20261120000000_events,
  Migration20261120000100_mail,
  Migration20261120000200_http,
  Migration20261120000300_identity,
  Migration20261120000400_licensing,
  Migration20261120000500_orders,
  Migration20261120000600_downloads,
  Migration20261120000700_support,
  Migration20261120000800_knowledge,
  Migration20261124000000_audit,
  Migration20261124000100_access,
  Migration20261126000100_factors,
  Migration20261126000200_api_tokens,
  Migration20261126000210_session_origin,
  Migration20261126000300_launch,
  Migration20261126000310_claims,
  Migration20261126000320_claim_reviews,
  Migration20261126000400_organization,
  Migration20261126000500_people,
  Migration20261126000510_recoveries,
  Migration20261126000520_merging,
  Migration20261126000600_identity_data_classes,
  Migration20261126000610_business_data_classes,
  Migration20261126000620_platform_data_classes,
  Migration20261126000630_notices,
  Migration20261126000640_my_data,
  Migration20261126000650_profile,
  Migration20261126000660_audit_origins,
  Migration20261126000700_whose_data,
  Migration20261126000720_remembered_device_origin,
  Migration20261126000800_licensing_model,
  Migration20261126000810_product_api,
  Migration20261126000820_license_files,
  Migration20261126000840_license_search,
  Migration20261126000841_policy_changes,
  Migration20261126000850_leases_and_usage,
  Migration20261126000860_release_requests,
  Migration20261126000861_reminders,
  Migration20261126000870_license_batches,
  Migration20261126000880_license_lookups,
  Migration20261126000890_license_changes_by_file,
  Migration20261126000910_release_model,
  Migration20261126000920_uploads,
  Migration20261126000921_release_subscriptions,
  Migration20261126000930_download_tickets,
  Migration20261126000931_received_bytes,
  Migration20261126000932_known_files,
  Migration20261126000940_update_feeds,
  Migration20261126000941_product_feeds,
  Migration20261126000950_bundles,
  Migration20261126000951_advisories,
  Migration20261126000960_handed_downloads,
  Migration20261127000160_service_levels,
  Migration20261127000200_installation_surveys,
  Migration20261127000220_upload_quotas,
  Migration20261127000221_release_key_purposes,
  Migration20261127000222_missing_files,
  Migration20261127000240_request_visibility,
  Migration20261127000241_drafts,
  Migration20261127000242_closing,
  Migration20261127000243_categories,
  Migration20261127000244_deflection,
  Migration20261127000270_inbound_mail,
  Migration20261127000271_inbound_mail_age,
  Migration20261127000290_triage,
  Migration20261127000291_macros,
  Migration20261127000292_bulk_changes,
  Migration20261127000293_saved_views,
  Migration20261127000294_merged_tickets,
  Migration20261127000295_incidents,
  Migration20261127000300_triage_without_agent,
  Migration20261127000301_announced_incidents,
  Migration20261127000302_ticket_links,
  Migration20261127000303_request_search,
  Migration20261127000304_inbox_filters,
  Migration20261127000310_live_requests,
  Migration20261127000311_presence,
  Migration20261127000312_held_replies,
  Migration20261127000330_waiting_files,
  Migration20261127000331_diagnostic_bundles,
  Migration20261127000332_redactions,
  Migration20261127000350_ticket_facts,
  Migration20261127000351_imported_tickets,
  Migration20261127000380_notifications,
  Migration20261127000420_suggested_forms,
  Migration20261127000430_jobs,
  Migration20261127000440_sent_mails,
  Migration20261127000441_bounces,
  Migration20261127000460_license_event_notes,
  Migration20261127000461_suggested_days,
  Migration20261127000462_bounced_mails,
];

import { Migration } from '@mikro-orm/migrations';

/** Files are looked up by their hash, by whoever wants to know what they have. */
export class Migration20261126000932_known_files extends Migration {
  override up(): void {
    this.addSql('create index artifact_sha256 on downloads.artifact (sha256)');
  }

  override down(): void {
    this.addSql('drop index downloads.artifact_sha256');
  }
}

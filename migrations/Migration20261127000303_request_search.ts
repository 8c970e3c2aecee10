import { Migration } from '@mikro-orm/migrations';

// Not by a class of characters: what is a letter differs from one locale of a database to another.
const punctuation = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~„“”‚‘’«»–—…·•¿¡';

/**
 * Requests are found by the words of their messages and by parts of their subjects, also among a million. Words are as
 * the query is cut: letters and digits, without the stemming of any language. The messages are written anew once.
 */
export class Migration20261127000303_request_search extends Migration {
  override up(): void {
    this.addSql(`
      alter table support.message add column words tsvector not null generated always as
        (strip(to_tsvector('simple', translate(left(body, 20000), ${asText(punctuation)},
          repeat(' ', ${punctuation.length}))))) stored`);
    this.addSql('create index message_words on support.message using gin (words)');
    this.addSql(
      'create index ticket_subject_alike on support.ticket using gin (subject public.gin_trgm_ops)',
    );
    // The unique index serves a beginning only where the database has no locale.
    this.addSql('create index ticket_number_begins on support.ticket (number text_pattern_ops)');
  }

  override down(): void {
    this.addSql('drop index support.ticket_number_begins');
    this.addSql('drop index support.ticket_subject_alike');
    this.addSql('alter table support.message drop column words');
  }
}

const asText = (text: string): string => `'${text.replaceAll("'", "''")}'`;

import { Migration } from '@mikro-orm/migrations';

/** Articles that search finds, also with typing errors, and what readers thought of them. */
export class Migration20261120000800_knowledge extends Migration {
  override up(): void {
    this.addSql('create schema if not exists knowledge');
    // Named, because migrations run with another search path than the portal.
    this.addSql('create extension if not exists pg_trgm with schema public');
    this.createArticles();
    this.addSql(`
      create table knowledge.article_mark (
        id uuid primary key,
        slug text not null,
        locale text not null,
        reader text not null check (length(reader) between 1 and 100),
        helpful boolean not null,
        marked_at timestamptz(3) not null,
        unique (slug, locale, reader)
      )`);
    this.addSql(`
      comment on column knowledge.article_mark.reader is
        'personal: one mark per reader; as long as the article; replaced by a random key'`);
    // The words that articles are written with, for completing and correcting what readers type.
    this.addSql(`
      create table knowledge.word (
        locale text not null,
        word text not null check (length(word) between 2 and 60),
        articles integer not null check (articles > 0),
        primary key (locale, word)
      )`);
    this.addSql('create index word_alike on knowledge.word using gin (word public.gin_trgm_ops)');
  }

  override down(): void {
    this.addSql('drop schema knowledge cascade');
  }

  private createArticles(): void {
    const vector = (config: string) => `
      setweight(to_tsvector('${config}', title), 'A') ||
      setweight(to_tsvector('${config}', summary), 'B') ||
      setweight(to_tsvector('${config}', body_text), 'C')`;
    this.addSql(`
      create table knowledge.article (
        id uuid primary key,
        slug text not null check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) <= 100),
        locale text not null check (length(locale) between 2 and 20),
        title text not null check (length(title) between 1 and 200),
        summary text not null check (length(summary) between 1 and 500),
        category text not null check (category ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(category) <= 60),
        category_name text not null check (length(category_name) between 1 and 60),
        body_markdown text not null check (length(body_markdown) <= 200000),
        body_text text not null,
        updated_on date not null,
        sort_order integer not null,
        related text[] not null default '{}',
        status text not null check (status in ('draft', 'published')),
        source_hash text null,
        revision integer not null default 1,
        search tsvector not null generated always as (
          case locale
            when 'en' then ${vector('english')}
            when 'de' then ${vector('german')}
            else ${vector('simple')}
          end
        ) stored,
        unique (slug, locale)
      )`);
    this.addSql('create index article_search on knowledge.article using gin (search)');
    this.addSql(`
      create index article_order on knowledge.article (locale, category, sort_order)
        where status = 'published'`);
  }
}

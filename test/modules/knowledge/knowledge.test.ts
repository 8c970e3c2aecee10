import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { system } from '../../../src/kernel/actor.js';
import { Knowledge } from '../../../src/modules/knowledge/application/knowledge.js';
import { PublishBuiltInArticles } from '../../../src/modules/knowledge/application/publish-built-in-articles.js';
import { signedInMember } from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';

let portal: Portal;

beforeAll(async () => {
  portal = await startPortal();
  await portal.get(PublishBuiltInArticles).execute(system);
});

afterAll(() => portal.close());

const slugs = (body: { items: { slug: string }[] }) => body.items.map(({ slug }) => slug);

async function anArticle(
  slug: string,
  body: string,
  more: { locale?: string; status?: string; related?: string } = {},
) {
  await portal.sql(
    `insert into knowledge.article (id, slug, locale, title, summary, category, category_name, body_markdown, body_text,
       updated_on, sort_order, related, status)
     values (gen_random_uuid(), $1, $2, $3, 'A summary.', 'tests', 'Tests', $4, $4, '2026-11-01', 900, $5, $6)`,
    [
      slug,
      more.locale ?? 'en',
      `Title of ${slug}`,
      body,
      `{${more.related ?? ''}}`,
      more.status ?? 'published',
    ],
  );
}

describe('publishing the shipped articles', () => {
  it('does nothing the second time, and takes over a changed text', async () => {
    const count = 'select count(*)::int as articles, sum(revision)::int as revisions from knowledge.article';
    const before = await portal.sql<{ articles: number }>(count);
    await Promise.all([1, 2].map(() => portal.get(PublishBuiltInArticles).execute(system)));
    expect(await portal.sql(count)).toEqual(before);
    expect(before[0]?.articles).toBeGreaterThanOrEqual(12);
    await portal.sql(
      `update knowledge.article set title = 'Old', source_hash = 'old' where slug = 'getting-started'`,
    );
    await portal.get(PublishBuiltInArticles).execute(system);
    expect(await portal.sql(`select 1 from knowledge.article where title = 'Old'`)).toEqual([]);
  });
});

describe('S2.30 KN-2 search', () => {
  const search = async (query: string, headers: Record<string, string> = {}) =>
    (await portal.api().get(`/api/v1/articles?query=${encodeURIComponent(query)}`, headers)).body;

  it.each([
    ['password', 'reset-your-password'],
    ['pasword', 'reset-your-password'],
    ['passw', 'reset-your-password'],
    ['how do I reset my pasword?', 'reset-your-password'],
    ['seriel number', 'serial-number-and-uid'],
    ['supported browser', 'supported-browsers'],
    ['dwonload', 'download-updates'],
  ])('finds for %j first %s', async (query, slug) => {
    expect(slugs(await search(query))[0]).toBe(slug);
  });

  it('marks what it found, also behind a typing error', async () => {
    const [hit] = (await search('pasword')).items;
    const marked = [...hit.highlights.title, ...hit.highlights.excerpt].filter(
      (segment: { marked: boolean }) => segment.marked,
    );
    expect(marked.map(({ text }: { text: string }) => text.toLowerCase())).toContain('password');
    const { html } = await portal.visitor().get('/help/search?query=pasword');
    expect(html).toMatch(/<mark>password<\/mark>/i);
    expect(html).toContain('Showing results for');
  });

  it('S3.2 searches and answers in German, and shows English where German is missing', async () => {
    await anArticle('only-english', 'The quokka is a marsupial.');
    const german = await search('Kennwort Passwort', { 'accept-language': 'de' });
    expect(german.items[0]).toMatchObject({ slug: 'reset-your-password', locale: 'de' });
    const fallback = await search('quokka', { 'accept-language': 'de' });
    expect(fallback.items).toMatchObject([{ slug: 'only-english', locale: 'en' }]);
    const visitor = portal.visitor();
    const { html } = await visitor.get('/help/articles/only-english', { 'accept-language': 'de' });
    expect(html).toContain('noch nicht in Ihrer Sprache');
    expect(html).toContain('lang="en"');
  });

  it('keeps drafts out of everything', async () => {
    await anArticle('secret-draft', 'Unveiling the xylophone.', { status: 'draft' });
    await anArticle('public-neighbor', 'Nothing.', {
      related: 'secret-draft,public-neighbor,getting-started',
    });
    expect((await search('xylophone')).items).toEqual([]);
    expect((await portal.api().get('/api/v1/articles/secret-draft')).status).toBe(404);
    expect((await portal.visitor().get('/help')).html).not.toContain('secret-draft');
    const { body } = await portal.api().get('/api/v1/articles/public-neighbor');
    expect(body.related.map(({ slug }: { slug: string }) => slug)).toEqual(['getting-started']);
  });

  it('pages through hits and lists without losing one', async () => {
    for (const path of ['/api/v1/articles?limit=5', '/api/v1/articles?limit=2&query=password']) {
      const seen: string[] = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const { body } = await portal.api().get(`${path}${cursor && `&cursor=${cursor}`}`);
        seen.push(...slugs(body));
        cursor = body.nextCursor;
      }
      const all = await portal.api().get(path.replace(/limit=\d/, 'limit=100'));
      expect(seen).toEqual(slugs(all.body));
      expect(seen.length).toBeGreaterThan(2);
    }
  });

  it.each([
    "'); drop table knowledge.article; --",
    '& | ! ( ) :*',
    '%',
    '<script>',
    'a'.repeat(200),
    '日本語',
    '\\',
  ])('C3 takes %j as words', async (query) => {
    const answer = await portal.api().get(`/api/v1/articles?query=${encodeURIComponent(query)}`);
    expect(answer.status).toBe(200);
    const page = await portal.visitor().get(`/help/search?query=${encodeURIComponent(query)}`);
    expect(page.status).toBe(200);
    expect(page.html).not.toContain('<script>');
  });

  it('C1 refuses what cannot be asked, naming the field', async () => {
    const long = await portal.api().get(`/api/v1/articles?query=${'x'.repeat(201)}`);
    expect([long.status, long.body.errors[0].field]).toEqual([422, 'query']);
    expect((await portal.api().get('/api/v1/articles?query=%00')).status).toBe(422);
    expect((await portal.api().get('/api/v1/articles?nonsense=1')).status).toBe(422);
    expect((await portal.visitor().get('/help/search?query=%00')).status).toBe(200);
    expect((await portal.visitor().get('/help/articles/%00')).status).toBeLessThan(500);
  });

  it('offers suggestions to other modules', async () => {
    const hits = await portal.get(Knowledge).suggest('password', 'en', 3);
    expect(hits[0]?.slug).toBe('reset-your-password');
    expect(await portal.get(Knowledge).featured('de', 2)).toMatchObject([{ locale: 'de' }, { locale: 'de' }]);
  });
});

describe('the help center', () => {
  it('S2.1 S2.3 S3.11 greets signed-out readers with the heading, a search box and the documentation', async () => {
    const { status, html } = await portal.visitor().get('/help');
    expect(status).toBe(200);
    expect(html).toMatch(/<h1[^>]*>How can we help you\?<\/h1>/);
    expect(html).toContain('role="search"');
    expect(html).toContain('Documentation');
    const { html: category } = await portal.visitor().get('/help/categories/account');
    expect(category).toContain('/help/articles/reset-your-password');
    expect((await portal.visitor().get('/help/categories/none')).status).toBe(404);
  });

  it('S1.1 S2.2 S2.4 S3.5 shows an article with one h1, summary, date, contents, notes and related ones', async () => {
    const { html } = await portal.visitor().get('/help/articles/reset-your-password');
    expect(html.match(/<h1/g)).toHaveLength(1);
    expect(html).toContain('<time datetime="2026-');
    expect(html).toContain('Start from your serial number');
    expect(html).toContain('/help/categories/account');
    expect(html).toMatch(/<blockquote class="is-note">\s*<p><strong>Note<\/strong>/);
    expect(html).toContain('Related articles');
    const anchors = [...html.matchAll(/href="#(s-[^"]+)"/g)].map(([, id]) => decodeURIComponent(id ?? ''));
    expect(anchors.length).toBeGreaterThan(3);
    for (const id of anchors) expect(html).toContain(`id="${id}"`);
  });

  it('S1.1 makes questions addressable, twice the same one too', async () => {
    await anArticle('questions', '## Questions\n\n### Is it free?\n\nNo.\n\n### Is it free?\n\nStill no.');
    const { html } = await portal.visitor().get('/help/articles/questions');
    expect(html).toContain('<h3 id="s-is-it-free">');
    expect(html).toContain('<h3 id="s-is-it-free-2">');
  });

  it('S3.3 explains that suggestions need words', async () => {
    const api = portal.api();
    expect((await api.get('/help/suggestions')).body).toEqual({
      items: [],
      message: 'There are no suggestions because the search field is empty.',
    });
    const { body } = await api.get('/help/suggestions?query=passw');
    expect(body.items[0]).toMatchObject({ href: '/help/articles/reset-your-password' });
  });

  it('C4 renders hostile Markdown inert', async () => {
    const attacks = [
      '<script>alert(1)</script>',
      '<img src=x onerror=alert(1)>',
      '[a](javascript:alert(1))',
      '[b](data:text/html;base64,PHNjcmlwdD4=)',
      '[c](JaVaScRiPt:alert(1))',
      '![d](x" onerror="alert(1))',
      '## <svg onload=alert(1)> heading',
      '<a href="javascript:alert(1)">e</a>',
      '> **Note**\n> <iframe src="//evil.example"></iframe>',
      '`<script>`',
      '[f](https://example.com "t\\" onclick=alert(1)")',
    ];
    await anArticle('hostile', attacks.join('\n\n'));
    const { status, html } = await portal.visitor().get('/help/articles/hostile');
    const article = /<article[\s\S]*<\/article>/.exec(html)?.[0] ?? '';
    expect(status).toBe(200);
    expect(article).not.toMatch(/<(script|img|svg|iframe)/i);
    expect(article).not.toMatch(/<[^>]+\son\w+=/i);
    expect(article).not.toMatch(/<[^>]+href="(javascript|data):/i);
  });
});

describe('S2.32 KN-3 helpful marks', () => {
  it('counts one mark per signed-in reader, and lets it change', async () => {
    const { api } = await signedInMember(portal);
    const path = '/api/v1/articles/serial-number-and-uid';
    expect((await api.put(`${path}/helpful`, { helpful: true })).body).toEqual({
      slug: 'serial-number-and-uid',
      locale: 'en',
      helpful: true,
    });
    await Promise.all([1, 2, 3].map(() => api.put(`${path}/helpful`, { helpful: true })));
    expect((await api.get(path)).body).toMatchObject({ helpful: true, helpfulCount: 1 });
    await api.put(`${path}/helpful`, { helpful: false });
    expect((await api.get(path)).body).toMatchObject({ helpful: false, helpfulCount: 0 });
    expect((await portal.api().get(path)).body.helpful).toBeNull();
  });

  it('refuses a mark that is none, for nobody, or for nothing', async () => {
    const { api } = await signedInMember(portal);
    const path = '/api/v1/articles/serial-number-and-uid/helpful';
    expect((await api.put(path, { helpful: 'yes' })).body.errors[0].field).toBe('helpful');
    expect((await api.put(path, { helpful: true, reader: 'user:x' })).status).toBe(422);
    expect((await api.put('/api/v1/articles/none/helpful', { helpful: true })).status).toBe(404);
    expect((await portal.api().put(path, { helpful: true })).status).toBe(401);
  });

  it('takes the form of a reader without an account and without JavaScript', async () => {
    const reader = portal.visitor();
    await reader.get('/help/articles/supported-browsers');
    const marked = await reader.post('/help/articles/supported-browsers/helpful', { helpful: 'yes' });
    expect(marked.status).toBe(200);
    expect(marked.html).toMatch(/value="yes" aria-pressed="true"/);
    const changed = await reader.post('/help/articles/supported-browsers/helpful', { helpful: 'no' });
    expect(changed.html).toMatch(/value="no" aria-pressed="true"/);
    const rows = await portal.sql<{ reader: string }>(
      `select reader, helpful from knowledge.article_mark where slug = 'supported-browsers'`,
    );
    expect(rows).toMatchObject([{ helpful: false, reader: expect.stringMatching(/^visitor:/) }]);
    expect([...reader.cookies.values()].some((value) => rows[0]?.reader.includes(value))).toBe(false);
    const stranger = portal.visitor();
    expect(
      (await stranger.post('/help/articles/supported-browsers/helpful', { helpful: 'yes' })).status,
    ).toBe(403);
  });

  it('moves the ranking', async () => {
    await anArticle('twin-a', 'The capybara relaxes.');
    await anArticle('twin-b', 'The capybara relaxes.');
    const order = async () => slugs((await portal.api().get('/api/v1/articles?query=capybara')).body);
    const [first, second] = await order();
    const { api } = await signedInMember(portal);
    await api.put(`/api/v1/articles/${second}/helpful`, { helpful: true });
    expect(await order()).toEqual([second, first]);
    await api.put(`/api/v1/articles/${second}/helpful`, { helpful: false });
    expect(await order()).toEqual([first, second]);
  });
});

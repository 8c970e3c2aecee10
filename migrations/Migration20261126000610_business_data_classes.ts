import { Migration } from '@mikro-orm/migrations';

const request = 'as long as the organization';
const author = 'keep (the id names nobody once the account is erased)';
const taxLaw = '10 years; keep (tax law asks for the papers of a purchase for 10 years)';
const bought = (purpose: string) => `personal: ${purpose}; ${taxLaw}`;

/** What each column is; the empty name is the table, and says whose its rows are. */
const comments: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'licensing.product': { code: 'plain: names the product to programs', name: 'plain: names the product' },
  'licensing.policy': { name: 'plain: names the policy' },
  'licensing.license': {
    '': 'subject: organization_id = organization',
    serial_number: 'plain: names the license',
    status: 'plain: where the license stands',
    status_reason: 'personal: says why staff suspended or revoked it; as long as the license; set null',
  },
  'licensing.installation': {
    '': 'subject: license_id = licensing.license',
    uid_hash: 'plain: hash of the UID',
    uid_sealed: 'plain: the UID, sealed',
    fingerprint: 'personal: knows the machine again; 24 months after its release; replace (random)',
    name: 'personal: shows people which machine it is; 24 months after its release; replace (erased)',
    platform: 'plain: the operating system',
    app_version: 'plain: the version of the product',
  },
  'orders.store_customer': {
    '': 'subject: organization_id = organization',
    key: 'personal: recognizes a returning customer of the store; as long as the organization; delete the row',
  },
  'orders.order': {
    '': 'subject: buyer_email, organization_id = organization',
    buyer_name: bought('fulfils the purchase and invites the buyer'),
    buyer_email: bought('fulfils the purchase and invites the buyer'),
    buyer_locale: bought('chooses the language'),
    organization_name: bought('names who bought'),
    address: bought('bills the purchase'),
    vat_id: bought('taxes the purchase'),
    number: 'plain: names the order',
    status: 'plain: where the order stands',
    currency: 'plain: the currency',
  },
  'orders.order_line': {
    '': 'subject: order_id = orders.order',
    sku: 'plain: what was bought, for programs',
    description: 'plain: what was bought',
  },
  'orders.invoice_series': { series: 'plain: names the series' },
  'orders.invoice': {
    '': 'subject: order_id = orders.order',
    number: 'plain: names the invoice',
    snapshot: bought('is the invoice as it was issued'),
    storage_key: 'plain: where the PDF is',
    sha256: 'plain: hash of the PDF',
  },
  'orders.webhook_delivery': {
    '': 'subject: order_id = orders.order',
    webhook_id: 'plain: the id that the store gave',
    outcome: 'plain: what became of it',
    event_type: 'plain: what the store told',
    problem: 'plain: which rules the message broke',
    body: 'personal: replays and explains what the store sent; 12 months; set null',
  },
  'downloads.release': {
    version: 'plain: the version',
    channel: 'plain: the channel',
    status: 'plain: where the release stands',
    title: 'plain: what the vendor calls it',
    notes_markdown: 'plain: what the vendor says of it',
    yank_reason: 'plain: why the vendor took it back',
  },
  'downloads.artifact': {
    file_name: 'plain: a file of the vendor',
    platform: 'plain: the operating system',
    architecture: 'plain: the processor',
    type: 'plain: the kind of file',
    content_type: 'plain: the media type',
    storage_key: 'plain: where the file is',
    sha256: 'plain: hash of the file',
    sha512: 'plain: hash of the file',
  },
  'downloads.download_log': {
    '': 'subject: user_id',
    user_id: 'personal: tells who downloaded a release that was taken back; 24 months; replace',
  },
  'support.ticket': {
    '': 'subject: requester_id',
    number: 'plain: names the request',
    subject: `personal: says what the request is about; ${request}; replace (erased)`,
    requester_id: `personal: knows whom to answer; ${request}; ${author}`,
    status: 'plain: where the request stands',
    kind: 'plain: the kind of request',
  },
  'support.message': {
    '': 'subject: author_id',
    body: `personal: answers the request; ${request}; replace (erased)`,
    author_id: `personal: knows who wrote; ${request}; ${author}`,
    author_kind: 'plain: a customer or a colleague',
  },
  'support.status_change': {
    from_status: 'plain: where the request stood',
    to_status: 'plain: where it went',
    changed_by_kind: 'plain: a customer or a colleague',
  },
  'support.attachment': {
    '': 'subject: message_id = support.message',
    file_name: `personal: answers the request; ${request}; delete the row`,
    storage_key: `personal: finds the file, which goes with the row; ${request}; delete the row`,
    content_type: 'plain: the media type',
    sha256: 'plain: hash of the file',
  },
  'support.internal_note': {
    '': 'subject: ticket_id = support.ticket; not exported',
    body: `personal: lets colleagues work together; ${request}; replace (erased)`,
    author_id: `personal: knows who wrote; ${request}; keep (the id of a colleague)`,
  },
  'knowledge.article': {
    slug: 'plain: the address of the article',
    locale: 'plain: its language',
    title: 'plain: its title',
    summary: 'plain: what it is about',
    category: 'plain: the address of its category',
    category_name: 'plain: the name of its category',
    body_markdown: 'plain: its text',
    body_text: 'plain: its text for the search',
    related: 'plain: the addresses of articles like it',
    status: 'plain: where it stands',
    source_hash: 'plain: hash of the file that it came from',
  },
  'knowledge.article_mark': {
    '': 'subject: reader = user-key',
    slug: 'plain: the article',
    locale: 'plain: its language',
    reader: 'personal: takes one mark of each reader; as long as the article; replace (random)',
  },
  'knowledge.word': { locale: 'plain: the language', word: 'plain: a word of the articles' },
};

/** Says of every column of the business whether it is personal, why, how long, and how it is erased (row ID-12). */
export class Migration20261126000610_business_data_classes extends Migration {
  override up(): void {
    for (const [table, columns] of Object.entries(comments)) {
      for (const [column, comment] of Object.entries(columns)) {
        const target = column === '' ? `table ${table}` : `column ${table}.${column}`;
        this.addSql(`comment on ${target} is '${comment.replaceAll("'", "''")}'`);
      }
    }
  }

  override down(): void {}
}

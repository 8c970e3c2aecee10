import { Migration } from '@mikro-orm/migrations';

const account = 'until the account is erased';
const invited = (purpose: string) => `personal: ${purpose}; two years; delete the row`;
const signsIn = `personal: signs in; ${account}; set null`;
const passkey = 'personal: signs in; until the passkey is removed; delete the row';

/** What each column of identity is; the empty name is the table, and says whose its rows are. */
const comments: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  organization: {
    '': `subject: id = organization; where kind = 'person'`,
    name: 'personal: names the customer; as long as its orders; replace (Former customer)',
    kind: 'plain: a company or one person',
    second_factor_roles: 'plain: the roles that need a second factor',
  },
  user: {
    '': 'subject: id',
    name: `personal: greets and names the person; ${account}; replace (Former user)`,
    username: signsIn,
    email: `personal: signs in and receives mails; ${account}; set null`,
    email_verified_at: `personal: says since when the address is proved; ${account}; set null`,
    pending_email: 'personal: awaits its proof; until it is proved or replaced; set null',
    password_hash: signsIn,
    password_changed_at: `personal: shows the age of the password; ${account}; set null`,
    locale: `personal: chooses the language; ${account}; set null`,
    time_zone: `personal: shows times; ${account}; replace (UTC)`,
    staff_role: 'plain: what a colleague may do',
    withheld: 'plain: permissions that the person does not have',
    totp_secret: `personal: second factor, sealed; ${account}; set null`,
    totp_since: `personal: says since when there is a second factor; ${account}; set null`,
    totp_last_step: `personal: takes each code once; ${account}; set null`,
  },
  membership: {
    '': 'subject: user_id',
    role: 'plain: what the member may do',
    granted: 'plain: permissions beside those of the role',
    withheld: 'plain: permissions that the member does not have',
  },
  key_holder: {
    '': 'subject: user_id',
    user_id: `personal: knows who claimed the license; ${account}; delete the row`,
  },
  invitation: {
    '': 'subject: email, accepted_by',
    email: invited('receives the invitation'),
    name: invited('greets the invited person'),
    locale: invited('chooses the language'),
    role: 'plain: what the member is going to be allowed',
    status: 'plain: where the invitation stands',
  },
  session: {
    '': 'subject: user_id',
    user_agent: 'personal: lets people recognize their sessions; 90 days after its end; delete the row',
    token_hash: 'plain: hash of the cookie, which cannot be undone',
    kind: 'plain: a browser or a program',
  },
  refresh_token: { token_hash: 'plain: hash of the token, which cannot be undone' },
  one_time_link: {
    '': 'subject: user_id',
    subject: 'personal: says what the step is about; 30 days after it expired; delete the row',
    purpose: 'plain: what the link opens',
    token_hash: 'plain: hash of the token, which cannot be undone',
  },
  reset_request: {
    '': 'subject: login = email',
    login: 'personal: says whom the reset may mean; 24 hours; delete the row',
  },
  recovery_code: {
    '': 'subject: user_id',
    code_hash: `personal: signs in once; until new ones are made; delete the row`,
  },
  passkey: {
    '': 'subject: user_id',
    name: 'personal: tells passkeys apart; until the passkey is removed; delete the row',
    credential_id: passkey,
    public_key: passkey,
    transports: 'plain: how the browser reaches the passkey',
    rp_id: 'plain: the host name that it was made for',
  },
  step_up: {
    '': 'subject: user_id',
    action: 'plain: what the proof is for',
    code_hash: 'plain: keyed hash of the mailed code',
    method: 'plain: how it was proved',
  },
};

/** Says of every column of identity whether it is personal, why, how long, and how it is erased (row ID-12). */
export class Migration20261126000600_identity_data_classes extends Migration {
  override up(): void {
    for (const [table, columns] of Object.entries(comments)) {
      for (const [column, comment] of Object.entries(columns)) {
        const target = column === '' ? `table identity.${table}` : `column identity.${table}.${column}`;
        this.addSql(`comment on ${target} is '${comment.replaceAll("'", "''")}'`);
      }
    }
  }

  override down(): void {}
}

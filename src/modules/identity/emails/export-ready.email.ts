import { defineEmail } from '../../../platform/mail/define-email.js';
import { DataExportReady } from '../events/data-export-ready.js';
import { toUser } from './to-user.js';

/** Tells that the copy of the person's data can be downloaded, after signing in. */
export const exportReadyEmail = defineEmail({
  name: 'identity.export-ready',
  on: DataExportReady,
  lane: 'ordinary',
  template: 'identity/export-ready',
  audience: toUser,
  variables: async (_event, _recipient, ctx) => ({ url: ctx.link('/account/data') }),
  sample: { url: 'https://portal.example.com/account/data' },
});

import { ForgetOldSecrets } from './forget-old-secrets.js';
import { MailedCodes } from './mailed-codes.js';
import { MintLink } from './mint-link.js';
import { ShowLink } from './show-link.js';

export const linksProviders = [ForgetOldSecrets, MailedCodes, MintLink, ShowLink];

import { AuthenticateApiToken } from './authenticate-api-token.js';
import { CreateApiToken } from './create-api-token.js';
import { FindApiToken } from './find-api-token.js';
import { ListApiTokens } from './list-api-tokens.js';
import { RevokeApiToken } from './revoke-api-token.js';
import { RotateApiToken } from './rotate-api-token.js';
import { WarnOfExpiringApiTokens } from './warn-of-expiring-api-tokens.js';

export const apiTokensProviders = [
  AuthenticateApiToken,
  CreateApiToken,
  FindApiToken,
  ListApiTokens,
  RevokeApiToken,
  RotateApiToken,
  WarnOfExpiringApiTokens,
];

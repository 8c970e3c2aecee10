import { AddPasskey } from './add-passkey.js';
import { AskForPasskey } from './ask-for-passkey.js';
import { CommitPasskey } from './commit-passkey.js';
import { CommitPasskeySignIn } from './commit-passkey-sign-in.js';
import { ListPasskeys } from './list-passkeys.js';
import { OfferPasskey } from './offer-passkey.js';
import { PasskeyAnswers } from './passkey-answers.js';
import { PasskeyChallenges } from './passkey-challenges.js';
import { RelyingParty } from './relying-party.js';
import { RemovePasskey } from './remove-passkey.js';
import { RenamePasskey } from './rename-passkey.js';
import { SignInWithPasskey } from './sign-in-with-passkey.js';
import { UsePasskey } from './use-passkey.js';

export const passkeysProviders = [
  AddPasskey,
  AskForPasskey,
  CommitPasskey,
  CommitPasskeySignIn,
  ListPasskeys,
  OfferPasskey,
  PasskeyAnswers,
  PasskeyChallenges,
  RelyingParty,
  RemovePasskey,
  RenamePasskey,
  SignInWithPasskey,
  UsePasskey,
];

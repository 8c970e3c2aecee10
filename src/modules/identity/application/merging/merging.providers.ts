import { AnswerMerge } from './answer-merge.js';
import { AskForMerge } from './ask-for-merge.js';
import { FindMergePartner } from './find-merge-partner.js';
import { ListMerges } from './list-merges.js';
import { MergeAccounts } from './merge-accounts.js';
import { OfferMerge } from './offer-merge.js';
import { ProposeMerge } from './propose-merge.js';

export const mergingProviders = [
  AnswerMerge,
  AskForMerge,
  FindMergePartner,
  ListMerges,
  MergeAccounts,
  OfferMerge,
  ProposeMerge,
];

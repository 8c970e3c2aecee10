import { TriageRepository } from '../../persistence/triage.repository.js';
import { ApplyMacro } from './apply-macro.js';
import { ChangeMany } from './change-many.js';
import { ChangeOne } from './change-one.js';
import { ReadyMacros } from './ready-macros.js';
import { SavedViews } from './saved-views.js';
import { ShareOut } from './share-out.js';
import { ShowBulkChange } from './show-bulk-change.js';
import { ShowMacros } from './show-macros.js';
import { SortTicket } from './sort-ticket.js';
import { TakeNextTicket } from './take-next-ticket.js';
import { ShowTriage } from './triage-facts.js';
import { WriteMacro } from './write-macro.js';

export const inboxProviders = [
  TriageRepository,
  SortTicket,
  TakeNextTicket,
  ShowTriage,
  ShowMacros,
  WriteMacro,
  ReadyMacros,
  ApplyMacro,
  ChangeOne,
  ShareOut,
  ChangeMany,
  ShowBulkChange,
  SavedViews,
];

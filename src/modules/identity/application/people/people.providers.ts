import { AccountAccess } from './account-access.js';
import { DisableUser } from './disable-user.js';
import { EnableUser } from './enable-user.js';
import { FindPeople } from './find-people.js';
import { OwnersRemain } from './owners-remain.js';
import { PersonTraces } from './person-traces.js';
import { RegisterUser } from './register-user.js';
import { ShowPerson } from './show-person.js';

export const peopleProviders = [
  AccountAccess,
  DisableUser,
  EnableUser,
  FindPeople,
  OwnersRemain,
  PersonTraces,
  RegisterUser,
  ShowPerson,
];

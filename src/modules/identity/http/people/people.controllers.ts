import { PeopleApiController } from './people.api.controller.js';
import { PeoplePagesController } from './people.pages.controller.js';
import { PersonAccessPagesController } from './person-access.pages.controller.js';

export const peopleControllers = [PeopleApiController, PeoplePagesController, PersonAccessPagesController];

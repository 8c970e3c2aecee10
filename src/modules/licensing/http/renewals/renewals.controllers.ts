import { RenewalsApiController } from './renewals.api.controller.js';

export const renewalsControllers = [RenewalsApiController];

import { AddStaff } from './add-staff.js';
import { InviteStaff } from './invite-staff.js';

export const staffProviders = [AddStaff, InviteStaff];

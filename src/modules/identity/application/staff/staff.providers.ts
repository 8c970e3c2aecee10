import { AddStaff } from './add-staff.js';
import { ChangeStaffRole } from './change-staff-role.js';
import { FindInvitedStaff } from './find-invited-staff.js';
import { InviteColleague } from './invite-colleague.js';
import { InviteStaff } from './invite-staff.js';
import { ListStaff } from './list-staff.js';
import { ManageStaffInvitation } from './manage-staff-invitation.js';

export const staffProviders = [
  AddStaff,
  ChangeStaffRole,
  FindInvitedStaff,
  InviteColleague,
  InviteStaff,
  ListStaff,
  ManageStaffInvitation,
];

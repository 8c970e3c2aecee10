import { InvitationPagesController } from './invitation.pages.controller.js';

export const organizationsControllers = [InvitationPagesController];

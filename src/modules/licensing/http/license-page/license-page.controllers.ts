import { LicensePagesController } from './license.pages.controller.js';

export const licensePageControllers = [LicensePagesController];

import { AskSupportAboutIntrusion } from './ask-support-about-intrusion.js';
import { FindNewDevice } from './find-new-device.js';
import { ListSecurityEvents } from './list-security-events.js';
import { MintNotMeLink } from './mint-not-me-link.js';
import { ReportIntrusion } from './report-intrusion.js';

export const securityProviders = [
  AskSupportAboutIntrusion,
  FindNewDevice,
  ListSecurityEvents,
  MintNotMeLink,
  ReportIntrusion,
];

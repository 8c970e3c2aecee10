import { AdvisoriesOfRelease } from './advisories-of-release.js';
import { AdvisoryFeed } from './advisory-feed.js';
import { DescribeAdvisory } from './describe-advisory.js';
import { ShowAdvisories } from './show-advisories.js';
import { StaffAdvisories } from './staff-advisories.js';
import { TellOfAdvisory } from './tell-of-advisory.js';
import { WriteAdvisory } from './write-advisory.js';

export const advisoriesProviders = [
  AdvisoriesOfRelease,
  AdvisoryFeed,
  DescribeAdvisory,
  ShowAdvisories,
  StaffAdvisories,
  TellOfAdvisory,
  WriteAdvisory,
];

import { PlanUpgrade } from './plan-upgrade.js';
import { ShowPlanner } from './show-planner.js';

export const planningProviders = [PlanUpgrade, ShowPlanner];

import { ShowCategories } from './show-categories.js';
import { TicketTopics } from './ticket-topics.js';
import { WriteCategory } from './write-category.js';

export const categoriesProviders = [ShowCategories, TicketTopics, WriteCategory];

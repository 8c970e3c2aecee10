import { CategoriesApiController } from './categories.api.controller.js';
import { CategoriesPagesController } from './categories.pages.controller.js';

export const categoriesControllers = [CategoriesApiController, CategoriesPagesController];

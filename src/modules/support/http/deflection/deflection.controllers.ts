import { SuggestionsApiController } from './suggestions.api.controller.js';
import { SuggestionsPagesController } from './suggestions.pages.controller.js';

export const deflectionControllers = [SuggestionsApiController, SuggestionsPagesController];

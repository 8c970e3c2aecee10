import { RegisterUser } from './register-user.js';

export const peopleProviders = [RegisterUser];

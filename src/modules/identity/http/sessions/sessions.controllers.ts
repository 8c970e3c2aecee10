import { SessionsApiController } from './sessions.api.controller.js';

export const sessionsControllers = [SessionsApiController];

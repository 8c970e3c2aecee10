import { InboundApiController } from './inbound.api.controller.js';
import { InboundPagesController } from './inbound.pages.controller.js';

export const inboundControllers = [InboundApiController, InboundPagesController];

import { RedactMessage } from './redact-message.js';
import { RedactedTraces } from './redacted-traces.js';

export const redactionProviders = [RedactMessage, RedactedTraces];

import { RedactMessage } from './redact-message.js';
import { RedactNote } from './redact-note.js';
import { RedactSubject } from './redact-subject.js';
import { RedactedTraces } from './redacted-traces.js';

export const redactionProviders = [RedactMessage, RedactNote, RedactSubject, RedactedTraces];

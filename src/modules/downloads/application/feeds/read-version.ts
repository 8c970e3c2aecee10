import { Version } from '../../domain/version.js';

/** The version that an updater says it runs. @throws InvalidInput for a text that is none */
export const readVersion = (text: string): Version => Version.parse(text);

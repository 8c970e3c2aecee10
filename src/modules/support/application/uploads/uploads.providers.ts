import { ForgetWaitingFiles } from './forget-waiting-files.js';
import { TakeUpload } from './take-upload.js';
import { WaitingFiles } from './waiting-files.js';

export const uploadsProviders = [WaitingFiles, TakeUpload, ForgetWaitingFiles];

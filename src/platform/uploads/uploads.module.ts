import { Global, Module } from '@nestjs/common';
import { FileOwners } from '../storage/file-owners.js';
import { SweepUploadsJob } from './sweep-uploads.job.js';
import { UploadRows } from './upload-rows.js';
import { Uploads } from './uploads.js';

/** Large files in parts, for every module that takes some. */
@Global()
@Module({ providers: [SweepUploadsJob, UploadRows, Uploads], exports: [Uploads] })
export class UploadsModule {
  constructor(files: FileOwners) {
    files.register({ prefix: 'uploads/', keys: 'select storage_key as key from platform.upload_part' });
  }
}

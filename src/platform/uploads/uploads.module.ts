import { Global, Module } from '@nestjs/common';
import { FileOwners } from '../storage/file-owners.js';
import { BeginUpload } from './begin-upload.js';
import { SweepUploadsJob } from './sweep-uploads.job.js';
import { UploadQuota } from './upload-quota.js';
import { UploadRows } from './upload-rows.js';
import { Uploads } from './uploads.js';

/** Large files in parts, for every module that takes some. */
@Global()
@Module({
  providers: [BeginUpload, SweepUploadsJob, UploadQuota, UploadRows, Uploads],
  exports: [UploadQuota, Uploads],
})
export class UploadsModule {
  constructor(files: FileOwners) {
    files.register({
      prefix: 'uploads/',
      keys: 'select storage_key as key from platform.upload_part',
      names: `select storage_key as key, storage_key as name, null::text as href from platform.upload_part`,
    });
  }
}

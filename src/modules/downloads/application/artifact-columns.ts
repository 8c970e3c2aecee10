import { sql } from '../../../platform/database/read-database.js';

/** The files of the release `r` as one column. */
export const artifactColumn = sql`
  coalesce((
    select json_agg(json_build_object('id', a.id, 'fileName', a.file_name, 'platform', a.platform,
      'architecture', a.architecture, 'type', a.type, 'sizeBytes', a.size_bytes, 'sha256', a.sha256,
      'sha512', a.sha512, 'blake2b512', a.blake2b512, 'signature', a.signature,
      'signatureKid', a.signature_kid) order by a.platform, a.architecture, a.file_name)
    from downloads.artifact a where a.release_id = r.id), '[]') as artifacts`;

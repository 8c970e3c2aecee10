import type { FileOwner } from '../../platform/storage/file-owners.js';

/** Which files of the storage releases and bundles need. */
export const downloadsFiles: readonly FileOwner[] = [
  {
    prefix: 'releases/',
    keys: 'select storage_key as key from downloads.artifact',
    names: `select a.storage_key as key, a.file_name || ' (' || r.version || ')' as name,
        '/admin/releases/' || r.id as href
      from downloads.artifact a join downloads.release r on r.id = a.release_id`,
  },
  {
    prefix: 'bundles/',
    keys: `select 'bundles/' || id as key from downloads.bundle where ready_at is not null`,
    names: `select 'bundles/' || b.id as key, r.version as name, '/admin/releases/' || r.id as href
      from downloads.bundle b join downloads.release r on r.id = b.release_id where b.ready_at is not null`,
  },
];

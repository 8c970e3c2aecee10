/**
 * Thousands of rows for one statement that reads them by `json_to_recordset(convert_from(?, 'UTF8')::json)`. They travel
 * as bytes because the ORM copies texts into its statements letter by letter, which takes a second for two megabytes.
 */
export function jsonBytes(rows: readonly unknown[]): Buffer {
  return Buffer.from(JSON.stringify(rows));
}

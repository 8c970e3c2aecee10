/** The serial number as the limits count it, so that spelling it anew does not start a new count. */
export function foldedSerial(typed: string): string {
  return typed
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
}

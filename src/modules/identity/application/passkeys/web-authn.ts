/**
 * The library for passkeys, loaded with the first passkey: with what it brings along it is an eighth of all modules that
 * the portal would load at its start.
 */
export const webAuthn = () => import('@simplewebauthn/server');

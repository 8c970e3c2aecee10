/** A file whose commands are wanted. */
export interface Checked {
  readonly fileName: string;
  readonly sha256: string;
  /** Base64; null for files of before the portal signed them. */
  readonly signature: string | null;
}

/** What to paste into a terminal, beside the file. */
export interface VerifyCommands {
  readonly linux: string;
  readonly macos: string;
  readonly windows: string;
  /** Null where there is no signature. For Linux and macOS, with OpenSSL 3. */
  readonly signature: string | null;
  readonly windowsSignature: string | null;
}

/** File names are words of the vendor, not of ours: every shell gets them quoted. @param key PEM of the release key */
export function verifyCommands({ fileName, sha256, signature }: Checked, key: string | null): VerifyCommands {
  const file = fileName.startsWith('-') ? `./${fileName}` : fileName;
  const [posix, power] = [posixQuoted(file), powerShellQuoted(file)];
  const line = `printf '%s  %s\\n' ${sha256} ${posix}`;
  const signed = signature !== null && key !== null;
  return {
    linux: `${line} | sha256sum -c -`,
    macos: `${line} | shasum -a 256 -c -`,
    windows: `(Get-FileHash -Algorithm SHA256 -LiteralPath ${power}).Hash -eq '${sha256.toUpperCase()}'`,
    signature: signed
      ? [
          `cat > release-key.pem <<'END'\n${key}\nEND`,
          `printf %s ${signature} | openssl base64 -d -A > release.sig`,
          `openssl pkeyutl -verify -pubin -inkey release-key.pem -rawin -in ${posix} -sigfile release.sig`,
        ].join('\n')
      : null,
    windowsSignature: signed
      ? [
          `@'\n${key}\n'@ | Set-Content -Encoding ascii release-key.pem`,
          `[IO.File]::WriteAllBytes("$PWD\\release.sig", [Convert]::FromBase64String('${signature}'))`,
          `openssl pkeyutl -verify -pubin -inkey release-key.pem -rawin -in ${power} -sigfile release.sig`,
        ].join('\n')
      : null,
  };
}

const posixQuoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

// PowerShell ends a text at typographic quotes, too.
const powerShellQuoted = (text: string): string => `'${text.replace(/['\u2018-\u201b]/g, '$&$&')}'`;

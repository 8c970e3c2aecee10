import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** How many bytes curl got with status 200. @throws Error for any other status, or when it failed */
export async function downloaded(url: string, token: string, more: readonly string[] = []): Promise<number> {
  const out = '%{http_code} %{size_download}';
  const text = await curl([
    '-o',
    '/dev/null',
    '-w',
    out,
    '-H',
    `Authorization: Bearer ${token}`,
    ...more,
    url,
  ]);
  const [status, bytes] = text.split(' ').map(Number);
  if (status !== 200) throw new Error(`Void: ${url} answered ${status}.`);
  return bytes ?? 0;
}

/** What curl printed. @throws Error when it failed */
export async function curl(args: readonly string[]): Promise<string> {
  const child = spawn('curl', ['-s', ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.on('data', (chunk) => {
    text += chunk;
  });
  const [code] = await once(child, 'close');
  // 28: the time that it was given is over.
  if (code !== 0 && code !== 28) throw new Error(`Void: curl ended with ${code}.`);
  return text;
}

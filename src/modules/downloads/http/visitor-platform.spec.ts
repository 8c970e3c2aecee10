import { describe, expect, it } from '@jest/globals';
import { platformOf, suggestedFile } from './visitor-platform.js';

const agents = {
  windows: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0',
  macos: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15',
  linux: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
};
const phone = 'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36';

const file = (platform: string, architecture: string, type = 'installer') => ({
  platform,
  architecture,
  type,
});

describe('S1.3 the platform of the visitor', () => {
  it.each(Object.entries(agents))('is %s by the user agent', (platform, agent) => {
    expect(platformOf({ headers: { 'user-agent': agent } })).toBe(platform);
  });

  it('is what the client hint says before the user agent', () => {
    const headers = { 'sec-ch-ua-platform': '"macOS"', 'user-agent': agents.windows };
    expect(platformOf({ headers })).toBe('macos');
  });

  it('is none on phones and for programs', () => {
    for (const headers of [{ 'user-agent': phone }, { 'sec-ch-ua-platform': '"Android"' }, {}])
      expect(platformOf({ headers })).toBeNull();
  });

  it('suggests the file that most people want, and never a document', () => {
    const files = [
      file('windows', 'arm64'),
      file('windows', 'x64', 'archive'),
      file('windows', 'x64'),
      file('macos', 'x64'),
      file('macos', 'universal'),
      file('linux', 'x64', 'document'),
    ];
    expect(suggestedFile(files, 'windows')).toBe(files[2]);
    expect(suggestedFile(files, 'macos')).toBe(files[4]);
    expect(suggestedFile(files, 'linux')).toBeNull();
    expect(suggestedFile(files, null)).toBeNull();
    expect(suggestedFile([...files, file('any', 'any', 'archive')], 'linux')?.platform).toBe('any');
  });
});

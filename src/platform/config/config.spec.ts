import { describe, expect, it } from '@jest/globals';
import { InvalidConfiguration, loadConfig } from './config.js';

const complete = {
  PUBLIC_URL: 'https://portal.example.com/',
  DATABASE_URL: 'postgres://u:p@db:5432/latchkey',
  SMTP_URL: 'smtp://mail:25',
  APP_SECRET: 'fJ2k9vQm4XwZ7tBn1LrYc8HsDpGa5EoU',
  JWT_SECRET: 'aQ8wErTyUiOpAsDfGhJkLzXcVbNm1234',
  STORE_WEBHOOK_SECRET: 'whsec_dGVzdC1vbmx5LXN0b3JlLXdlYmhvb2stc2VjcmV0',
  STORAGE_URL: 'file:///data/files',
};

function problemsOf(environment: Record<string, string | undefined>): readonly string[] {
  try {
    loadConfig(environment);
    return [];
  } catch (error) {
    if (error instanceof InvalidConfiguration) return error.problems;
    throw error;
  }
}

describe('The configuration', () => {
  it('reads a complete environment, with production as the default', () => {
    const config = loadConfig(complete);
    expect(config).toMatchObject({
      production: true,
      secure: true,
      publicUrl: 'https://portal.example.com',
      redisUrl: null,
    });
    expect(config.allowedHosts).toEqual(['portal.example.com']);
  });

  it('reports every problem at once, each with its remedy', () => {
    const problems = problemsOf({ ...complete, PUBLIC_URL: 'portal', PORT: '70000', APP_SECRET: undefined });
    expect(problems).toHaveLength(3);
    expect(problems.join('\n')).toMatch(/PUBLIC_URL .*https:\/\/portal.example.com/);
    expect(problems.join('\n')).toMatch(/APP_SECRET is missing\. .*openssl rand/);
  });

  it('counts an empty value as missing', () => {
    expect(problemsOf({ ...complete, DATABASE_URL: '' })[0]).toMatch(/^DATABASE_URL is missing/);
  });

  it('F6 refuses weak secrets and never prints them', () => {
    const weak = {
      APP_SECRET: 'changeme',
      JWT_SECRET: 'a'.repeat(40),
      STORE_WEBHOOK_SECRET: 'hunter2-hunter2',
    };
    const problems = problemsOf({ ...complete, ...weak });
    expect(problems).toHaveLength(3);
    expect(problems.join('\n')).not.toMatch(/changeme|aaaa|hunter2/);
  });
});

import { describe, expect, it } from '@jest/globals';
import { Assets } from '../../src/platform/views/assets.js';
import { icon } from '../../src/platform/views/helpers.js';
import { parseTemplate } from '../../src/platform/views/parse-template.js';
import { filesBelow, type SourceFile } from './files.js';

/** Partials that may print unescaped, because what they print was sanitized or rendered by us. */
const sanctioned: readonly string[] = [];

const tripleStash = /\{\{\{|\{\{~?&/;

const unescaped = (files: readonly SourceFile[]): string[] =>
  files
    .filter(({ path, text }) => tripleStash.test(withoutComments(text)) && !sanctioned.includes(path))
    .map(({ path }) => path);

const inlineCode = (files: readonly SourceFile[]): string[] =>
  files
    .filter(({ text }) => /<script(?![^>]*\ssrc=)|<style|\sstyle="|\son[a-z]+="/i.test(withoutComments(text)))
    .map(({ path }) => path);

const foreignOrigins = (files: readonly SourceFile[]): string[] =>
  files
    .filter(({ text }) => /\s(?:src|srcset|action)="(?:https?:)?\/\//i.test(withoutComments(text)))
    .map(({ path }) => path);

function withoutComments(text: string): string {
  return text.replace(/\{\{!--[\s\S]*?--\}\}|\{\{![^}]*\}\}/g, '');
}

const templates = filesBelow('templates', '.hbs');
// Mail programs read styles from attributes only, and no policy of ours applies there.
const pages = templates.filter(({ path }) => !path.startsWith('templates/emails/'));

/** The portal reads a template with its first use, so nothing but this notices a broken one in time. */
function unreadable(files: readonly SourceFile[]): string[] {
  const assets = new Assets();
  const known = { text: String, escaped: String, icon: (name: string) => icon(assets, name, '') };
  return files.filter(({ text }) => !isRead(text, known)).map(({ path }) => path);
}

function isRead(text: string, known: Parameters<typeof parseTemplate>[1]): boolean {
  try {
    parseTemplate(text, known);
    return true;
  } catch {
    return false;
  }
}

describe('templates', () => {
  it('can be read, with every icon that they name', () => {
    expect(unreadable(templates)).toEqual([]);
  });

  it('print escaped, outside of the sanctioned list', () => {
    expect(unescaped(templates)).toEqual([]);
  });

  it('bring no script or style that the Content-Security-Policy refuses', () => {
    expect(inlineCode(pages)).toEqual([]);
  });

  it('load nothing from another origin', () => {
    expect(foreignOrigins(templates)).toEqual([]);
  });

  it.each([
    ['{{#if open}}', unreadable],
    ['{{icon "no-such-icon"}}', unreadable],
    ['{{{body}}}', unescaped],
    ['{{&body}}', unescaped],
    ['{{~&body}}', unescaped],
    ['<script>run()</script>', inlineCode],
    ['<p style="color: red">', inlineCode],
    ['<a href="/" onclick="run()">', inlineCode],
    ['<img src="//example.com/a.png">', foreignOrigins],
  ])('notices %s', (text, rule) => {
    expect(rule([{ path: 'templates/pages/bad.hbs', text }])).toEqual(['templates/pages/bad.hbs']);
  });
});

import { describe, expect, it } from '@jest/globals';
import { categorySlug, parseArticleSource } from './article-source.js';

const file = `---
title: Reset: how it works
summary: Short.
category: Getting started
updated: 2026-11-20
order: 3
related: one, two
---

## First

Text --- with dashes.
`;

describe('parseArticleSource', () => {
  it('reads the head and keeps the body', () => {
    expect(parseArticleSource('a', file)).toEqual({
      title: 'Reset: how it works',
      summary: 'Short.',
      categoryName: 'Getting started',
      updatedOn: '2026-11-20',
      sortOrder: 3,
      related: ['one', 'two'],
      bodyMarkdown: '## First\n\nText --- with dashes.',
    });
  });

  it.each(['', 'no head', '---\ntitle: x\n---\n', file.replace('2026-11-20', 'soon')])(
    'refuses %j',
    (text) => {
      expect(() => parseArticleSource('broken.md', text)).toThrow('broken.md');
    },
  );
});

describe('categorySlug', () => {
  it.each([
    ['Getting started', 'getting-started'],
    ['Über uns', 'uber-uns'],
    ['はじめに', 'other'],
  ])('of %s is %s', (name, slug) => {
    expect(categorySlug(name)).toBe(slug);
  });
});

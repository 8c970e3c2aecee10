import MarkdownIt from 'markdown-it';
import sanitizeHtml from 'sanitize-html';

/** What a text may have beside plain Markdown. Texts of visitors get nothing: their ids could shadow the page's. */
export interface MarkdownOptions {
  /** Gives h2 and h3 an id made of their words, so that they can be linked. */
  readonly anchors?: boolean;
  /** Turns a quotation that starts with a line `**Note**` or `**Tip**` into a block with this label. */
  readonly labels?: { readonly note: string; readonly tip: string };
}

/** A heading that can be linked. */
export interface Heading {
  readonly level: 2 | 3;
  readonly id: string;
  readonly text: string;
}

const renderer = new MarkdownIt({ html: false, linkify: true, typographer: false });

type Token = ReturnType<typeof renderer.parse>[number];

const allowed: sanitizeHtml.IOptions = {
  allowedTags: [
    'h2',
    'h3',
    'h4',
    'p',
    'ul',
    'ol',
    'li',
    'blockquote',
    'pre',
    'code',
    'em',
    'strong',
    's',
    'a',
    'br',
    'hr',
  ].concat(['table', 'thead', 'tbody', 'tr', 'th', 'td']),
  allowedAttributes: { a: ['href', 'rel'], h2: ['id'], h3: ['id'], ol: ['start'] },
  allowedClasses: { blockquote: ['is-note', 'is-tip'] },
  allowedSchemes: ['http', 'https', 'mailto'],
  transformTags: { a: sanitizeHtml.simpleTransform('a', { rel: 'noopener nofollow' }) },
};

/** Markdown as HTML that cannot run anything: no raw HTML in, and what comes out is sanitized once more. */
export function markdownToHtml(text: string, options: MarkdownOptions = {}): string {
  const tokens = renderer.parse(text, {});
  if (options.anchors) addAnchors(tokens);
  if (options.labels) labelBlocks(tokens, options.labels);
  return sanitizeHtml(renderer.renderer.render(tokens, renderer.options, {}), allowed);
}

/** The headings that `anchors` gives an id, in order, with the same ids. */
export function headingsOf(text: string): Heading[] {
  return addAnchors(renderer.parse(text, {}));
}

/** The words of the text without markup, one line per block; for search. */
export function markdownToText(text: string): string {
  return renderer
    .parse(text, {})
    .filter(({ type }) => type === 'inline' || type === 'fence' || type === 'code_block')
    .map((token) => (token.children ? plain(token) : token.content.trim()))
    .filter(Boolean)
    .join('\n');
}

function addAnchors(tokens: Token[]): Heading[] {
  const taken = new Set<string>();
  const headings: Heading[] = [];
  tokens.forEach((token, index) => {
    const inline = tokens[index + 1];
    if (token.type !== 'heading_open' || !inline || (token.tag !== 'h2' && token.tag !== 'h3')) return;
    const id = unique(anchorOf(plain(inline)), taken);
    token.attrSet('id', id);
    headings.push({ level: token.tag === 'h2' ? 2 : 3, id, text: plain(inline) });
  });
  return headings;
}

function labelBlocks(tokens: Token[], labels: NonNullable<MarkdownOptions['labels']>): void {
  tokens.forEach((token, index) => {
    // The parser leaves empty texts around emphasis.
    const children =
      tokens[index + 2]?.children?.filter(({ type, content }) => type !== 'text' || content) ?? [];
    const [open, word, close] = children;
    if (token.type !== 'blockquote_open' || open?.type !== 'strong_open' || close?.type !== 'strong_close')
      return;
    const kind = word?.content === 'Note' ? 'note' : word?.content === 'Tip' ? 'tip' : null;
    if (!kind || !word) return;
    token.attrSet('class', `is-${kind}`);
    word.content = labels[kind];
  });
}

function plain(inline: Token): string {
  return (inline.children ?? [])
    .map((child) => (child.type.endsWith('break') ? ' ' : child.content))
    .join('')
    .trim();
}

// Letters of any language stay; the prefix keeps an anchor from being the id of something else on the page.
function anchorOf(text: string): string {
  const words =
    text
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return `s-${words.join('-').slice(0, 80)}`;
}

function unique(id: string, taken: Set<string>): string {
  let candidate = id;
  for (let number = 2; taken.has(candidate); number += 1) candidate = `${id}-${number}`;
  taken.add(candidate);
  return candidate;
}

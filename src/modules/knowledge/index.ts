export { type ArticleHit, type ArticleSummary, Knowledge } from './application/knowledge.js';

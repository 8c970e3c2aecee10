export {
  type ArticleHit,
  type ArticleSummary,
  type ArticleText,
  Knowledge,
} from './application/knowledge.js';

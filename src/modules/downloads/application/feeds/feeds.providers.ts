import { FeedDocuments } from './feed-documents.js';
import { FeedSigner } from './feed-signer.js';
import { OpenFeedArtifact } from './open-feed-artifact.js';
import { ProductFeeds } from './product-feeds.js';
import { RenewFeed } from './renew-feed.js';

export const feedsProviders = [RenewFeed, ProductFeeds, FeedSigner, FeedDocuments, OpenFeedArtifact];

import { isoTime } from '../world/iso-time.ts';
import type { PageRecord, RatingRecord } from '../world/records.ts';
import { readFields, type NodeKind } from './fields.ts';
import { fieldsOf, type Edges, type GraphCall } from './graph-call.ts';
import { scopeRequired } from './graph-error.ts';
import { askedPage, pageOfList } from './paging.ts';
import { requirePageToken } from './require-page-token.ts';
import { mayReadPeople, requireWallReader } from './wall-access.ts';
import { authorShape } from './wall-shapes.ts';

const ratingKind: NodeKind<RatingRecord, GraphCall> = {
  name: 'Recommendation',
  defaults: ['created_time', 'recommendation_type', 'review_text'],
  readers: {
    created_time: (rating) => isoTime(rating.createdAt),
    has_rating: () => false,
    has_review: (rating) => rating.text !== undefined,
    open_graph_story: (rating) => ({ id: rating.id }),
    rating: () => undefined,
    recommendation_type: (rating) => (rating.isPositive ? 'positive' : 'negative'),
    review_text: (rating) => rating.text,
    reviewer: (rating, call) => authorShape(call, rating),
  },
};

/** `GET /{page}/ratings`: recommendations, newest first. */
export const ratingsEdge: Edges<PageRecord>[string] = {
  GET(call, page) {
    requirePageToken(call, page);
    requireWallReader(call, page.id, page.id);
    if (!mayReadPeople(call)) throw scopeRequired('pages_read_user_content');
    const ratings = [...call.simulation.world.wall.ratings.values()]
      .filter(({ pageId }) => pageId === page.id)
      .toSorted((a, b) => b.createdAt - a.createdAt);
    const list = pageOfList(call, `${page.id}/ratings`, ratings, askedPage(call));
    return { ...list, data: list.data.map((rating) => readFields(ratingKind, rating, call, fieldsOf(call))) };
  },
};

import { z } from 'zod';
import { conversationDetails } from '../../../contract/conversations.ts';
import { conversationId, offerId } from '../../../contract/ids.ts';
import { offerList, whyHere } from '../../../contract/offers.ts';
import { getConversation } from '../../desk/conversations/get.ts';
import { acceptOffer, rejectOffer } from '../../desk/distribution/answer-offer.ts';
import { listOffers } from '../../desk/distribution/list-offers.ts';
import { explainPlace } from '../../desk/distribution/why-here.ts';
import { contextOf } from '../access.ts';
import type { App, AppDeps } from '../app-deps.ts';

const tags = ['Distribution'];
const path = z.object({ id: offerId });

/** What is offered to agents, and why. */
export function offerRoutes(app: App, { ground }: Pick<AppDeps, 'ground'>): void {
  app.get(
    '/api/offers',
    { schema: { tags, summary: 'What is offered to me', response: { 200: offerList } } },
    async (request) => ({ items: await listOffers(contextOf(ground, request)) }),
  );

  app.post(
    '/api/offers/:id/accept',
    { schema: { tags, summary: 'Take it', params: path, response: { 200: conversationDetails } } },
    async (request) => {
      const ctx = contextOf(ground, request);
      return getConversation(ctx, await acceptOffer(ctx, request.params.id));
    },
  );

  app.post(
    '/api/offers/:id/reject',
    { schema: { tags, summary: 'Say no', params: path, response: { 204: z.void() } } },
    async (request, reply) => {
      await rejectOffer(contextOf(ground, request), request.params.id);
      return reply.code(204).send();
    },
  );

  app.get(
    '/api/conversations/:id/why',
    {
      schema: {
        tags,
        summary: 'Why it is with whom it is',
        params: z.object({ id: conversationId }),
        response: { 200: whyHere },
      },
    },
    async (request) => explainPlace(contextOf(ground, request), request.params.id),
  );
}

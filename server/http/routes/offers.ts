import { z } from 'zod';
import { conversationDetails } from '../../../contract/conversations.ts';
import { conversationId, offerId } from '../../../contract/ids.ts';
import { offerList, whyHere } from '../../../contract/offers.ts';
import type { Context } from '../../desk/context.ts';
import { getConversation } from '../../desk/conversations/get.ts';
import { acceptOffer, rejectOffer } from '../../desk/distribution/answer-offer.ts';
import { listOffers } from '../../desk/distribution/list-offers.ts';
import { explainPlace } from '../../desk/distribution/why-here.ts';
import { contextOf } from '../access.ts';
import type { App, AppDeps } from '../app-deps.ts';

const tags = ['Distribution'];
const path = z.object({ id: offerId });

/** Who has just come to advise sees it, though what they may see was read before. */
function takingPart(ctx: Context, id: string): Context {
  const { actor } = ctx;
  if (actor.kind !== 'user') return ctx;
  return { ...ctx, actor: { ...actor, takesPartIn: [...(actor.takesPartIn ?? []), id] } };
}

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
      const id = await acceptOffer(ctx, request.params.id);
      return getConversation(takingPart(ctx, id), id);
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

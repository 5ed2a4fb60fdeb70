import { z } from 'zod';
import { conversationId, messageId } from '../../../contract/ids.ts';
import {
  changeTranslation as changeBody,
  conversationTranslation,
  previewTranslation as previewBody,
  setTranslationService as serviceBody,
  switchTranslation as switchBody,
  translateMessage as messageBody,
  translationOffer,
  translationPreview,
  translationService,
  translationUsage,
  triedTranslation,
  tryTranslation,
  usageOfMonth,
} from '../../../contract/translation.ts';
import { askForMessage } from '../../desk/translation/ask-for-message.ts';
import { changeTranslation } from '../../desk/translation/change-translation.ts';
import { readTranslationOffer } from '../../desk/translation/offer.ts';
import { previewTranslation } from '../../desk/translation/preview.ts';
import {
  getTranslationService,
  setTranslationService,
  switchTranslation,
} from '../../desk/translation/service.ts';
import { tryTranslationService } from '../../desk/translation/try-service.ts';
import { readUsage } from '../../desk/translation/usage.ts';
import { contextOf } from '../access.ts';
import type { App, AppDeps } from '../app-deps.ts';

const tags = ['Translation'];
const ofConversation = z.object({ id: conversationId });

/** Conversations in other languages, and the service that translates. */
export function translationRoutes(
  app: App,
  {
    ground,
    secrets,
    outgoing,
    allowsPrivateWebhooks = false,
  }: Pick<AppDeps, 'ground' | 'secrets' | 'outgoing' | 'allowsPrivateWebhooks'>,
): void {
  app.get(
    '/api/translation',
    {
      schema: {
        tags,
        summary: 'Whether there is a service, and its languages',
        response: { 200: translationOffer },
      },
    },
    async (request) => readTranslationOffer(contextOf(ground, request)),
  );

  app.get(
    '/api/translation/service',
    { schema: { tags, summary: 'The service as it is set', response: { 200: translationService } } },
    async (request) => getTranslationService(contextOf(ground, request)),
  );

  app.put(
    '/api/translation/service',
    {
      schema: {
        tags,
        summary: 'Name the service; another address or key switches it off',
        body: serviceBody,
        response: { 200: translationService },
      },
    },
    async (request) =>
      setTranslationService(
        contextOf(ground, request),
        { secrets, allowsPrivate: allowsPrivateWebhooks },
        request.body,
      ),
  );

  app.post(
    '/api/translation/service/try',
    {
      schema: {
        tags,
        summary: 'Ask the service for its languages and for one translation',
        body: tryTranslation,
        response: { 200: triedTranslation },
      },
    },
    async (request) =>
      tryTranslationService({ ...contextOf(ground, request), secrets, outgoing }, request.body),
  );

  app.post(
    '/api/translation/service/switch',
    {
      schema: {
        tags,
        summary: 'Switch translation on or off',
        body: switchBody,
        response: { 200: translationService },
      },
    },
    async (request) => switchTranslation(contextOf(ground, request), request.body),
  );

  app.get(
    '/api/translation/usage',
    {
      schema: {
        tags,
        summary: 'What was sent to the service, by page',
        querystring: usageOfMonth,
        response: { 200: translationUsage },
      },
    },
    async (request) => readUsage(contextOf(ground, request), request.query.month),
  );

  app.put(
    '/api/conversations/:id/translation',
    {
      schema: {
        tags,
        summary: 'Open or close translation, and say who reads and writes in which language',
        params: ofConversation,
        body: changeBody,
        response: { 200: conversationTranslation },
      },
    },
    async (request) => changeTranslation(contextOf(ground, request), request.params.id, request.body),
  );

  app.post(
    '/api/conversations/:id/translation/preview',
    {
      schema: {
        tags,
        summary: 'Translate what is about to be sent',
        params: ofConversation,
        body: previewBody,
        response: { 200: translationPreview },
      },
    },
    async (request) =>
      previewTranslation(
        { ...contextOf(ground, request), secrets, outgoing },
        request.params.id,
        request.body,
      ),
  );

  app.post(
    '/api/messages/:id/translation',
    {
      schema: {
        tags,
        summary: 'Have one message translated',
        params: z.object({ id: messageId }),
        body: messageBody,
        response: { 202: z.void() },
      },
    },
    async (request, reply) => {
      await askForMessage(contextOf(ground, request), request.params.id, request.body.language);
      return reply.code(202).send();
    },
  );
}

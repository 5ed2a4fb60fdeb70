import { z } from 'zod';
import {
  automatedKey,
  changeChannelText as changeBody,
  channelTexts,
} from '../../../contract/automated-layers.ts';
import { changeChannelText, listChannelTexts } from '../../desk/automation/channel-texts.ts';
import { contextOf } from '../access.ts';
import type { App, AppDeps } from '../app-deps.ts';

const tags = ['Automated messages'];

/** The texts that all pages send by themselves. What one page says of its own is among its settings. */
export function automatedTextRoutes(app: App, { ground }: Pick<AppDeps, 'ground'>): void {
  app.get(
    '/api/automated-texts',
    { schema: { tags, summary: 'What is set for all pages', response: { 200: channelTexts } } },
    async (request) => listChannelTexts(contextOf(ground, request)),
  );

  app.patch(
    '/api/automated-texts/:key',
    {
      schema: {
        tags,
        summary: 'Set one text for all pages',
        params: z.object({ key: automatedKey }),
        body: changeBody,
        response: { 200: channelTexts.shape.items.element },
      },
    },
    async (request) => changeChannelText(contextOf(ground, request), request.params.key, request.body),
  );
}

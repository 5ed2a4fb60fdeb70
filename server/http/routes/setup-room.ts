import { z } from 'zod';
import {
  checklist,
  checklistItemId,
  commandAnswer,
  roomMessage,
  roomMessages,
  runCommand as commandBody,
  tickItem as tickBody,
  writeRoomMessage as writeBody,
} from '../../../contract/setup-room.ts';
import { checkApps } from '../../desk/setup-room/app-checks.ts';
import { listRoom } from '../../desk/setup-room/list-messages.ts';
import { readChecklist } from '../../desk/setup-room/read-checklist.ts';
import { runCommand } from '../../desk/setup-room/run-command.ts';
import { tickItem } from '../../desk/setup-room/tick.ts';
import { writeRoomMessage } from '../../desk/setup-room/write-message.ts';
import { contextOf } from '../access.ts';
import type { App, AppDeps } from '../app-deps.ts';

const tags = ['Setup room'];
const roomQuery = z.strictObject({
  before: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** The room in which administrators set Facebook up. */
export function setupRoomRoutes(app: App, deps: AppDeps): void {
  const { ground, publicUrl } = deps;

  app.get(
    '/api/setup/messages',
    {
      schema: { tags, summary: 'What was said', querystring: roomQuery, response: { 200: roomMessages } },
    },
    async (request) => listRoom(contextOf(ground, request), request.query),
  );

  app.post(
    '/api/setup/messages',
    {
      schema: { tags, summary: 'Say something', body: writeBody, response: { 201: roomMessage } },
    },
    async (request, reply) =>
      reply.code(201).send(await writeRoomMessage(contextOf(ground, request), request.body)),
  );

  app.get(
    '/api/setup/checklist',
    { schema: { tags, summary: 'How far Facebook is set up', response: { 200: checklist } } },
    async (request) => readChecklist(contextOf(ground, request), publicUrl),
  );

  app.post(
    '/api/setup/checklist/look',
    {
      schema: { tags, summary: 'Ask Facebook how our apps stand', response: { 200: checklist } },
    },
    async (request) => {
      const ctx = contextOf(ground, request);
      await checkApps(ctx, deps);
      return readChecklist(ctx, publicUrl);
    },
  );

  app.patch(
    '/api/setup/checklist/:item',
    {
      schema: {
        tags,
        summary: 'Tick an item by hand',
        params: z.object({ item: checklistItemId }),
        body: tickBody,
        response: { 200: checklist },
      },
    },
    async (request) =>
      tickItem(contextOf(ground, request), publicUrl, {
        item: request.params.item,
        isDone: request.body.isDone,
      }),
  );

  app.post(
    '/api/commands',
    {
      schema: {
        tags,
        summary: 'Run a /facebook command',
        body: commandBody,
        response: { 200: commandAnswer },
      },
    },
    async (request) => runCommand(contextOf(ground, request), request.body),
  );
}

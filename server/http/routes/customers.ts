import { z } from 'zod';
import {
  changeCustomer as changeBody,
  changeCustomerField as changeFieldBody,
  changeCustomerSettings as changeSettingsBody,
  conversationCustomer,
  createCustomer as createBody,
  createCustomerField as createFieldBody,
  createLinkedCustomer as createLinkedBody,
  customerConversations,
  customerDetails,
  customerField,
  customerList,
  customerSettings,
  customerStory,
  linkCustomer as linkBody,
  listCustomers as listQuery,
  listOfCustomer,
  mergeCustomer as mergeBody,
  readStory as storyQuery,
  unlinkCustomer as unlinkQuery,
  writeCustomerNote as noteBody,
} from '../../../contract/customers.ts';
import {
  conversationId,
  customerFieldId,
  customerId,
  customerMergeId,
  customerNoteId,
} from '../../../contract/ids.ts';
import { changeCustomer } from '../../desk/customers/change.ts';
import { createCustomer } from '../../desk/customers/create.ts';
import { deleteCustomer } from '../../desk/customers/delete.ts';
import {
  changeCustomerField,
  createCustomerField,
  deleteCustomerField,
  listCustomerFields,
} from '../../desk/customers/fields.ts';
import { getCustomer } from '../../desk/customers/get.ts';
import { createLinkedCustomer, linkCustomer, unlinkCustomer } from '../../desk/customers/link.ts';
import { listCustomers } from '../../desk/customers/list.ts';
import { mergeCustomers, undoMerge } from '../../desk/customers/merge.ts';
import {
  changeCustomerNote,
  deleteCustomerNote,
  noteOfConversation,
  noteOfCustomer,
} from '../../desk/customers/notes.ts';
import { readCustomerOf } from '../../desk/customers/of-conversation.ts';
import { changeCustomerSettings, readCustomerSettings } from '../../desk/customers/settings.ts';
import { listConversationsOfCustomer, readStory } from '../../desk/customers/story.ts';
import { contextOf } from '../access.ts';
import type { App, AppDeps } from '../app-deps.ts';

const tags = ['Customers'];
const path = z.object({ id: customerId });
const ofConversation = z.object({ id: conversationId });

/** Who people are over all pages: their cards, what hangs on them, and which conversations are theirs. */
export function customerRoutes(app: App, deps: Pick<AppDeps, 'ground'>): void {
  cardRoutes(app, deps);
  linkRoutes(app, deps);
  noteRoutes(app, deps);
  fieldRoutes(app, deps);
}

function cardRoutes(app: App, { ground }: Pick<AppDeps, 'ground'>): void {
  app.get(
    '/api/customers',
    {
      schema: { tags, summary: 'Customers by name', querystring: listQuery, response: { 200: customerList } },
    },
    async (request) => listCustomers(contextOf(ground, request), request.query),
  );

  app.post(
    '/api/customers',
    { schema: { tags, summary: 'Add a customer', body: createBody, response: { 201: customerDetails } } },
    async (request, reply) =>
      reply.code(201).send(await createCustomer(contextOf(ground, request), request.body)),
  );

  app.get(
    '/api/customers/:id',
    { schema: { tags, summary: 'A customer’s card', params: path, response: { 200: customerDetails } } },
    async (request) => getCustomer(contextOf(ground, request), request.params.id),
  );

  app.patch(
    '/api/customers/:id',
    {
      schema: {
        tags,
        summary: 'Change a customer’s card',
        params: path,
        body: changeBody,
        response: { 200: customerDetails },
      },
    },
    async (request) => changeCustomer(contextOf(ground, request), request.params.id, request.body),
  );

  app.delete(
    '/api/customers/:id',
    {
      schema: { tags, summary: 'Delete a customer’s card', params: path, response: { 204: z.void() } },
    },
    async (request, reply) => {
      await deleteCustomer(contextOf(ground, request), request.params.id);
      return reply.code(204).send();
    },
  );

  app.get(
    '/api/customers/:id/conversations',
    {
      schema: {
        tags,
        summary: 'A customer’s conversations over all pages',
        params: path,
        querystring: listOfCustomer,
        response: { 200: customerConversations },
      },
    },
    async (request) =>
      listConversationsOfCustomer(contextOf(ground, request), request.params.id, request.query),
  );

  app.get(
    '/api/customers/:id/story',
    {
      schema: {
        tags,
        summary: 'All that was said to and by a customer',
        params: path,
        querystring: storyQuery,
        response: { 200: customerStory },
      },
    },
    async (request) => readStory(contextOf(ground, request), request.params.id, request.query),
  );

  app.post(
    '/api/customers/:id/merges',
    {
      schema: {
        tags,
        summary: 'Put another card into this one',
        params: path,
        body: mergeBody,
        response: { 200: customerDetails },
      },
    },
    async (request) => mergeCustomers(contextOf(ground, request), request.params.id, request.body.customerId),
  );

  app.delete(
    '/api/customers/:id/merges/:merge',
    {
      schema: {
        tags,
        summary: 'Take a card out again',
        params: path.extend({ merge: customerMergeId }),
        response: { 200: customerDetails },
      },
    },
    async (request) => undoMerge(contextOf(ground, request), request.params.id, request.params.merge),
  );
}

function linkRoutes(app: App, { ground }: Pick<AppDeps, 'ground'>): void {
  const response = { 200: conversationCustomer };
  const url = '/api/conversations/:id/customer';

  app.get(
    url,
    { schema: { tags, summary: 'Who a conversation’s customer is', params: ofConversation, response } },
    async (request) => readCustomerOf(contextOf(ground, request), request.params.id),
  );

  app.put(
    url,
    { schema: { tags, summary: 'Say who it is', params: ofConversation, body: linkBody, response } },
    async (request) => {
      const ctx = contextOf(ground, request);
      await linkCustomer(ctx, request.params.id, request.body);
      return readCustomerOf(ctx, request.params.id);
    },
  );

  app.post(
    url,
    {
      schema: {
        tags,
        summary: 'Add a card for it',
        params: ofConversation,
        body: createLinkedBody,
        response,
      },
    },
    async (request) => {
      const ctx = contextOf(ground, request);
      await createLinkedCustomer(ctx, request.params.id, request.body);
      return readCustomerOf(ctx, request.params.id);
    },
  );

  app.delete(
    url,
    {
      schema: {
        tags,
        summary: 'Say that it is somebody else',
        params: ofConversation,
        querystring: unlinkQuery,
        response,
      },
    },
    async (request) => {
      const ctx = contextOf(ground, request);
      await unlinkCustomer(ctx, request.params.id, request.query);
      return readCustomerOf(ctx, request.params.id);
    },
  );
}

function noteRoutes(app: App, { ground }: Pick<AppDeps, 'ground'>): void {
  app.post(
    '/api/customers/:id/notes',
    {
      schema: {
        tags,
        summary: 'Note something of a customer',
        params: path,
        body: noteBody,
        response: { 200: customerDetails },
      },
    },
    async (request) => {
      const ctx = contextOf(ground, request);
      await noteOfCustomer(ctx, request.params.id, request.body.text);
      return getCustomer(ctx, request.params.id);
    },
  );

  app.post(
    '/api/conversations/:id/customer/notes',
    {
      schema: {
        tags,
        summary: 'Note something of a conversation’s customer',
        params: ofConversation,
        body: noteBody,
        response: { 200: conversationCustomer },
      },
    },
    async (request) => {
      const ctx = contextOf(ground, request);
      await noteOfConversation(ctx, request.params.id, request.body.text);
      return readCustomerOf(ctx, request.params.id);
    },
  );

  const params = z.object({ id: customerNoteId });
  app.patch(
    '/api/customer-notes/:id',
    { schema: { tags, summary: 'Rewrite a note', params, body: noteBody, response: { 204: z.void() } } },
    async (request, reply) => {
      await changeCustomerNote(contextOf(ground, request), request.params.id, request.body.text);
      return reply.code(204).send();
    },
  );

  app.delete(
    '/api/customer-notes/:id',
    { schema: { tags, summary: 'Delete a note', params, response: { 204: z.void() } } },
    async (request, reply) => {
      await deleteCustomerNote(contextOf(ground, request), request.params.id);
      return reply.code(204).send();
    },
  );
}

function fieldRoutes(app: App, { ground }: Pick<AppDeps, 'ground'>): void {
  app.get(
    '/api/customer-fields',
    {
      schema: {
        tags,
        summary: 'The house’s own fields of a card',
        response: { 200: z.object({ items: z.array(customerField) }) },
      },
    },
    async (request) => ({ items: await listCustomerFields(contextOf(ground, request).db) }),
  );

  app.post(
    '/api/customer-fields',
    {
      schema: { tags, summary: 'Add a field', body: createFieldBody, response: { 201: customerField } },
    },
    async (request, reply) =>
      reply.code(201).send(await createCustomerField(contextOf(ground, request), request.body)),
  );

  const params = z.object({ id: customerFieldId });
  app.patch(
    '/api/customer-fields/:id',
    {
      schema: {
        tags,
        summary: 'Change a field',
        params,
        body: changeFieldBody,
        response: { 200: customerField },
      },
    },
    async (request) => changeCustomerField(contextOf(ground, request), request.params.id, request.body),
  );

  app.delete(
    '/api/customer-fields/:id',
    {
      schema: {
        tags,
        summary: 'Delete a field with what was written in it',
        params,
        response: { 204: z.void() },
      },
    },
    async (request, reply) => {
      await deleteCustomerField(contextOf(ground, request), request.params.id);
      return reply.code(204).send();
    },
  );

  app.get(
    '/api/customer-settings',
    { schema: { tags, summary: 'How customers are found again', response: { 200: customerSettings } } },
    async (request) => readCustomerSettings(contextOf(ground, request).db),
  );

  app.put(
    '/api/customer-settings',
    {
      schema: {
        tags,
        summary: 'Change how customers are found again',
        body: changeSettingsBody,
        response: { 200: customerSettings },
      },
    },
    async (request) => changeCustomerSettings(contextOf(ground, request), request.body),
  );
}

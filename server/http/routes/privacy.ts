import { z } from 'zod';
import {
  acceptNotice as acceptBody,
  agentNotice,
  changeMaskingRule as changeRuleBody,
  changePrivacyPolicy,
  consentList,
  contactPrivacy,
  customerErasure,
  exportContact,
  holdContact as holdBody,
  listConsents,
  maskingRule,
  maskingTest,
  originalText,
  privacyPolicy,
  readOriginal as readOriginalBody,
  testMaskingRule as testRuleBody,
  writeMaskingRule,
} from '../../../contract/privacy.ts';
import { attachmentId, contactId, customerId, messageId } from '../../../contract/ids.ts';
import {
  exportPerson,
  holdContact,
  openFileOfPerson,
  readContactPrivacy,
} from '../../desk/privacy/contact-privacy.ts';
import { listConsentLog } from '../../desk/privacy/consent-log.ts';
import { eraseCustomer } from '../../desk/privacy/erase-customer.ts';
import { requestErasure } from '../../desk/privacy/forget-person.ts';
import {
  changeMaskingRule,
  createMaskingRule,
  deleteMaskingRule,
  listMaskingRules,
  testMaskingRule,
} from '../../desk/privacy/masking-rules.ts';
import { readOriginal } from '../../desk/privacy/read-original.ts';
import { acceptNotice, changePolicy, readNotice, readPolicy } from '../../desk/privacy/policy.ts';
import { contextOf } from '../access.ts';
import type { App, AppDeps } from '../app-deps.ts';
import { sendFile } from '../send-file.ts';

const tags = ['Privacy'];
const params = z.object({ id: z.uuid() });

/** What customers and agents are told and asked, what is put out of sight, and how long things are kept. */
export function privacyRoutes(app: App, { ground, storage, secrets }: AppDeps): void {
  app.get(
    '/api/privacy/consents',
    {
      schema: {
        tags,
        summary: 'What customers were asked to agree to, and what they answered',
        querystring: listConsents,
        response: { 200: consentList },
      },
    },
    async (request) => listConsentLog(contextOf(ground, request), request.query),
  );

  app.get(
    '/api/privacy/masking-rules',
    {
      schema: {
        tags,
        summary: 'What is masked in customers’ messages',
        response: { 200: z.object({ items: z.array(maskingRule) }) },
      },
    },
    async (request) => ({ items: await listMaskingRules(contextOf(ground, request)) }),
  );

  app.post(
    '/api/privacy/masking-rules',
    {
      schema: { tags, summary: 'Add a masking rule', body: writeMaskingRule, response: { 201: maskingRule } },
    },
    async (request, reply) =>
      reply.code(201).send(await createMaskingRule(contextOf(ground, request), request.body)),
  );

  app.post(
    '/api/privacy/masking-rules/test',
    {
      schema: { tags, summary: 'What a rule would mask', body: testRuleBody, response: { 200: maskingTest } },
    },
    async (request) => testMaskingRule(contextOf(ground, request), request.body),
  );

  app.patch(
    '/api/privacy/masking-rules/:id',
    {
      schema: {
        tags,
        summary: 'Change a masking rule',
        params,
        body: changeRuleBody,
        response: { 200: maskingRule },
      },
    },
    async (request) => changeMaskingRule(contextOf(ground, request), request.params.id, request.body),
  );

  app.delete(
    '/api/privacy/masking-rules/:id',
    { schema: { tags, summary: 'Delete a masking rule', params, response: { 204: z.void() } } },
    async (request, reply) => {
      await deleteMaskingRule(contextOf(ground, request), request.params.id);
      return reply.code(204).send();
    },
  );

  app.get(
    '/api/privacy/policy',
    { schema: { tags, summary: 'What holds for all pages', response: { 200: privacyPolicy } } },
    async (request) => readPolicy(contextOf(ground, request)),
  );

  app.patch(
    '/api/privacy/policy',
    {
      schema: {
        tags,
        summary: 'Change what holds for all pages',
        body: changePrivacyPolicy,
        response: { 200: privacyPolicy },
      },
    },
    async (request) => changePolicy(contextOf(ground, request), request.body, request.ip),
  );

  app.get(
    '/api/me/notice',
    {
      config: { beforeNotice: true },
      schema: { tags: ['Me'], summary: 'What I am told about being watched', response: { 200: agentNotice } },
    },
    async (request) => readNotice(contextOf(ground, request)),
  );

  app.post(
    '/api/me/notice',
    {
      config: { beforeNotice: true },
      schema: { tags: ['Me'], summary: 'Accept it', body: acceptBody, response: { 200: agentNotice } },
    },
    async (request) => acceptNotice(contextOf(ground, request), request.body.version),
  );

  app.post(
    '/api/messages/:id/original',
    {
      schema: {
        tags,
        summary: 'Read what was masked in a message, and say why',
        params: z.object({ id: messageId }),
        body: readOriginalBody,
        response: { 200: z.object({ items: z.array(originalText) }) },
      },
    },
    async (request) => ({
      items: await readOriginal(contextOf(ground, request), secrets, request.params.id, request.body),
    }),
  );

  personRoutes(app, { ground, secrets, ...(storage ? { storage } : {}) });
}

const personParams = z.object({ id: contactId });

/** What is held of one customer, and what can be done with it. */
function personRoutes(
  app: App,
  { ground, storage, secrets }: Pick<AppDeps, 'ground' | 'storage' | 'secrets'>,
): void {
  app.get(
    '/api/contacts/:id/privacy',
    {
      schema: {
        tags,
        summary: 'Consent, hold and erasure',
        params: personParams,
        response: { 200: contactPrivacy },
      },
    },
    async (request) => readContactPrivacy(contextOf(ground, request), request.params.id),
  );

  app.put(
    '/api/contacts/:id/hold',
    {
      schema: {
        tags,
        summary: 'Put under legal hold, or take the hold away',
        params: personParams,
        body: holdBody,
        response: { 200: contactPrivacy },
      },
    },
    async (request) => holdContact(contextOf(ground, request), request.params.id, request.body),
  );

  app.post(
    '/api/contacts/:id/erasure',
    {
      schema: { tags, summary: 'Erase a person', params: personParams, response: { 202: contactPrivacy } },
    },
    async (request, reply) =>
      reply.code(202).send(await requestErasure(contextOf(ground, request), request.params.id)),
  );

  app.post(
    '/api/customers/:id/erasure',
    {
      schema: {
        tags,
        summary: 'Erase a customer with every profile of theirs',
        params: z.object({ id: customerId }),
        response: { 202: customerErasure },
      },
    },
    async (request, reply) =>
      reply.code(202).send({ profiles: await eraseCustomer(contextOf(ground, request), request.params.id) }),
  );

  app.get(
    '/api/contacts/:id/export',
    {
      schema: {
        tags,
        summary: 'All that is held of a person',
        params: personParams,
        querystring: exportContact,
        response: { 200: z.looseObject({ exportedAt: z.string() }) },
      },
    },
    async (request, reply) => {
      const originals = request.query.originals === 'yes' ? secrets : null;
      const data = await exportPerson(contextOf(ground, request), request.params.id, originals);
      reply.header('content-disposition', `attachment; filename="customer-${request.params.id}.json"`);
      return data;
    },
  );

  if (!storage) return;
  app.get(
    '/api/contacts/:id/files/:attachmentId',
    {
      schema: {
        tags,
        summary: 'A file of a person',
        params: z.object({ id: contactId, attachmentId }),
      },
    },
    async (request, reply) => {
      const { id, attachmentId: file } = request.params;
      return sendFile(request, reply, storage, await openFileOfPerson(contextOf(ground, request), id, file));
    },
  );
}

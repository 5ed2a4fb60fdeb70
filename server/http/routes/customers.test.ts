import { beforeAll, describe, expect, test } from 'vitest';
import type { ConversationCustomer, CustomerDetails } from '../../../contract/customers.ts';
import { identifyCustomer } from '../../desk/customers/identify.ts';
import { housekeepingHandler } from '../../jobs/housekeeping.ts';
import { createLogger } from '../../kit/logger.ts';
import { setVariable } from '../../store/variables.ts';
import { deskFacts } from '../../testing/desk-facts.ts';
import { useDeskDoor, type DeskPerson } from '../../testing/desk-door.ts';

const door = useDeskDoor();
const facts = deskFacts(door);
const dayMs = 24 * 3_600_000;
let admin: DeskPerson;
let lead: DeskPerson;
let agent: DeskPerson;
let stranger: DeskPerson;
let department: string;
let elsewhere: string;
let page: string;

beforeAll(async () => {
  admin = await door.person('administrator', [], 'Ada');
  lead = await door.person('supervisor', [], 'Lena');
  department = await door.department('Returns');
  elsewhere = await door.department('Billing');
  agent = await door.person('agent', [department], 'Maya');
  stranger = await door.person('agent', [elsewhere], 'Jonas');
  page = await facts.page(department, { name: 'Harbour & Pine' });
});

let count = 0;
/** Nobody else in this file is called that. */
const fresh = (name: string) => `${name} ${String.fromCodePoint(97 + (count % 26))}${++count}`;
const chat = (name: string | null, more: Parameters<typeof facts.conversation>[1] = {}) =>
  facts.conversation(page, { contactName: name, ...more });
const of = (id: string) => `/api/conversations/${id}/customer`;
const summary = async (id: string, who = agent): Promise<ConversationCustomer> =>
  (await who.ask('GET', of(id))).body;
const add = async (card: object, who = agent): Promise<CustomerDetails> => {
  const answer = await who.ask('POST', '/api/customers', card);
  expect(answer.status).toBe(201);
  return answer.body;
};
const link = (id: string, customerId: string, more: object = {}, who = agent) =>
  who.ask('PUT', of(id), { customerId, ...more });
const system = () => ({
  db: door.db,
  clock: door.clock,
  bell: door.bell,
  newId: door.newId,
  actor: { kind: 'system', name: 'test' } as const,
});
const identify = (conversation: { id: string }) => identifyCustomer(system(), conversation.id);
const tell = (conversation: { id: string }, variables: Record<string, string>) =>
  door.db.transaction().execute(async (tx) => {
    for (const [name, value] of Object.entries(variables)) {
      const told = { conversationId: conversation.id, name, value, source: 'pre-chat' };
      await setVariable(tx, { ...told, at: door.clock.now() });
    }
  });
const find = async (q: string, who = agent): Promise<string[]> => {
  const { body } = await who.ask('GET', `/api/customers?limit=200&q=${encodeURIComponent(q)}`);
  return body.items.map((one: { name: string }) => one.name);
};
const audited = async (subject: string): Promise<string[]> => {
  const { body } = await admin.ask('GET', `/api/audit?subject=${subject}`);
  return body.items.map((one: { action: string }) => one.action);
};

describe('cards', () => {
  test('a card keeps what is written, each address once, and is changed field by field', async () => {
    const card = await add({
      firstName: 'Elena',
      lastName: 'Marković',
      emails: ['elena@posteo.test', 'Elena@Posteo.test'],
      phones: ['+31 30 555 01 84', '0031305550184'],
      companyName: 'Ström AB',
      location: 'Oudegracht 112, Utrecht',
      managerId: agent.id,
    });
    expect(card).toMatchObject({
      kind: 'person',
      name: 'Elena Marković',
      emails: ['elena@posteo.test'],
      phones: ['+31 30 555 01 84'],
      company: { id: null, name: 'Ström AB' },
      manager: { id: agent.id, name: 'Maya' },
    });
    const changed = await agent.ask('PATCH', `/api/customers/${card.id}`, {
      lastName: 'Petrović',
      phones: [],
    });
    expect(changed.body).toMatchObject({
      name: 'Elena Petrović',
      phones: [],
      emails: ['elena@posteo.test'],
      location: 'Oudegracht 112, Utrecht',
      version: 2,
    });
    const named = await agent.ask('PATCH', `/api/customers/${card.id}`, { name: 'Mrs Petrović' });
    const still = await agent.ask('PATCH', `/api/customers/${card.id}`, { firstName: 'Lena' });
    expect([named.body.name, still.body.name]).toEqual(['Mrs Petrović', 'Mrs Petrović']);
    expect(await facts.heard('customer.changed', card.id)).toBe(4);
    expect(await audited(card.id)).toEqual([
      'customer.changed',
      'customer.changed',
      'customer.changed',
      'customer.created',
    ]);
  });

  test('what is wrong is said by its field', async () => {
    const refused = async (card: object) => {
      const answer = await agent.ask('POST', '/api/customers', card);
      return [answer.status, answer.body.error.data.field];
    };
    expect(await refused({})).toEqual([400, 'name']);
    expect(await refused({ name: 'X', emails: ['no address'] })).toEqual([400, 'emails.0']);
    expect(await refused({ name: 'X', phones: ['call me'] })).toEqual([400, 'phones.0']);
    expect(await refused({ name: 'X', managerId: door.newId() })).toEqual([400, 'managerId']);
    expect(await refused({ name: 'X', companyId: door.newId() })).toEqual([400, 'companyId']);
    expect(await refused({ kind: 'company', name: 'X', companyName: 'Y' })).toEqual([400, 'companyName']);
    expect(await refused({ name: 'X', fields: { [door.newId()]: 'y' } })).toEqual([
      400,
      expect.stringMatching(/^fields\./),
    ]);
  });

  test('a search finds names, companies, e-mail addresses and numbers, case, accents and spaces aside (N12)', async () => {
    const company = await add({ kind: 'company', name: 'Ångström Möbel', number: 'K-4711' });
    await add({
      name: 'Zoë Brzęczyszczykiewicz',
      emails: ['zoe.brz@example.test'],
      phones: ['+49 (151) 234 567-89'],
      companyId: company.id,
    });
    for (const q of [
      'zoe brzeczy',
      'BRZĘCZY, zoë',
      'angstrom mobel',
      'ZOE.BRZ@EXAMPLE',
      '015123456789',
      '0049 151 23456789',
      '+49 151 234-567',
    ]) {
      expect([q, await find(q)]).toEqual([q, expect.arrayContaining(['Zoë Brzęczyszczykiewicz'])]);
    }
    expect(await find('k-4711')).toEqual(['Ångström Möbel']);
    expect(await find('100%_')).toEqual([]);
    const people = (await agent.ask('GET', `/api/customers/${company.id}`)).body.people;
    expect(people.map((one: { name: string }) => one.name)).toEqual(['Zoë Brzęczyszczykiewicz']);
    await agent.ask('PATCH', `/api/customers/${company.id}`, { name: 'Nordlicht Interieur' });
    expect(await find('nordlicht zoe')).toEqual(['Zoë Brzęczyszczykiewicz']);
  });

  test('where nothing is written as it was typed, a slip of the pen is forgiven (N12)', async () => {
    await add({ name: 'Bartholomew Featherstone' });
    await add({ name: 'Bartholomew Someone Else' });
    for (const q of ['Fetherstone', 'BARTOLOMEW FEATHERSTONE']) {
      expect([q, await find(q)]).toEqual([q, expect.arrayContaining(['Bartholomew Featherstone'])]);
    }
    expect(await find('Featherstone')).toEqual(['Bartholomew Featherstone']);
    expect(await find('xqzwv')).toEqual([]);
    expect(await find('Fetherstone', stranger)).toEqual(['Bartholomew Featherstone']);
    const seen = await chat(fresh('Feather'));
    const [{ id }] = (await agent.ask('GET', '/api/customers?q=Featherstone')).body.items;
    await link(seen.id, id);
    expect(await find('Fetherstone', stranger)).toEqual([]);
  });

  test('the list is read by name, page by page, each customer once, also of one kind or one manager', async () => {
    const mark = fresh('Kästner');
    for (const name of ['Émile', 'adam', 'Zora', 'Emil', 'Bea']) {
      await add({ name: `${name} ${mark}`, ...(name === 'Bea' ? { managerId: lead.id } : {}) });
    }
    await add({ kind: 'company', name: `Café ${mark}` });
    const seen: string[] = [];
    let cursor = '';
    do {
      const { body } = await agent.ask(
        'GET',
        `/api/customers?limit=2&q=${encodeURIComponent(mark)}${cursor && `&cursor=${cursor}`}`,
      );
      seen.push(...body.items.map((one: { name: string }) => one.name.split(' ')[0]));
      cursor = body.nextCursor;
    } while (cursor !== null);
    expect(seen).toEqual(['adam', 'Bea', 'Café', 'Emil', 'Émile', 'Zora']);
    const only = async (query: string) =>
      (await agent.ask('GET', `/api/customers?q=${encodeURIComponent(mark)}&${query}`)).body.items.length;
    expect([await only('kind=company'), await only(`manager=${lead.id}`)]).toEqual([1, 1]);
    expect((await agent.ask('GET', '/api/customers?cursor=x')).status).toBe(400);
  });

  test('who leads deletes a card; its conversations stay, nobody’s; a held one is kept', async () => {
    const conversation = await chat(fresh('Deleted'));
    const card = await add({ name: fresh('Deleted') });
    await link(conversation.id, card.id);
    expect((await agent.ask('DELETE', `/api/customers/${card.id}`)).status).toBe(403);
    await admin.ask('PUT', `/api/contacts/${conversation.contactId}/hold`, { isHeld: true });
    expect((await lead.ask('DELETE', `/api/customers/${card.id}`)).status).toBe(409);
    await admin.ask('PUT', `/api/contacts/${conversation.contactId}/hold`, { isHeld: false });
    expect((await lead.ask('DELETE', `/api/customers/${card.id}`)).status).toBe(204);
    expect((await lead.ask('DELETE', `/api/customers/${card.id}`)).status).toBe(404);
    expect((await summary(conversation.id)).customer).toBeNull();
    expect((await audited(card.id))[0]).toBe('customer.deleted');
  });
});

describe('the house’s own fields', () => {
  test('administrators define them, cards keep what fits their type, and a deleted one is gone everywhere', async () => {
    const make = async (field: object) => (await admin.ask('POST', '/api/customer-fields', field)).body;
    const tier = await make({
      name: 'Tier',
      type: 'choice',
      choices: ['Gold', 'Silver'],
      appliesTo: 'person',
    });
    const since = await make({ name: 'Since', type: 'date' });
    const orders = await make({ name: 'Orders', type: 'number' });
    expect((await make({ name: 'tíer' })).error.data).toEqual({ field: 'name' });
    expect((await make({ name: 'Empty', type: 'choice' })).error.data).toEqual({ field: 'choices' });
    expect((await agent.ask('POST', '/api/customer-fields', { name: 'No' })).status).toBe(403);
    expect((await agent.ask('GET', '/api/customer-fields')).body.items).toHaveLength(3);

    const card = await add({
      name: fresh('Fields'),
      fields: { [tier.id]: 'Gold', [since.id]: '2024-02-29', [orders.id]: 3 },
    });
    expect(card.fields).toEqual({ [tier.id]: 'Gold', [since.id]: '2024-02-29', [orders.id]: 3 });
    for (const [id, value] of [
      [tier.id, 'Bronze'],
      [since.id, '2023-02-29'],
      [orders.id, 'three'],
    ] as const) {
      const answer = await agent.ask('PATCH', `/api/customers/${card.id}`, { fields: { [id]: value } });
      expect(answer.body.error.data).toEqual({ field: `fields.${id}` });
    }
    const company = await agent.ask('POST', '/api/customers', {
      kind: 'company',
      name: 'C',
      fields: { [tier.id]: 'Gold' },
    });
    expect(company.body.error.data).toEqual({ field: `fields.${tier.id}` });
    await agent.ask('PATCH', `/api/customers/${card.id}`, { fields: { [since.id]: null } });
    expect((await admin.ask('DELETE', `/api/customer-fields/${tier.id}`)).status).toBe(204);
    expect((await agent.ask('GET', `/api/customers/${card.id}`)).body.fields).toEqual({ [orders.id]: 3 });
    await admin.ask('DELETE', `/api/customer-fields/${since.id}`);
    await admin.ask('DELETE', `/api/customer-fields/${orders.id}`);
  });
});

describe('linking', () => {
  test('a later conversation of a linked profile is linked before anybody opens it (R96, I-T1, I-T2)', async () => {
    const first = await chat(fresh('Gilda'));
    const card = await add({ name: fresh('Gilda') });
    const linked = await link(first.id, card.id);
    expect(linked.body).toMatchObject({
      customer: { id: card.id, profiles: [{ contact: { id: first.contactId }, how: 'by-hand' }] },
      link: { scope: 'profile', how: 'by-hand', linkedBy: { name: 'Maya' } },
    });
    await door.db
      .updateTable('conversation')
      .set({ status: 'closed', closedAt: door.clock.now(), movesAt: door.clock.now() })
      .where('id', '=', first.id)
      .execute();
    const later = await chat(null, { contactId: first.contactId });
    expect((await summary(later.id)).customer?.id).toBe(card.id);
    const { body } = await agent.ask('GET', `/api/customers/${card.id}/conversations`);
    expect(body.items.map((one: { id: string }) => one.id).toSorted()).toEqual(
      [first.id, later.id].toSorted(),
    );
    expect(await facts.heard('conversation.details-changed', first.id)).toBeGreaterThan(0);
    expect(await audited(card.id)).toEqual(['customer.linked', 'customer.created']);
  });

  test('nobody is found: a card is made from the profile, and conversation and profile are linked (R97, I-T4)', async () => {
    const name = fresh('Nova');
    const conversation = await chat(name);
    await tell(conversation, { email: 'write to nova.x@example.test', phone: '030 / 555 12 12' });
    const before = await summary(conversation.id);
    expect(before).toMatchObject({
      customer: null,
      suggestions: [],
      draft: { name, emails: ['nova.x@example.test'], phones: ['030 / 555 12 12'] },
    });
    const { body } = await agent.ask('POST', of(conversation.id), { name, emails: before.draft.emails });
    expect(body).toMatchObject({
      customer: {
        name,
        emails: ['nova.x@example.test'],
        profiles: [{ contact: { id: conversation.contactId } }],
      },
      link: { scope: 'profile' },
    });
    const later = await chat(null, { contactId: conversation.contactId, status: 'closed' });
    expect((await summary(later.id)).customer?.name).toBe(name);
  });

  test('unlinked from this conversation alone, the profile’s link stays (I-T5)', async () => {
    const one = await chat(fresh('Apart'));
    const other = await chat(null, { contactId: one.contactId, status: 'closed' });
    const card = await add({ name: fresh('Apart') });
    await link(one.id, card.id);
    const { body } = await agent.ask('DELETE', `${of(one.id)}?scope=conversation`);
    expect(body).toMatchObject({ customer: null, link: null, apartFrom: { id: card.id } });
    expect((await summary(other.id)).customer?.id).toBe(card.id);
    await identify(one);
    expect((await summary(one.id)).customer).toBeNull();
    // Linked again it goes with its profile as before.
    await link(one.id, card.id);
    expect((await summary(one.id)).link?.scope).toBe('profile');
  });

  test('unlinked with its profile, nothing of it is the customer’s, and nothing links the two by itself again (I-T5)', async () => {
    const card = await add({ name: fresh('Wrong'), emails: ['wrong.one@example.test'] });
    const one = await chat(fresh('Wrong'));
    await tell(one, { email: 'wrong.one@example.test' });
    await identify(one);
    expect((await summary(one.id)).link?.how).toBe('auto');
    const { body } = await agent.ask('DELETE', `${of(one.id)}?scope=profile`);
    expect(body).toMatchObject({ customer: null, apartFrom: null });
    await identify(one);
    expect((await summary(one.id)).customer).toBeNull();
    expect((await agent.ask('DELETE', `${of(one.id)}?scope=profile`)).status).toBe(409);
    await link(one.id, card.id);
    expect((await summary(one.id)).customer?.id).toBe(card.id);
    expect((await audited(card.id)).slice(0, 2)).toEqual(['customer.linked', 'customer.unlinked']);
  });

  test('a conversation may be somebody else’s than its profile’s', async () => {
    const [card, guest] = [await add({ name: fresh('Owner') }), await add({ name: fresh('Guest') })];
    const one = await chat(fresh('Owner'));
    const other = await chat(null, { contactId: one.contactId, status: 'closed' });
    await link(one.id, card.id);
    expect((await link(other.id, guest.id, { scope: 'conversation' })).body.link.scope).toBe('conversation');
    const named = async (who: DeskPerson) => (await who.ask('GET', `/api/customers/${guest.id}`)).body.apart;
    expect(await named(agent)).toMatchObject([{ id: other.id }]);
    expect((await agent.ask('GET', `/api/customers/${card.id}`)).body.apart).toEqual([]);
    expect((await summary(one.id)).customer?.id).toBe(card.id);
    const listed = await agent.ask('GET', `/api/customers/${guest.id}/conversations`);
    expect(listed.body.items.map((each: { id: string }) => each.id)).toEqual([other.id]);
    expect((await agent.ask('DELETE', `${of(other.id)}?scope=profile`)).body.customer).toBeNull();
    expect((await summary(one.id)).customer?.id).toBe(card.id);
  });

  test('who comments and who writes are one customer once they are known to be one person (K31)', async () => {
    const writer = await chat(fresh('Same'));
    const commenter = await facts.conversation(page, { contactName: fresh('Same'), kind: 'comment' });
    await door.db
      .updateTable('contact')
      .set({ identity: 'commenter' })
      .where('id', '=', commenter.contactId)
      .execute();
    const card = await add({ name: fresh('Same') });
    await link(writer.id, card.id);
    expect((await summary(commenter.id)).customer).toBeNull();
    await door.db
      .insertInto('contactLikeness')
      .values({
        commenterId: commenter.contactId,
        messengerId: writer.contactId,
        isSame: true,
        because: 'said',
        saidBy: agent.id,
        at: door.clock.now(),
      })
      .execute();
    await identify(commenter);
    expect(await summary(commenter.id)).toMatchObject({ customer: { id: card.id }, link: { how: 'auto' } });
    await agent.ask('DELETE', `${of(writer.id)}?scope=profile`);
    expect((await summary(commenter.id)).customer).toBeNull();
    await link(commenter.id, card.id);
    expect((await summary(writer.id)).customer?.id).toBe(card.id);
  });
});

describe('identification', () => {
  test('exactly one card with a told address is linked by itself and marked so (N12)', async () => {
    const card = await add({
      name: 'Somebody Else',
      emails: ['gilda@moss.test'],
      phones: ['+49 170 1112223'],
    });
    const byMail = await chat(fresh('Writes'));
    await tell(byMail, { contact: 'GILDA@moss.test' });
    const byPhone = await chat(fresh('Calls'));
    await tell(byPhone, { mobile: '0170/111 22 23' });
    for (const conversation of [byMail, byPhone]) {
      await Promise.all([identify(conversation), identify(conversation)]);
      expect(await summary(conversation.id)).toMatchObject({
        customer: { id: card.id },
        link: { how: 'auto', scope: 'profile', linkedBy: null },
      });
    }
    expect((await audited(card.id)).filter((action) => action === 'customer.linked')).toHaveLength(2);
  });

  test('two Gilda Moss: none is linked, and both are shown to choose from (R96, I-T3)', async () => {
    const both = [await add({ name: 'Gilda Moss' }), await add({ name: 'GILDA MOSS' })];
    const conversation = await chat('Gilda Moss');
    await admin.ask('PUT', '/api/customer-settings', { linksByName: true });
    await identify(conversation);
    await admin.ask('PUT', '/api/customer-settings', { linksByName: false });
    const shown = await summary(conversation.id);
    expect(shown.customer).toBeNull();
    expect(shown.suggestions.map(({ customer, because }) => [customer.id, because]).toSorted()).toEqual(
      both.map(({ id }) => [id, 'name']).toSorted(),
    );
  });

  test('two cards with one address: none is linked', async () => {
    for (const name of ['Anna', 'Bert']) await add({ name: fresh(name), emails: ['family@example.test'] });
    const conversation = await chat(fresh('Family'));
    await tell(conversation, { email: 'family@example.test' });
    await identify(conversation);
    const shown = await summary(conversation.id);
    expect([shown.customer, shown.suggestions.map(({ because }) => because)]).toEqual([
      null,
      ['email', 'email'],
    ]);
  });

  test('a name alone is a suggestion, and is linked where an administrator wants it (N12)', async () => {
    const name = fresh('Lonely');
    const card = await add({ name });
    const conversation = await chat(name.toUpperCase());
    await identify(conversation);
    expect(await summary(conversation.id)).toMatchObject({
      customer: null,
      suggestions: [{ customer: { id: card.id }, because: 'name' }],
    });
    expect((await lead.ask('PUT', '/api/customer-settings', { linksByName: true })).status).toBe(403);
    await admin.ask('PUT', '/api/customer-settings', { linksByName: true });
    await identify(conversation);
    expect(await summary(conversation.id)).toMatchObject({
      customer: { id: card.id },
      link: { how: 'auto' },
    });
    await admin.ask('PUT', '/api/customer-settings', { linksByName: false });
  });

  test('the same person on another page has a profile of their own, and is suggested (I-T7, K38)', async () => {
    const name = fresh('Traveller');
    const one = await chat(name);
    const otherPage = await facts.page(department, { name: 'Second page' });
    const other = await facts.conversation(otherPage, { contactName: name });
    expect((await summary(other.id)).profiles).toMatchObject([
      { contact: { id: one.contactId }, page: { name: 'Harbour & Pine' } },
    ]);
    const made = await agent.ask('POST', of(other.id), {
      name: 'Mrs Traveller',
      profileIds: [one.contactId],
    });
    expect(made.body.customer.profiles).toHaveLength(2);
    expect((await summary(one.id)).customer?.name).toBe('Mrs Traveller');
    const third = await facts.conversation(await facts.page(department), { contactName: name });
    await identify(third);
    expect(await summary(third.id)).toMatchObject({
      customer: null,
      suggestions: [{ customer: { name: 'Mrs Traveller' }, because: 'name' }],
    });
  });
});

describe('notes', () => {
  test('a note is possible before anybody is linked, goes to the customer, and back with its profile', async () => {
    const conversation = await chat(fresh('Noted'));
    const noted = await agent.ask('POST', `${of(conversation.id)}/notes`, { text: 'Likes oak.' });
    expect(noted.body.notes).toMatchObject([
      { text: 'Likes oak.', author: { name: 'Maya' }, mayChange: true },
    ]);
    const card = await add({ name: fresh('Noted') });
    await link(conversation.id, card.id);
    const linked = await summary(conversation.id);
    expect([linked.notes, linked.customer?.notes.map(({ text }) => text)]).toEqual([[], ['Likes oak.']]);
    await agent.ask('POST', `${of(conversation.id)}/notes`, { text: 'Pays late.' });
    await agent.ask('DELETE', `${of(conversation.id)}?scope=profile`);
    expect((await summary(conversation.id)).notes.map(({ text }) => text)).toEqual(['Likes oak.']);
    const left = (await agent.ask('GET', `/api/customers/${card.id}`)).body.notes;
    expect(left.map(({ text }: { text: string }) => text)).toEqual(['Pays late.']);
  });

  test('who wrote a note changes it, and who leads; who does not see the card does not learn of it', async () => {
    const conversation = await chat(fresh('Private'));
    const card = await add({ name: fresh('Private') });
    await link(conversation.id, card.id);
    const colleague = await door.person('agent', [department]);
    const { body } = await agent.ask('POST', `/api/customers/${card.id}/notes`, { text: 'First.' });
    const path = `/api/customer-notes/${body.notes[0].id}`;
    expect((await colleague.ask('PATCH', path, { text: 'Mine now.' })).status).toBe(403);
    expect((await stranger.ask('PATCH', path, { text: 'Mine now.' })).status).toBe(404);
    expect((await agent.ask('PATCH', path, { text: ' ' })).body.error.data).toEqual({ field: 'text' });
    expect((await agent.ask('PATCH', path, { text: 'Second.' })).status).toBe(204);
    expect((await summary(conversation.id)).customer?.notes[0]).toMatchObject({
      text: 'Second.',
      editedAt: door.clock.now().toISOString(),
    });
    expect((await lead.ask('DELETE', path)).status).toBe(204);
    expect((await summary(conversation.id)).customer?.notes).toEqual([]);
  });
});

test('what was noted in a conversation is read by those who may see its department, and where it goes then', async () => {
  const name = fresh('Shared');
  const mine = await chat(name);
  const theirs = await chat(name, { departmentId: elsewhere });
  const card = await add({ name });
  await link(mine.id, card.id);
  await link(theirs.id, card.id, {}, lead);
  await agent.ask('POST', `${of(mine.id)}/notes`, { text: 'Of returns.' });
  await stranger.ask('POST', `${of(theirs.id)}/notes`, { text: 'Of billing.' });
  await agent.ask('POST', `/api/customers/${card.id}/notes`, { text: 'For all.' });
  const notesFor = async (who: DeskPerson): Promise<CustomerDetails['notes']> =>
    (await who.ask('GET', `/api/customers/${card.id}`)).body.notes;
  const texts = async (who: DeskPerson) => (await notesFor(who)).map(({ text }) => text).toSorted();
  expect(await texts(agent)).toEqual(['For all.', 'Of returns.']);
  expect(await texts(stranger)).toEqual(['For all.', 'Of billing.']);
  expect(await texts(lead)).toEqual(['For all.', 'Of billing.', 'Of returns.']);
  const hidden = (await notesFor(stranger)).find(({ department: at }) => at?.id === elsewhere);
  expect(hidden?.department?.name).toBe('Billing');
  const path = `/api/customer-notes/${hidden?.id}`;
  expect((await agent.ask('PATCH', path, { text: 'x' })).status).toBe(404);
  expect((await agent.ask('DELETE', path)).status).toBe(404);
  await lead.ask('POST', `/api/conversations/${mine.id}/transfer`, { departmentId: elsewhere });
  expect(await texts(stranger)).toEqual(['For all.', 'Of billing.', 'Of returns.']);
});

describe('sight', () => {
  test('an agent learns neither of cards nor of profiles, conversations and words of other departments (N21)', async () => {
    const name = fresh('Hidden');
    const mine = await chat(name);
    const theirs = await chat(name, { departmentId: elsewhere });
    await facts.message(mine, { text: 'seen by Maya' });
    await facts.message(theirs, { text: 'hidden from Maya' });
    const shared = await add({ name, phones: ['+31 20 777 66 55'] });
    const secret = await add({ name }, stranger);
    await link(mine.id, shared.id);
    await link(theirs.id, shared.id, {}, lead);
    const far = await chat(name, { departmentId: elsewhere });
    await link(far.id, secret.id, {}, stranger);

    expect(await find(name)).toEqual([name]);
    expect((await find(name, lead)).length).toBe(2);
    for (const [method, path, body] of [
      ['GET', `/api/customers/${secret.id}`],
      ['PATCH', `/api/customers/${secret.id}`, { location: 'Here' }],
      ['GET', `/api/customers/${secret.id}/story`],
      ['GET', `/api/customers/${secret.id}/conversations`],
      ['POST', `/api/customers/${secret.id}/notes`, { text: 'x' }],
      ['POST', `/api/customers/${shared.id}/merges`, { customerId: secret.id }],
      ['PUT', of(mine.id), { customerId: secret.id }],
      ['GET', of(theirs.id)],
      ['PUT', of(theirs.id), { customerId: shared.id }],
      ['POST', of(theirs.id), { name }],
      ['DELETE', `${of(theirs.id)}?scope=profile`],
      ['POST', `${of(theirs.id)}/notes`, { text: 'x' }],
    ] as const) {
      expect([method, path, (await agent.ask(method, path, body)).status]).toEqual([method, path, 404]);
    }
    const card = (await agent.ask('GET', `/api/customers/${shared.id}`)).body;
    expect(card.profiles).toMatchObject([{ contact: { id: mine.contactId } }]);
    const conversations = (await agent.ask('GET', `/api/customers/${shared.id}/conversations`)).body.items;
    expect(conversations.map((one: { id: string }) => one.id)).toEqual([mine.id]);
    expect(JSON.stringify((await agent.ask('GET', `/api/customers/${shared.id}/story`)).body)).not.toContain(
      'hidden from',
    );
    const all = (await lead.ask('GET', `/api/customers/${shared.id}/story?show=words`)).body.items;
    expect(all.map((one: { text: string }) => one.text).toSorted()).toEqual([
      'hidden from Maya',
      'seen by Maya',
    ]);
    const fourth = await chat(name);
    expect((await summary(fourth.id)).suggestions.map(({ customer }) => customer.id)).toEqual([shared.id]);
  });

  test('without a key nobody is told of anybody', async () => {
    for (const path of ['/api/customers', `/api/customers/${door.newId()}`, '/api/customer-fields']) {
      expect((await door.ask('GET', path)).status).toBe(401);
    }
  });
});

describe('the story', () => {
  test('one story per person: messages, public words and notes over all pages, newest first, page by page (I-T8)', async () => {
    const name = fresh('Story');
    const one = await chat(name);
    const two = await facts.conversation(await facts.page(department, { name: 'Other page' }), {
      contactName: name,
    });
    const thread = await facts.conversation(page, { contactName: fresh('Begins'), kind: 'comment' });
    const start = door.clock.now().getTime();
    const at = (seconds: number) => new Date(start + seconds * 1_000);
    await facts.message(one, { text: 'hello', at: at(1) });
    await facts.message(two, { text: 'hello there too', at: at(2) });
    await facts.message(one, { text: 'we answer', at: at(3), direction: 'out', authorId: agent.id });
    await facts.message(thread, { text: 'somebody else begins', at: at(4), mid: `comment:${door.newId()}` });
    await facts.message(
      { ...thread, contactId: one.contactId },
      { text: 'said in public', at: at(5), mid: `comment:${door.newId()}` },
    );
    const card = await add({ name });
    await link(one.id, card.id);
    await link(two.id, card.id);
    const seen: string[] = [];
    let cursor = '';
    do {
      const { body } = await agent.ask(
        'GET',
        `/api/customers/${card.id}/story?show=words&limit=3${cursor && `&cursor=${cursor}`}`,
      );
      seen.push(
        ...body.items.map((item: { text: string; author: string }) => `${item.author}: ${item.text}`),
      );
      cursor = body.nextCursor;
    } while (cursor !== null);
    expect(seen).toEqual([
      `${name}: said in public`,
      'Maya: we answer',
      `${name}: hello there too`,
      `${name}: hello`,
    ]);
    const only = await agent.ask(
      'GET',
      `/api/customers/${card.id}/story?show=words&profile=${two.contactId}`,
    );
    expect(only.body.items).toMatchObject([
      { text: 'hello there too', conversation: { page: { name: 'Other page' } } },
    ]);
  });
});

describe('merging', () => {
  async function twins() {
    const [a, b] = [await chat(fresh('Twin')), await chat(fresh('Twin'))];
    const kept = await add({ name: fresh('Kept'), emails: ['kept@twin.test'], location: 'Utrecht' });
    const gone = await add({
      name: fresh('Gone'),
      emails: ['gone@twin.test', 'KEPT@twin.test'],
      phones: ['+31 30 555 01 84'],
      location: 'Bremen',
      companyName: 'Twin & Co',
    });
    await link(a.id, kept.id);
    await link(b.id, gone.id);
    await agent.ask('POST', `/api/customers/${gone.id}/notes`, { text: 'Of the one that goes.' });
    return { a, b, kept, gone };
  }
  const merge = (into: string, customerId: string, who = agent) =>
    who.ask('POST', `/api/customers/${into}/merges`, { customerId });

  test('two cards become one with both profiles, conversations, notes and addresses; what stood on it stands (I 6)', async () => {
    const { a, b, kept, gone } = await twins();
    const { body } = await merge(kept.id, gone.id);
    expect(body).toMatchObject({
      id: kept.id,
      name: kept.name,
      emails: ['kept@twin.test', 'gone@twin.test'],
      phones: ['+31 30 555 01 84'],
      location: 'Utrecht',
      company: { name: 'Twin & Co' },
      notes: [{ text: 'Of the one that goes.' }],
      merges: [{ name: gone.name, mergedBy: { name: 'Maya' } }],
    });
    expect(body.profiles.map((one: { contact: { id: string } }) => one.contact.id).toSorted()).toEqual(
      [a.contactId, b.contactId].toSorted(),
    );
    expect((await summary(b.id)).customer?.id).toBe(kept.id);
    expect((await agent.ask('GET', `/api/customers/${gone.id}`)).body.id).toBe(kept.id);
    expect(await find(gone.name)).toEqual([]);
    expect((await merge(kept.id, gone.id)).status).toBe(404);
    expect((await merge(kept.id, kept.id)).body.error.data).toEqual({ field: 'customerId' });
    const company = await add({ kind: 'company', name: fresh('Company') });
    expect((await merge(kept.id, company.id)).body.error.data).toEqual({ field: 'customerId' });
    expect((await audited(kept.id))[0]).toBe('customer.merged');
  });

  test('it is undone within 30 days: all goes back, and what was written since stays (I 6)', async () => {
    const { a, b, kept, gone } = await twins();
    const merged = (await merge(kept.id, gone.id)).body;
    await agent.ask('PATCH', `/api/customers/${kept.id}`, {
      emails: [...merged.emails, 'new@twin.test'],
      location: 'Delft',
    });
    door.clock.advance(30 * dayMs - 1_000);
    const path = `/api/customers/${kept.id}/merges/${merged.merges[0].id}`;
    expect((await stranger.ask('DELETE', path)).status).toBe(404);
    const back = await agent.ask('DELETE', path);
    expect(back.body).toMatchObject({
      emails: ['kept@twin.test', 'new@twin.test'],
      phones: [],
      location: 'Delft',
      company: null,
      notes: [],
      merges: [],
      profiles: [{ contact: { id: a.contactId } }],
    });
    expect((await summary(b.id)).customer).toMatchObject({
      id: gone.id,
      emails: gone.emails,
      location: 'Bremen',
      notes: [{ text: 'Of the one that goes.' }],
    });
    expect((await agent.ask('DELETE', path)).status).toBe(409);
    expect((await audited(kept.id))[0]).toBe('customer.unmerged');
  });

  test('after 30 days it stands, and the card that went is forgotten', async () => {
    const { b, kept, gone } = await twins();
    const { merges } = (await merge(kept.id, gone.id)).body;
    door.clock.advance(30 * dayMs);
    expect((await agent.ask('DELETE', `/api/customers/${kept.id}/merges/${merges[0].id}`)).status).toBe(409);
    door.clock.advance(1_000);
    const log = createLogger({ level: 'silent', isPretty: false });
    await housekeepingHandler({ ...system(), log }).run({} as never);
    expect((await agent.ask('GET', `/api/customers/${gone.id}`)).status).toBe(404);
    expect((await summary(b.id)).customer?.id).toBe(kept.id);
  });

  test('a chain of merges is undone from its end', async () => {
    const { kept, gone } = await twins();
    const last = await add({ name: fresh('Last') });
    const first = (await merge(kept.id, gone.id)).body.merges[0];
    const second = (await merge(last.id, kept.id)).body.merges[0];
    expect((await agent.ask('GET', `/api/customers/${gone.id}`)).body.id).toBe(last.id);
    expect((await agent.ask('DELETE', `/api/customers/${kept.id}/merges/${first.id}`)).status).toBe(404);
    await agent.ask('DELETE', `/api/customers/${last.id}/merges/${second.id}`);
    expect((await agent.ask('DELETE', `/api/customers/${kept.id}/merges/${first.id}`)).status).toBe(200);
    expect((await agent.ask('GET', `/api/customers/${gone.id}`)).body.profiles).toHaveLength(1);
  });

  test('merged both ways at once, one wins and the other finds nothing', async () => {
    const { kept, gone } = await twins();
    const answers = await Promise.all([merge(kept.id, gone.id), merge(gone.id, kept.id)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 404]);
  });
});

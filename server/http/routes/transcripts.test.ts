import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sendMail } from '../../desk/mail/send-mail.ts';
import { composeTranscript } from '../../desk/transcripts/compose.ts';
import { mailTranscriptAtEnd } from '../../desk/transcripts/mail-at-end.ts';
import { mailTranscript } from '../../desk/transcripts/mail-transcript.ts';
import { createMailer } from '../../kit/smtp.ts';
import { deskFacts } from '../../testing/desk-facts.ts';
import { readPdfText } from '../../testing/pdf-text.ts';
import { useDeskDoor, type DeskPerson } from '../../testing/desk-door.ts';
import { startSmtpServer } from '../../testing/smtp-server.ts';
import { setVariable } from '../../store/variables.ts';
import { deleteTranscriptsOf } from '../../store/transcripts.ts';

const mailSetup = { isSetUp: true, server: 'mail.example.com:465', from: 'desk@example.com' };
const door = useDeskDoor(() => ({ mailSetup }));
const facts = deskFacts(door);
let orders: string;
let page: string;
let ada: DeskPerson;

beforeAll(async () => {
  orders = await door.department('Orders');
  page = await facts.page(orders, { name: 'Harbour & Pine' });
  ada = await door.person('agent', [orders], 'Ada');
});

const send = (who: DeskPerson, id: string, body: object = { address: 'elena@example.com' }) =>
  who.ask('POST', `/api/conversations/${id}/transcripts`, body);
const mails = (id: string) =>
  door.db.selectFrom('mail').selectAll().where('conversationId', '=', id).orderBy('id').execute();

async function weSay(
  place: Parameters<typeof facts.message>[0],
  text: string,
  authorKind: 'user' | 'system',
  status: 'sent' | 'read' | 'failed',
) {
  const by = authorKind === 'user' ? { authorId: ada.id } : {};
  const id = await facts.message(place, { text, direction: 'out', ...by });
  await door.db.updateTable('message').set({ authorKind, status }).where('id', '=', id).execute();
}

/** What a real mail server gets, decoded. */
async function arrives(id: string) {
  const server = await startSmtpServer();
  const mailer = createMailer({ smtpUrl: server.url, from: 'desk@example.com' });
  const ctx = {
    ...door,
    actor: { kind: 'system', name: 'test' },
    mailer,
    publicUrl: 'https://desk.test',
  } as const;
  for (const mail of await mails(id))
    await sendMail({ ...ctx, random: () => 0.5 }, { mailId: mail.id, attempts: 1 });
  return server.taken.map(({ to, source }) => ({
    to,
    raw: source,
    source: Buffer.from(
      source
        .replaceAll(/=\r\n/g, '')
        .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16))),
      'latin1',
    ).toString(),
  }));
}

test('a transcript goes out with what was said, in the customer’s language, and with no note, no line and nothing that failed (N19)', async () => {
  const place = await facts.conversation(page, {
    status: 'active',
    assigneeId: ada.id,
    contactName: 'Elena <b>',
  });
  const { id } = place;
  await door.db.updateTable('contact').set({ locale: 'de_AT' }).where('id', '=', place.contactId).execute();
  await facts.message(place, { text: 'My card is #### #### #### 1111' });
  await weSay(place, 'Good day', 'user', 'read');
  await weSay(place, 'Never left', 'user', 'failed');
  await weSay(place, 'We are closed', 'system', 'sent');
  await ada.ask('POST', `/api/conversations/${id}/messages`, {
    clientId: crypto.randomUUID(),
    kind: 'note',
    text: 'Difficult customer',
  });
  expect((await send(ada, id)).status).toBe(202);
  const [mail] = await arrives(id);
  expect(mail?.to).toEqual(['elena@example.com']);
  const { source } = mail ?? { source: '' };
  expect(source).toContain('mit Harbour & Pine gesagt');
  for (const words of [
    '#### #### #### 1111',
    'Ada ·',
    'Good day',
    'We are closed',
    '(automatisch)',
    'Zeiten: UTC',
  ]) {
    expect(source).toContain(words);
  }
  expect(source).not.toContain('Never left');
  expect(source).not.toContain('Difficult customer');
  expect(source).toContain('Elena &lt;b&gt;');

  expect((await send(ada, id, { address: 'bo@example.com', withAutomated: false })).status).toBe(202);
  const [second] = await arrives(id);
  expect(second?.to).toEqual(['bo@example.com']);
  expect(second?.source).not.toContain('We are closed');
});

test('the words of a transcript are kept nowhere twice; who sent it is audited, and where it went is forgotten with the person (N19)', async () => {
  const place = await facts.conversation(page, { status: 'active', assigneeId: ada.id });
  await facts.message(place, { text: 'A secret of mine' });
  await send(ada, place.id);
  expect(JSON.stringify(await mails(place.id))).not.toContain('secret');
  const admin = await door.person('administrator');
  const shown = await admin.ask('GET', '/api/mails');
  expect(shown.body.items[0]).toMatchObject({ address: 'elena@example.com', state: 'waiting' });
  expect(JSON.stringify(shown.body)).not.toContain('secret');
  const log = await admin.ask('GET', `/api/audit?action=conversation.transcript-sent&subject=${place.id}`);
  expect(log.body.items).toMatchObject([{ actor: { id: ada.id } }]);
  expect(JSON.stringify(log.body)).not.toContain('elena@');
  await door.db.transaction().execute((tx) => deleteTranscriptsOf(tx, [place.contactId]));
  expect(await mails(place.id)).toEqual([]);
});

test('a transcript is sent by whose the conversation is and by who leads, to a whole address, when there is a mail server (N19)', async () => {
  const place = await facts.conversation(page, { status: 'active', assigneeId: ada.id });
  const { id } = place;
  await door.db.transaction().execute((tx) =>
    setVariable(tx, {
      conversationId: id,
      name: 'mail',
      value: 'elena@example.com',
      source: 'pre-chat',
      at: door.clock.now(),
    }),
  );
  const choices = await ada.ask('GET', `/api/conversations/${id}/transcripts`);
  expect(choices.body).toEqual({ addresses: ['elena@example.com'], isPossible: true });
  const ben = await door.person('agent', [orders], 'Ben');
  const sam = await door.person('agent', [await door.department('Billing')]);
  expect((await send(ben, id)).status).toBe(409);
  expect((await send(sam, id)).status).toBe(404);
  expect((await sam.ask('GET', `/api/conversations/${id}/transcripts`)).status).toBe(404);
  expect((await send(await door.person('supervisor'), id)).status).toBe(202);
  expect((await send(ada, id, { address: 'elena' })).body.error.data.field).toBe('address');

  const actor = {
    kind: 'user',
    userId: ada.id,
    name: 'Ada',
    role: 'agent',
    departmentIds: [orders],
  } as const;
  const input = { address: 'elena@example.com', withAutomated: true };
  await expect(mailTranscript({ ...door, actor }, id, input, false)).rejects.toThrow(
    'No mail server is set up',
  );
});

test('in a thread of comments each goes by their own name (N19)', async () => {
  const place = await facts.conversation(page, { status: 'active', kind: 'comment', contactName: 'Elena' });
  await facts.message(place, { text: 'Do you ship to Rome?' });
  for (const [name, text] of [
    ['Bruno', 'They do.'],
    [null, 'Not to me.'],
  ] as const) {
    const contactId = await facts.contact(page, name);
    await facts.message({ ...place, contactId }, { text });
  }
  const transcript = await composeTranscript(door, place.id, true);
  const heads = transcript?.text.split('\n').filter((line) => line.includes(' · '));
  expect(heads?.map((line) => line.split(' · ')[0])).toEqual([
    'Elena',
    'Bruno',
    expect.stringMatching(/^Facebook user/),
  ]);
});

const download = (who: DeskPerson, id: string) =>
  door.app.inject({ url: `/api/conversations/${id}/transcript.pdf`, headers: who.headers });

test('before a conversation is closed its PDF is refused; closed, it says what the mail says, by the clock of the page (N19)', async () => {
  const admin = await door.person('administrator');
  const hours = await admin.ask('POST', '/api/operating-hours', {
    name: 'Far away',
    timeZone: 'Asia/Tokyo',
    weekly: [{ day: 1, from: '09:00', to: '17:00' }],
  });
  const farPage = await facts.page(orders, { name: 'Harbour & Pine' });
  await door.db
    .updateTable('page')
    .set({ operatingHoursId: hours.body.id })
    .where('id', '=', farPage)
    .execute();
  const place = await facts.conversation(farPage, {
    status: 'wrapup',
    assigneeId: ada.id,
    contactName: 'Elena',
  });
  const { id } = place;
  await facts.message(place, { text: 'My card is #### #### #### 1111' });
  await weSay(place, 'Good day', 'user', 'read');
  await weSay(place, 'Never left', 'user', 'failed');
  await weSay(place, 'We are closed', 'system', 'sent');
  await facts.message(place, { text: '谢谢 Спасибо Ευχαριστώ' });
  await ada.ask('POST', `/api/conversations/${id}/messages`, {
    clientId: crypto.randomUUID(),
    kind: 'note',
    text: 'Difficult customer',
  });

  const early = await download(ada, id);
  expect(early.statusCode).toBe(409);
  expect(early.json().error.message).toContain('once it is closed');
  await send(ada, id, { address: 'early@example.com' });
  expect((await arrives(id))[0]?.source).not.toContain('application/pdf');

  expect((await ada.ask('POST', `/api/conversations/${id}/close`)).status).toBe(200);
  const answer = await download(ada, id);
  expect(answer.statusCode).toBe(200);
  expect(answer.headers).toMatchObject({
    'content-type': 'application/pdf',
    'content-disposition': expect.stringMatching(/^attachment; filename="conversation-\d+\.pdf"$/),
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, no-store',
  });
  const [text = '', ...others] = readPdfText(answer.rawPayload);
  expect(others).toEqual([]);
  const time = new Intl.DateTimeFormat('en', {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: 'Asia/Tokyo',
  });
  for (const words of [
    'Your conversation with Harbour & Pine',
    'Customer: Elena',
    'My card is #### #### #### 1111',
    'Ada ·',
    'Good day',
    `(automatic) · ${time.format(door.clock.now())}`,
    'We are closed',
    '\uFFFD\uFFFD Спасибо Ευχαριστώ',
    'Times: Asia/Tokyo.',
    '\uFFFD stands for letters and pictures that this file cannot show.',
    'Page 1 of 1',
  ]) {
    expect(text).toContain(words);
  }
  expect(text).not.toContain('Never left');
  expect(text).not.toContain('Difficult customer');
});

test('a mailed transcript of a closed conversation has the PDF with it (N19)', async () => {
  const place = await facts.conversation(page, { status: 'closed' });
  await facts.message(place, { text: 'Thank you' });
  await send(await door.person('supervisor'), place.id);
  const [mail] = await arrives(place.id);
  const [, encoded = ''] =
    /application\/pdf[\s\S]*?filename=conversation-\d+\.pdf\r\n\r\n([A-Za-z0-9+/=\r\n]+)/.exec(
      mail?.raw ?? '',
    ) ?? [];
  expect(readPdfText(Buffer.from(encoded, 'base64')).join('')).toContain('Thank you');
});

test('who sees a conversation has its PDF, and it is audited; who does not, does not learn of it (N19)', async () => {
  const { id } = await facts.conversation(page, { status: 'closed' });
  const ben = await door.person('agent', [orders]);
  const sam = await door.person('agent', [await door.department('Returns')]);
  expect((await download(ben, id)).statusCode).toBe(200);
  expect((await download(sam, id)).statusCode).toBe(404);
  const admin = await door.person('administrator');
  const log = await admin.ask('GET', `/api/audit?action=conversation.transcript-downloaded&subject=${id}`);
  expect(log.body.items).toMatchObject([{ actor: { id: ben.id } }]);
});

describe('when a conversation is closed (N19)', () => {
  const toAll = { transcriptToCustomer: true, transcriptTo: ['archive@house.test'] };
  let ownPage: string;
  beforeEach(async () => {
    ownPage = await facts.page(orders, { name: 'Harbour & Pine' });
    await facts.settings(ownPage, { life: toAll });
    await door.db.deleteFrom('job').execute();
  });

  /** A conversation in which the customer told an address, or none. */
  async function served(address: string | null = 'elena@example.com') {
    const place = await facts.conversation(ownPage, { status: 'active', assigneeId: ada.id });
    await facts.message(place, { text: 'My desk is scratched' });
    if (address !== null) {
      const told = { conversationId: place.id, name: 'mail', value: address, source: 'pre-chat' };
      await door.db.transaction().execute((tx) => setVariable(tx, { ...told, at: door.clock.now() }));
    }
    door.clock.advance(1_000);
    return place;
  }

  const system = () => ({ ...door, actor: { kind: 'system', name: 'Pagedesk' } }) as const;
  const end = (id: string) => ada.ask('POST', `/api/conversations/${id}/end`, {});
  /** What was left to do, twice at once. @returns how much it was. */
  async function runJobs(isPossible = true) {
    const jobs = await door.db
      .deleteFrom('job')
      .where('kind', '=', 'send-transcript')
      .returning('payload')
      .execute();
    for (const { payload } of jobs) {
      const { conversationId } = payload as { conversationId: string };
      const run = () => mailTranscriptAtEnd(system(), conversationId, isPossible);
      await Promise.all([run(), run()]);
    }
    door.clock.advance(1_000);
    return jobs.length;
  }
  const sentTo = async (id: string) => (await mails(id)).map(({ address }) => address).toSorted();

  test('what was said goes to the customer and to the house, once, with the PDF; it is audited', async () => {
    const { id } = await served();
    await end(id);
    await runJobs();
    expect(await sentTo(id)).toEqual(['archive@house.test', 'elena@example.com']);
    const [mail] = await arrives(id);
    expect(mail?.source).toContain('My desk is scratched');
    expect(mail?.raw).toContain('application/pdf');
    const admin = await door.person('administrator');
    const log = await admin.ask('GET', `/api/audit?action=conversation.transcript-sent&subject=${id}`);
    expect(log.body.items).toHaveLength(2);
  });

  test('with a time to wrap up it goes when that is over, and not before', async () => {
    await facts.settings(ownPage, { life: { ...toAll, wrapUpMinutes: 5 } });
    const { id } = await served();
    await end(id);
    expect(await runJobs()).toBe(0);
    await ada.ask('POST', `/api/conversations/${id}/close`);
    await runJobs();
    expect(await sentTo(id)).toEqual(['archive@house.test', 'elena@example.com']);
  });

  test('closed again it goes again if something was said, and never twice without', async () => {
    const place = await served();
    const { id } = place;
    await end(id);
    await runJobs();
    await ada.ask('POST', `/api/conversations/${id}/reopen`);
    await end(id);
    await runJobs();
    expect(await sentTo(id)).toHaveLength(2);
    await ada.ask('POST', `/api/conversations/${id}/reopen`);
    await facts.message(place, { text: 'One more thing' });
    await end(id);
    await runJobs();
    expect(await sentTo(id)).toHaveLength(4);
  });

  test.each([
    ['who is shut out', 'banned_until', 'contact'],
    ['who is to be erased', 'erasure', 'contact'],
    ['what is spam', 'ticket_set', 'conversation'],
    ['what was reopened meanwhile', 'status', 'conversation'],
  ])('nothing goes of %s', async (_what, kind) => {
    const { id, contactId } = await served();
    await end(id);
    const at = door.clock.now();
    if (kind === 'banned_until') {
      const bannedUntil = new Date(at.getTime() + 3_600_000);
      await door.db.updateTable('contact').set({ bannedUntil }).where('id', '=', contactId).execute();
    }
    if (kind === 'erasure') {
      const erasure = { id: door.newId(), contactIds: [contactId], requestedBy: null };
      await door.db
        .insertInto('erasure')
        .values({ ...erasure, requestedAt: at, doneAt: null })
        .execute();
    }
    if (kind === 'ticket_set') {
      await door.db.updateTable('conversation').set({ ticketSet: 'spam' }).where('id', '=', id).execute();
    }
    if (kind === 'status') await ada.ask('POST', `/api/conversations/${id}/reopen`);
    expect(await runJobs()).toBe(1);
    expect(await sentTo(id)).toEqual([]);
  });

  test('nothing is left to do where the page does not want it, for comments, and for spam; nor without a mail server', async () => {
    const lead = await door.person('supervisor');
    const { id } = await served();
    await ada.ask('PATCH', `/api/conversations/${id}/ticket`, { status: 'spam' });
    const thread = await facts.conversation(ownPage, {
      kind: 'comment',
      status: 'active',
      assigneeId: ada.id,
    });
    await facts.message(thread, { text: 'In public' });
    await end(thread.id);
    const other = await facts.conversation(page, { status: 'active', assigneeId: ada.id });
    await lead.ask('POST', `/api/conversations/${other.id}/end`, {});
    expect(await runJobs()).toBe(0);
    const without = await served();
    await end(without.id);
    expect(await runJobs(false)).toBe(1);
    expect(await sentTo(without.id)).toEqual([]);
  });

  test('the customer’s address is the one they told, else their card’s, and no card’s that a name alone may have found', async () => {
    await facts.settings(ownPage, { life: { transcriptToCustomer: true } });
    const admin = await door.person('administrator');
    const unknown = await served(null);
    const { body: card } = await ada.ask('POST', '/api/customers', {
      name: 'Elena',
      emails: ['card@example.com', 'second@example.com'],
    });
    const linked = await served(null);
    await ada.ask('PUT', `/api/conversations/${linked.id}/customer`, { customerId: card.id });
    const found = await served(null);
    const by = { contactId: found.contactId, customerId: card.id, how: 'auto', linkedBy: null } as const;
    await door.db
      .insertInto('customerProfile')
      .values({ ...by, linkedAt: door.clock.now() })
      .execute();
    await admin.ask('PUT', '/api/customer-settings', { linksByName: true });
    for (const { id } of [unknown, linked, found]) await end(id);
    await runJobs();
    const all = [unknown, linked, found].map(({ id }) => sentTo(id));
    expect(await Promise.all(all)).toEqual([[], ['card@example.com'], []]);
  });

  test('the addresses of the house are checked, and named', async () => {
    const admin = await door.person('administrator');
    const save = (life: object) =>
      admin.ask('PATCH', `/api/facebook/pages/${ownPage}/settings`, { version: 1, life });
    const wrong = await save({ transcriptTo: ['archive@house.test', 'nobody'] });
    expect([wrong.status, wrong.body.error.data.field]).toEqual([400, 'life.transcriptTo.1']);
    const many = await save({ transcriptTo: Array.from({ length: 6 }, (_, at) => `a${at}@house.test`) });
    expect(many.body.error.data.field).toBe('life.transcriptTo');
    const saved = await save({ transcriptTo: ['A@house.test', 'a@house.test'] });
    expect(saved.body.settings.life.transcriptTo).toEqual(['a@house.test']);
  });
});

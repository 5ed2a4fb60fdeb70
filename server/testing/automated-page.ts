import { beforeEach } from 'vitest';
import type { HoursRules } from '../../contract/operating-hours.ts';
import type { PageSettings } from '../../contract/page-settings.ts';
import { greet } from '../desk/automation/greet.ts';
import { sayOfAct, type SayOfAct } from '../desk/automation/say-of-act.ts';
import { keepDesks } from '../desk/presence/desks.ts';
import type { Context } from '../desk/context.ts';
import { deskFacts } from './desk-facts.ts';
import { facebookPage, meta, readConversation, type Intake } from './intake.ts';

type Person = Context & { actor: Extract<Context['actor'], { kind: 'user' }> };

/**
 * A page for each test that may say something by itself, with a department of its own and one agent whose desk is open.
 * What is left to be said is run twice at once, as by a worker that died in between.
 */
export function useAutomatedPage(intake: Intake) {
  const facts = deskFacts(intake);
  const system = (): Context => ({ ...intake, actor: { kind: 'system', name: 'test' } });
  let count = 0;
  let page = { id: '', facebookId: '', departmentId: '' };
  let agent: Person;

  beforeEach(async () => {
    await intake.db.deleteFrom('deskSocket').execute();
    await intake.db.deleteFrom('job').execute();
    await intake.db.deleteFrom('channelText').execute();
    const facebookId = `${facebookPage}${++count}`;
    const id = await intake.page(facebookId);
    const departmentId = intake.newId();
    await intake.db
      .insertInto('department')
      .values({ id: departmentId, name: `Orders ${count}`, color: 1, createdAt: intake.clock.now() })
      .execute();
    await intake.db.updateTable('page').set({ departmentId }).where('id', '=', id).execute();
    page = { id, facebookId, departmentId };
    agent = await desk.person('Maya Lindqvist');
    await desk.open(agent);
  });

  const desk = {
    system,
    get page() {
      return page;
    },
    get agent() {
      return agent;
    },
    /** Somebody of the page's department who leads. */
    async person(name: string): Promise<Person> {
      const userId = intake.newId();
      const createdAt = intake.clock.now();
      const email = `${userId}@desk.test`;
      await intake.db
        .insertInto('deskUser')
        .values({ id: userId, email, name, passwordHash: '-', role: 'supervisor', createdAt })
        .execute();
      await intake.db
        .insertInto('departmentMember')
        .values({ userId, departmentId: page.departmentId })
        .execute();
      const departmentIds = [page.departmentId];
      return { ...system(), actor: { kind: 'user', userId, name, role: 'supervisor', departmentIds } };
    },
    async open({ actor }: Person): Promise<void> {
      const processId = intake.newId();
      const now = intake.clock.now();
      await intake.db
        .insertInto('process')
        .values({ id: processId, startedAt: now, seenAt: now, runsWorker: false })
        .execute();
      await keepDesks(intake, [
        { id: intake.newId(), processId, userId: actor.userId, viewing: null, openedAt: now },
      ]);
    },
    close: () => intake.db.deleteFrom('deskSocket').execute(),
    set: (texts: Partial<PageSettings['texts']>) => facts.settings(page.id, { texts }),
    async hours(rules: HoursRules, of: 'page' | 'department'): Promise<void> {
      const id = intake.newId();
      await intake.db
        .insertInto('operatingHours')
        .values({
          id,
          name: id,
          timeZone: rules.timeZone,
          weekly: JSON.stringify(rules.weekly),
          holidays: JSON.stringify(rules.holidays),
          createdAt: intake.clock.now(),
        })
        .execute();
      const which = of === 'page' ? page.id : page.departmentId;
      await intake.db.updateTable(of).set({ operatingHoursId: id }).where('id', '=', which).execute();
    },
    /** A customer writes now. */
    async writes(psid = '28', mid: string = intake.newId()): Promise<void> {
      const noon = Date.parse('2026-11-20T12:00:00Z');
      const seconds = (intake.clock.now().getTime() - noon) / 1_000;
      await intake.tell(meta.message(mid, 'Hello?', seconds, { psid, page: page.facebookId }));
      await desk.runJobs();
    },
    async runJobs(): Promise<number> {
      const jobs = await intake.db
        .selectFrom('job')
        .select(['id', 'kind', 'payload'])
        .where('kind', 'in', ['greet', 'say-of-act'])
        .orderBy('id')
        .execute();
      for (const { kind, payload } of jobs) {
        const run = () =>
          kind === 'greet'
            ? greet(system(), payload as { messageId: string })
            : sayOfAct(system(), payload as SayOfAct);
        await Promise.all([run(), run()]);
      }
      const ids = jobs.map(({ id }) => id);
      if (ids.length > 0) await intake.db.deleteFrom('job').where('id', 'in', ids).execute();
      return jobs.length;
    },
    /** What was said by itself to one person, oldest first. */
    async said(psid = '28'): Promise<(string | null)[]> {
      const { messages } = await readConversation(intake, page.id, psid);
      return messages
        .filter((message) => message.authorKind === 'system' && message.kind === 'message')
        .toSorted((a, b) => a.createdAt.getTime() - b.createdAt.getTime())
        .map((message) => message.text);
    },
    async conversationId(psid = '28'): Promise<string> {
      const { conversations } = await readConversation(intake, page.id, psid);
      return conversations.at(-1)?.id ?? '';
    },
  };
  return desk;
}

import type { UserId } from '../../contract/ids.ts';
import type { ShiftedClock } from '../kit/clock.ts';
import type { Secrets } from '../kit/secrets.ts';
import { countOpenWork } from '../store/health.ts';
import { insertUser } from '../store/users.ts';
import type { Context } from '../desk/context.ts';
import { createMetaApp } from '../desk/pages/meta-apps.ts';
import { changePage } from '../desk/pages/change-page.ts';
import { createPage } from '../desk/pages/connect-page.ts';
import { markNoticesRead } from '../desk/notices/box.ts';
import type { PageGateway } from '../desk/pages/page-gateway.ts';
import { catalogue } from '../desk/extensions/catalogue.ts';
import { switchExtension } from '../desk/extensions/switch.ts';
import { createSavedReply } from '../desk/saved-replies/save.ts';
import { createTag } from '../desk/tags/create-tag.ts';
import { createDepartment } from '../desk/team/departments.ts';
import { createUser } from '../desk/team/create-user.ts';
import { hashPassword } from '../desk/team/password.ts';
import { noteDemoBegun, noteDemoWhole } from './demo-state.ts';
import { playStory } from './play-story.ts';
import { offerWhatComes } from './requests.ts';
import { savedReplies } from './saved-replies.ts';
import { playWall } from './play-wall.ts';
import { controlSandbox } from './sandbox-control.ts';
import { demoPassword, story, tags, team } from './story.ts';
import { wallStory } from './wall-story.ts';

export interface SeedInput {
  ground: Omit<Context, 'actor'>;
  clock: ShiftedClock;
  secrets: Secrets;
  gateway: PageGateway;
  publicUrl: string;
  sandboxUrl: string;
}

const POLL_MS = 4;

/**
 * Sets up the demo on an empty desk: two departments, six people, two pages of the sandbox (from one agents pick, of the
 * other they are asked), and a history that is played through the real paths. The server must be listening, since the sandbox delivers webhooks to it.
 */
export async function seedDemo(input: SeedInput): Promise<void> {
  const { ground, secrets, gateway, publicUrl, clock } = input;
  await noteDemoBegun(ground.db, new Date());
  const sandbox = controlSandbox(input.sandboxUrl);
  const world = await sandbox.demo();
  const people = await seedTeam(ground);
  const admin = people.administrator;

  const orders = await createDepartment(admin, {
    name: 'Orders',
    color: 2,
    memberIds: people.membersOf('Orders'),
  });
  const returns = await createDepartment(admin, {
    name: 'Returns',
    color: 3,
    memberIds: people.membersOf('Returns'),
  });
  const acknowledgedVersion = catalogue.facebook.acknowledgement.version;
  await switchExtension(admin, 'facebook', { isOn: true, acknowledgedVersion });
  await switchExtension(admin, 'online-chat', { isOn: true });
  const { appId, appSecret } = world;
  const app = await createMetaApp(
    admin,
    { secrets, gateway, publicUrl },
    { name: 'Demo app', appId, appSecret },
  );
  // What an administrator pastes into the dashboard of the Meta app; the address is verified by that.
  await sandbox.setWebhook(appId, { callbackUrl: app.callbackUrl, verifyToken: app.verifyToken });

  const workshop = await sandbox.addPage('Harbour & Pine Workshop', world.admin.id);
  const connect = (pageToken: string, departmentId: typeof orders.id) =>
    // Its story is played through the webhooks: there is no past to read.
    createPage(admin, { secrets, gateway }, { metaAppId: app.id, pageToken, departmentId, importDays: 0 });
  const shop = await connect(world.pageAccessToken, orders.id);
  await changePage(admin, { secrets, gateway }, shop.id, { humanAgentAllowed: true });
  for (const tag of tags) await createTag(admin, tag);
  for (const reply of savedReplies) await createSavedReply(admin, reply);
  const { id: workshopPageId } = await connect(workshop.accessToken, returns.id);

  const agent = people.as(
    new Map([
      ['Orders', orders.id],
      ['Returns', returns.id],
    ]),
  );
  await playStory(
    {
      sandbox,
      clock,
      as: agent,
      pages: { shop: world.pageId, workshop: workshop.id },
      people: world.people,
      settled: () => settle(ground, clock),
    },
    story,
  );
  await playWall(
    { sandbox, pageId: world.pageId, people: world.people, settled: () => settle(ground, clock) },
    wallStory,
  );
  await offerWhatComes(admin, { secrets, gateway }, { pageId: workshopPageId, largeOrdersTo: orders.id });
  // What was told to those who lead while the past was played is no news.
  for (const lead of [admin, agent('Robin')]) await markNoticesRead(lead, null);
  await noteDemoWhole(ground.db, new Date());
}

/** Waits until nothing is in the inbound queue and no job is due. */
async function settle(ground: SeedInput['ground'], clock: ShiftedClock): Promise<void> {
  // What fell due because the clock was moved: nobody else tells the worker.
  ground.bell.ring('jobs');
  while ((await countOpenWork(ground.db, clock.now())) > 0) {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/** The demo's people. The first administrator is written directly: nobody is there yet who might create one. */
async function seedTeam(ground: SeedInput['ground']) {
  const ids = new Map<string, UserId>();
  const [first, ...others] = team;
  const id = ground.newId();
  await insertUser(ground.db, {
    id,
    email: first.email,
    name: first.name,
    role: first.role,
    passwordHash: await hashPassword(demoPassword),
    createdAt: ground.clock.now(),
  });
  const administrator: Context = {
    ...ground,
    actor: { kind: 'user', userId: id, name: first.name, role: first.role, departmentIds: [] },
  };
  for (const { name, email, role } of others) {
    const user = await createUser(administrator, {
      name,
      email,
      role,
      password: demoPassword,
      departmentIds: [],
    });
    ids.set(name, user.id);
  }
  return {
    administrator,
    membersOf: (department: string) =>
      team.flatMap(({ name, departments }) => {
        const memberId = ids.get(name);
        return memberId && departments.some((each) => each === department) ? [memberId] : [];
      }),
    as: (departmentIds: ReadonlyMap<string, string>) => (firstName: string) => {
      const member = team.find(({ name }) => name.startsWith(firstName));
      const userId = member && ids.get(member.name);
      if (!member || !userId) throw new Error(`Nobody in the demo is called ${firstName}.`);
      const visible = member.departments.flatMap((department) => departmentIds.get(department) ?? []);
      const ctx: Context = {
        ...ground,
        actor: { kind: 'user', userId, name: member.name, role: member.role, departmentIds: visible },
      };
      return ctx;
    },
  };
}

import { attach } from '../people/attachment-input.ts';
import type { Simulation } from '../simulation.ts';
import { publishPost } from '../wall/post.ts';
import type { PersonRecord } from '../world/records.ts';
import { firstApp, pageAccessToken, userAccessToken } from './access.ts';

const appName = 'Pagedesk';
const pageName = 'Harbour & Pine';

const customers: { name: string; locale: string; timezone: number; gender: string }[] = [
  { name: 'Elena Marković', locale: 'nl_NL', timezone: 1, gender: 'female' },
  { name: 'Daniel Osei', locale: 'en_GB', timezone: 0, gender: 'male' },
  { name: 'Ingrid Solberg', locale: 'nb_NO', timezone: 1, gender: 'female' },
  { name: 'Yusuf Demir', locale: 'tr_TR', timezone: 3, gender: 'male' },
  { name: 'Aiko Tanaka', locale: 'ja_JP', timezone: 9, gender: 'female' },
  { name: 'Marco Bianchi', locale: 'it_IT', timezone: 1, gender: 'male' },
  { name: 'Charlotte Bennett', locale: 'en_GB', timezone: 0, gender: 'female' },
  { name: 'Peter Hughes', locale: 'en_GB', timezone: 0, gender: 'male' },
  { name: 'Fatima Aziz', locale: 'fr_FR', timezone: 1, gender: 'female' },
  { name: 'Sofia Lindgren', locale: 'sv_SE', timezone: 1, gender: 'female' },
  { name: 'Omar Khalil', locale: 'ar_AR', timezone: 2, gender: 'male' },
  { name: 'Theo Grant', locale: 'en_US', timezone: -5, gender: 'male' },
];

const posts = [
  {
    name: 'desk',
    hoursAgo: 26,
    text: 'Slow Mondays begin here. The Lund desk in solid oak, made to order in four widths.',
    picture: 'lund-desk.png',
  },
  {
    name: 'saturday',
    hoursAgo: 3,
    text: 'The workshop is open on Saturday from 9 to 5. Come and see how a Lund desk is made.',
    picture: null,
  },
];

/** One app, one furniture shop with two posts, its administrator and a dozen people. Nobody has written yet. */
export function buildDemo(simulation: Simulation): void {
  const { world } = simulation;
  world.addApp({ name: appName });
  const admin = world.addPerson({ name: 'Nora Vermeer', locale: 'en_GB', role: 'staff' });
  const page = world.addPage({ name: pageName, category: 'Furniture shop', adminIds: [admin.id] });
  page.messengerProfile = {
    get_started: { payload: 'GET_STARTED' },
    greeting: [{ locale: 'default', text: 'Chairs, desks and sofas, made to last.' }],
  };
  for (const customer of customers) {
    const person = world.addPerson(customer);
    world.openThread(page.id, person.id);
  }
  for (const { name, hoursAgo, text, picture } of posts) {
    publishPost(simulation, {
      pageId: page.id,
      by: null,
      text,
      number: simulation.mint.lasting(15, 'post', name),
      at: world.clock.nowMs() - hoursAgo * 3_600_000,
      ...(picture !== null && {
        attachments: [attach(simulation, { type: 'image', sample: true, name: picture })],
      }),
    });
  }
}

/** All that a script needs to connect a desk to the demo world; null in a world that has no such page. */
export function describeDemo(simulation: Simulation) {
  const { world, links } = simulation;
  const app = firstApp(simulation);
  const page = [...world.pages.values()].find(({ name }) => name === pageName);
  const admin = world.people.get(page?.adminIds[0] ?? '');
  if (!app || !page || !admin) return null;
  const people = customers.flatMap(({ name }) => {
    const person = [...world.people.values()].find((other) => other.name === name);
    return person ? [{ id: person.id, name, psid: psidOf(simulation, page.id, person) }] : [];
  });
  return {
    url: links.baseUrl,
    graphUrl: links.baseUrl,
    facebookUrl: links.baseUrl,
    graphVersion: 'v26.0',
    appId: app.id,
    appSecret: app.secret,
    appName: app.name,
    pageId: page.id,
    pageName: page.name,
    pageAccessToken: pageAccessToken(simulation, page),
    userAccessToken: userAccessToken(simulation, admin, app),
    admin: { id: admin.id, name: admin.name },
    people,
  };
}

function psidOf(simulation: Simulation, pageId: string, person: PersonRecord): string {
  return simulation.world.openThread(pageId, person.id).psid;
}

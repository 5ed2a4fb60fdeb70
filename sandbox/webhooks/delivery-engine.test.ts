import { describe, expect, it } from 'vitest';
import { Simulation } from '../simulation.ts';
import { ManualTime } from '../world/time.ts';
import type { Outcome, Transport } from './transport.ts';

/** A simulation whose posts wait until the test answers them. */
function rig() {
  const time = new ManualTime();
  const posts: { body: string; deadlineMs: number; answer: (outcome: Outcome) => void }[] = [];
  const transport: Transport = {
    post: (_url, _headers, body, deadlineMs) =>
      new Promise((answer) => posts.push({ body: body.toString(), deadlineMs, answer })),
    close: () => Promise.resolve(),
  };
  const simulation = new Simulation({ time, seed: 1, salt: 'test', transport });
  const { world } = simulation;
  const fields = ['messages'];
  const webhook = { callbackUrl: 'http://app.example/', verifyToken: '', fields, active: true };
  const app = world.addApp({ name: 'App', webhook });
  const page = world.addPage({ name: 'Page', subscriptions: { [app.id]: fields } });
  const people = ['Ann', 'Bob'].map((name) => world.openThread(page.id, world.addPerson({ name }).id));
  const write = (person: number, text: string) => {
    const thread = people[person];
    if (thread) simulation.tell(thread, { message: { text } });
  };
  /** Lets promises that are ready run. */
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  return { time, simulation, posts, write, turn, page, app };
}

describe('the delivery engine', () => {
  it('gives each attempt five seconds', async () => {
    const { posts, write, turn } = rig();
    write(0, 'a');
    await turn();
    expect(posts[0]?.deadlineMs).toBe(5_000);
  });

  it('sends the next event of a person only after the one before was taken, and others meanwhile', async () => {
    const { posts, write, turn } = rig();
    write(0, 'Ann 1');
    write(0, 'Ann 2');
    write(1, 'Bob 1');
    await turn();
    expect(posts.map(({ body }) => /Ann 1|Ann 2|Bob 1/.exec(body)?.[0])).toEqual(['Ann 1', 'Bob 1']);
    posts[0]?.answer({ status: 200 });
    await turn();
    expect(posts[2]?.body).toContain('Ann 2');
  });

  it('lets later events go ahead of one that has failed its first round', async () => {
    const { posts, write, turn } = rig();
    write(0, 'Ann 1');
    write(0, 'Ann 2');
    for (let attempt = 0; attempt < 3; attempt += 1) {
      await turn();
      posts[attempt]?.answer({ failure: 'timeout' });
    }
    await turn();
    expect(posts[3]?.body).toContain('Ann 2');
  });

  it('counts any answer but 200 as a failure', async () => {
    const { posts, write, turn, simulation } = rig();
    simulation.settings.immediateRetries = 0;
    for (const status of [201, 204, 302, 404]) {
      write(0, String(status));
      await turn();
      posts.at(-1)?.answer({ status });
      await turn();
    }
    expect(simulation.deliveries.newest(10).map(({ state }) => state)).toEqual(Array(4).fill('retrying'));
  });

  it('forgives failures once a delivery succeeds', async () => {
    const { time, posts, write, turn, simulation, page, app } = rig();
    simulation.settings.immediateRetries = 0;
    const deliver = async (outcome: Outcome) => {
      write(0, 'a');
      await turn();
      posts.at(-1)?.answer(outcome);
      await turn();
    };
    simulation.settings.retryAfterMs = [];
    await deliver({ status: 500 });
    time.advance(59 * 60_000);
    await deliver({ status: 200 });
    await deliver({ status: 500 });
    time.advance(59 * 60_000);
    await deliver({ status: 500 });
    expect(page.subscriptions[app.id]).toBeDefined();
    time.advance(60_000);
    await deliver({ status: 500 });
    expect(page.subscriptions[app.id]).toBeUndefined();
  });

  it('retries by the sandbox clock, and at once when the clock is put ahead', async () => {
    const { posts, write, turn, simulation, time } = rig();
    simulation.settings.immediateRetries = 0;
    write(0, 'a');
    await turn();
    posts[0]?.answer({ failure: 'refused' });
    await turn();
    time.advance(29_999);
    await turn();
    expect(posts).toHaveLength(1);
    simulation.clock.advance(1);
    await turn();
    expect(posts).toHaveLength(2);
    expect(simulation.deliveries.newest(1)[0]?.attempts).toMatchObject([
      { status: null, failure: 'refused' },
    ]);
  });

  it('scatters deliveries within the time that is set', async () => {
    const { posts, write, turn, simulation, time } = rig();
    simulation.settings.shuffleWithinMs = 10_000;
    for (let i = 0; i < 8; i += 1) write(0, `nr ${i}`);
    for (let second = 0; second < 10; second += 1) {
      time.advance(1_000);
      await turn();
      for (const post of posts) post.answer({ status: 200 });
      await turn();
    }
    const order = posts.map(({ body }) => Number(/nr (\d)/.exec(body)?.[1]));
    expect(order.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(order).not.toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });
});

import pg from 'pg';

/** Does some work on a connection of its own, and closes it whatever happens. */
export async function asAdmin<T>(
  connection: pg.ClientConfig,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client(connection);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

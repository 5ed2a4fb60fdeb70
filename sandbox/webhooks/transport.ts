import { Agent, request } from 'undici';

export type Outcome = { status: number } | { failure: 'timeout' | 'refused' | 'reset' };

export interface Transport {
  post(url: string, headers: Record<string, string>, body: Buffer, deadlineMs: number): Promise<Outcome>;
  close(): Promise<void>;
}

/** Posts over kept-alive connections, follows no redirect, and looks at nothing but the status. */
export function httpTransport(): Transport {
  const agent = new Agent({ connections: 64, keepAliveTimeout: 3_000, pipelining: 1 });
  return {
    async post(url, headers, body, deadlineMs) {
      try {
        const signal = AbortSignal.timeout(deadlineMs);
        const answer = await request(url, { method: 'POST', headers, body, signal, dispatcher: agent });
        await answer.body.dump();
        return { status: answer.statusCode };
      } catch (error) {
        return { failure: failureOf(error) };
      }
    },
    close: () => agent.destroy(),
  };
}

function failureOf(error: unknown): 'timeout' | 'refused' | 'reset' {
  if (!(error instanceof Error)) return 'reset';
  if (error.name === 'TimeoutError') return 'timeout';
  return 'code' in error && error.code === 'ECONNREFUSED' ? 'refused' : 'reset';
}

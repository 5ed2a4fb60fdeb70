/** What the sandbox tells about its demo world. */
export interface DemoWorld {
  appId: string;
  appSecret: string;
  appName: string;
  pageId: string;
  pageName: string;
  pageAccessToken: string;
  admin: { id: string };
  people: { id: string; name: string; psid: string }[];
}

export interface ThreadMessage {
  mid: string;
  from: 'person' | 'page';
  text?: string;
  quickReplies: { title: string; payload: string }[];
}

/** The sandbox's control API as far as the demo needs it. Throws when the sandbox refuses. */
export function controlSandbox(url: string) {
  const call = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const response = await fetch(new URL(path, url), {
      method,
      ...(body === undefined
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`The sandbox refused ${method} ${path}: ${await response.text()}`);
    return (await response.json()) as T;
  };
  const thread = (pageId: string, personId: string) => `/_sim/threads/${pageId}/${personId}`;
  return {
    demo: () => call<DemoWorld>('GET', '/_sim/demo'),
    addPage: (name: string, adminId: string) =>
      call<{ id: string; accessToken: string }>('POST', '/_sim/pages', { name, adminIds: [adminId] }),
    setWebhook: (appId: string, webhook: { callbackUrl: string; verifyToken: string }) =>
      call('POST', `/_sim/apps/${appId}/webhook`, webhook),
    setClock: (to: Date | 'real') =>
      call('POST', '/_sim/clock', to === 'real' ? { offsetMs: 0 } : { setTo: to.getTime() }),
    idle: () => call<{ idle: boolean }>('GET', '/_sim/idle?timeoutMs=5000'),
    thread: (pageId: string, personId: string) =>
      call<{ messages: ThreadMessage[] }>('GET', thread(pageId, personId)),
    wall: (pageId: string) =>
      call<{ posts: { id: string; message?: string }[] }>('GET', `/_sim/pages/${pageId}/wall`),
    comment: (postId: string, body: { by: string; text: string; at: number; replyTo?: string }) =>
      call<{ id: string }>('POST', `/_sim/posts/${postId}/comments`, body),
    editComment: (commentId: string, body: { text: string; at: number }) =>
      call('PATCH', `/_sim/comments/${commentId}`, body),
    reactToComment: (commentId: string, body: { by: string; type: string }) =>
      call('POST', `/_sim/comments/${commentId}/reaction`, body),
    act: (pageId: string, personId: string, what: string, body: unknown) =>
      call('POST', `${thread(pageId, personId)}/${what}`, body),
  };
}

export type SandboxControl = ReturnType<typeof controlSandbox>;

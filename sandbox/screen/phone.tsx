import { useEffect, useRef, useState } from 'react';
import { Bubble } from './bubble.tsx';
import { Icon } from './icon.tsx';
import { PhoneComposer } from './phone-composer.tsx';
import { sim } from './sim.ts';
import { clockTime, dayLabel, dayTime } from './times.ts';
import type { Thread, ThreadMessage, World } from './types.ts';

interface PhoneProps {
  world: World;
  thread: Thread | null;
  choice: { pageId: string; personId: string } | null;
  choose(choice: { pageId: string; personId: string }): void;
  run(act: () => Promise<unknown>): void;
}

/** A customer's Messenger: pick anybody, see what they see, write as they would. */
export function Phone({ world, thread, choice, choose, run }: PhoneProps) {
  const person = world.people.find(({ id }) => id === choice?.personId);
  const page = world.pages.find(({ id }) => id === choice?.pageId);
  const [quoted, setQuoted] = useState<ThreadMessage | null>(null);
  const act = (what: string, body: unknown) =>
    run(() => sim('POST', `/threads/${choice?.pageId}/${choice?.personId}/${what}`, body));

  const addPerson = () => {
    const name = window.prompt('Name of the new person');
    if (!name || !choice) return;
    run(async () => {
      const { id } = await sim<{ id: string }>('POST', '/people', { name, pageId: choice.pageId });
      choose({ ...choice, personId: id });
    });
  };

  useReadMark(thread, choice, run);
  useEffect(() => setQuoted(null), [choice?.pageId, choice?.personId]);

  if (!person || !page || !choice) return <section className="column" aria-label="Phone" />;
  return (
    <section className="column phone-column" aria-label={`Phone of ${person.name}`}>
      <div className="column-head">
        <label htmlFor="person">Phone of</label>
        <select
          id="person"
          value={person.id}
          onChange={(event) => choose({ ...choice, personId: event.target.value })}
        >
          {world.people.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
              {unreadOf(world, choice.pageId, id)}
            </option>
          ))}
        </select>
        {world.pages.length > 1 && (
          <>
            <label htmlFor="page">with</label>
            <select
              id="page"
              value={page.id}
              onChange={(event) => choose({ ...choice, pageId: event.target.value })}
            >
              {world.pages.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </>
        )}
        <button type="button" className="tool" aria-label="A new person" onClick={addPerson}>
          <Icon name="plus" />
        </button>
      </div>
      <div className="device">
        <div className="screen">
          <header className="screen-head">
            <span className="page-mark" aria-hidden="true">
              {initials(page.name)}
            </span>
            <div>
              <h2>{page.name}</h2>
              <p>{thread?.owner ? `Answered by ${thread.owner.name}` : page.category || 'Page'}</p>
            </div>
          </header>
          <Timeline thread={thread} quote={setQuoted} act={act} />
          <PhoneComposer
            key={`${choice.pageId} ${choice.personId}`}
            name={person.name}
            menu={thread?.menu ?? []}
            isNew={thread?.getStarted === true && thread.messages.length === 0}
            quoted={quoted}
            clearQuote={() => setQuoted(null)}
            act={act}
            run={run}
          />
        </div>
      </div>
    </section>
  );
}

function unreadOf(world: World, pageId: string, personId: string): string {
  const unread =
    world.threads.find((thread) => thread.pageId === pageId && thread.personId === personId)
      ?.unreadByPerson ?? 0;
  return unread > 0 ? ` (${unread} new)` : '';
}

export function initials(name: string): string {
  return name
    .split(/\s+/)
    .filter((word) => /^\p{L}/u.test(word))
    .slice(0, 2)
    .map((word) => word.charAt(0).toUpperCase())
    .join('');
}

/** A person who looks at the thread has read it: told once for each newer message of the page. */
function useReadMark(thread: Thread | null, choice: PhoneProps['choice'], run: PhoneProps['run']) {
  const newestAt = thread?.messages.findLast(({ from }) => from === 'page')?.sentAt ?? 0;
  const readAt = thread?.readByPersonAt ?? 0;
  useEffect(() => {
    if (!choice || newestAt <= readAt) return;
    const markRead = () => {
      if (document.visibilityState === 'visible')
        run(() => sim('POST', `/threads/${choice.pageId}/${choice.personId}/read`, {}));
    };
    markRead();
    document.addEventListener('visibilitychange', markRead);
    return () => document.removeEventListener('visibilitychange', markRead);
  }, [choice, newestAt, readAt, run]);
}

interface TimelineProps {
  thread: Thread | null;
  quote(message: ThreadMessage): void;
  act(what: string, body: unknown): void;
}

function Timeline({ thread, quote, act }: TimelineProps) {
  const end = useRef<HTMLDivElement>(null);
  const messages = thread?.messages ?? [];
  const newest = messages.at(-1);
  useEffect(() => {
    // In braces: newer browsers answer with a promise, which React would take for the way to clean up.
    end.current?.scrollIntoView({ block: 'end' });
  }, [newest?.mid, thread?.typing.page]);

  const lastOwn = messages.findLast(({ from, kind }) => from === 'person' && kind !== 'referral');
  const choices = newest?.from === 'page' ? newest.quickReplies : [];
  return (
    <div className="timeline" role="log" aria-label="Messages" tabIndex={0}>
      {messages.length === 0 && <Welcome thread={thread} act={act} />}
      {messages.map((message, at) => (
        <div key={message.mid} className="entry">
          {startsNewDay(messages[at - 1], message) && <p className="day">{dayLabel(message.sentAt)}</p>}
          <Bubble
            message={message}
            quoted={messages.find(({ mid }) => mid === message.replyTo)}
            quote={quote}
            act={act}
          />
          {message === lastOwn && <p className="receipt">{receiptOf(message, thread)}</p>}
        </div>
      ))}
      {choices.length > 0 && (
        <div className="choices">
          {choices.map(({ title, payload }) => (
            <button
              key={payload + title}
              type="button"
              onClick={() => act('messages', { text: title, quickReply: { payload } })}
            >
              {title}
            </button>
          ))}
        </div>
      )}
      {thread?.typing.page && (
        <p
          className="typing"
          role="status"
          aria-label={`${thread.typing.personaName ?? 'The page'} is typing`}
        >
          <span /> <span /> <span />
        </p>
      )}
      <div ref={end} />
    </div>
  );
}

/** What Messenger shows before anybody has written: the page's greeting, and questions to begin with. */
function Welcome({ thread, act }: Pick<TimelineProps, 'thread' | 'act'>) {
  return (
    <div className="empty">
      <p>{thread?.greeting ?? 'Say hello: it opens a conversation on the desk.'}</p>
      <div className="choices">
        {(thread?.iceBreakers ?? []).map(({ question, payload }) => (
          <button key={payload} type="button" onClick={() => act('postback', { title: question, payload })}>
            {question}
          </button>
        ))}
      </div>
    </div>
  );
}

function startsNewDay(previous: ThreadMessage | undefined, message: ThreadMessage): boolean {
  return (
    !previous ||
    message.sentAt - previous.sentAt > 2 * 3_600_000 ||
    dayTime(previous.sentAt) !== dayTime(message.sentAt)
  );
}

function receiptOf(message: ThreadMessage, thread: Thread | null): string {
  if (thread?.readByPageAt && thread.readByPageAt >= message.sentAt)
    return `Seen ${clockTime(thread.readByPageAt)}`;
  return `Sent ${clockTime(message.sentAt)}`;
}

import { StrictMode, useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import '@fontsource-variable/inter';
import './screen.css';
import { ControlRoom } from './control-room.tsx';
import { Icon } from './icon.tsx';
import { Phone } from './phone.tsx';
import { useSandbox } from './use-sandbox.ts';
import { PageWall } from './wall.tsx';

/** Which thread is on the phone stands in the address, so that a reload and a link show the same. */
function readChoice(): { pageId: string; personId: string } | null {
  const query = new URLSearchParams(location.search);
  const [pageId, personId] = [query.get('page'), query.get('person')];
  return pageId && personId ? { pageId, personId } : null;
}

function Screen() {
  const [choice, setChoice] = useState(readChoice);
  const sandbox = useSandbox(choice);
  const { world } = sandbox;
  // Where there is no room for three columns, the phone and the page take turns.
  const [side, setSide] = useState<'phone' | 'page'>('phone');

  const callback = world?.apps[0]?.webhook?.callbackUrl;
  const deskUrl = callback === undefined ? null : new URL('/', callback).href;

  useEffect(() => {
    if (choice || !world) return;
    const latest = world.threads[0];
    const pageId = latest?.pageId ?? world.pages[0]?.id;
    const personId = latest?.personId ?? world.people[0]?.id;
    if (pageId && personId) setChoice({ pageId, personId });
  }, [choice, world]);

  useEffect(() => {
    if (choice) history.replaceState(null, '', `?page=${choice.pageId}&person=${choice.personId}`);
  }, [choice]);

  return (
    <div className="sandbox">
      <header className="top">
        <Icon name="flask" />
        <h1>Sandbox</h1>
        <p>A stand-in for Facebook. Nothing here leaves this machine.</p>
        <div className="segments sides" role="group" aria-label="On the left">
          <button type="button" aria-pressed={side === 'phone'} onClick={() => setSide('phone')}>
            Phone
          </button>
          <button type="button" aria-pressed={side === 'page'} onClick={() => setSide('page')}>
            Page
          </button>
        </div>
        {deskUrl !== null && (
          <a className="desk-link" href={deskUrl} target="_blank" rel="noreferrer noopener">
            Open the desk
          </a>
        )}
        {!sandbox.isConnected && world && (
          <p role="status" className="lost">
            Connection lost, trying again…
          </p>
        )}
      </header>
      {sandbox.problem && (
        <p className="problem" role="alert">
          {sandbox.problem}
        </p>
      )}
      {world ? (
        <main className={`columns shows-${side}`}>
          <Phone world={world} thread={sandbox.thread} choice={choice} choose={setChoice} run={sandbox.run} />
          <PageWall world={world} wall={sandbox.wall} choice={choice} choose={setChoice} run={sandbox.run} />
          <ControlRoom
            world={world}
            thread={sandbox.thread}
            pageId={choice?.pageId}
            log={sandbox.log}
            run={sandbox.run}
          />
        </main>
      ) : (
        <main className="waiting">
          <p role="status">{sandbox.isConnected ? 'Opening…' : 'Waiting for the sandbox…'}</p>
        </main>
      )}
    </div>
  );
}

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <Screen />
    </StrictMode>,
  );
}

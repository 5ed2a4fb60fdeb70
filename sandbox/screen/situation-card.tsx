import { useState } from 'react';
import { sim } from './sim.ts';
import { SwitchRow } from './switch-row.tsx';
import type { AppInfo, World } from './types.ts';

interface SituationProps {
  world: World;
  pageId: string | undefined;
  run(act: () => Promise<unknown>): void;
}

/** What can go wrong between the app and the page, each by one switch; and what Meta tells the app of. */
export function SituationCard({ world, pageId, run }: SituationProps) {
  const on = world.situations.filter(({ isOn }) => isOn).length;
  // Only at first: a card must not close under the hand that switches the last thing off.
  const [wasOn] = useState(on > 0);
  const page = world.pages.find(({ id }) => id === pageId);
  const [app] = world.apps;
  return (
    <details className="card" open={wasOn}>
      <summary>
        <h3>Situations{page && ` of ${page.name}`}</h3>
        {on > 0 && <span className="chip warn">{on} on</span>}
      </summary>
      <ul className="switches">
        {world.situations.map(({ id, title, help, isOn }) => (
          <SwitchRow
            key={id}
            title={title}
            help={help}
            isOn={isOn}
            toggle={(next) => run(() => sim('POST', `/situations/${id}`, { on: next, pageId }))}
          />
        ))}
      </ul>
      {app && pageId !== undefined && <CallBacks app={app} pageId={pageId} run={run} />}
    </details>
  );
}

/** Things that Meta tells once: a warning, and the two callbacks with a signed request. */
function CallBacks({ app, pageId, run }: { app: AppInfo; pageId: string; run: SituationProps['run'] }) {
  const [answer, setAnswer] = useState<string | null>(null);
  const base = app.webhook?.callbackUrl ?? '';
  const [urls, setUrls] = useState({
    deauthorize: app.deauthorizeUrl ?? (base && `${base}/deauthorize`),
    'data-deletion': app.dataDeletionUrl ?? (base && `${base}/data-deletion`),
  });
  const call = (kind: keyof typeof urls) =>
    run(async () => {
      const { status, body } = await sim<{ status: number; body: string }>(
        'POST',
        `/apps/${app.id}/callbacks`,
        { kind, url: urls[kind] },
      );
      setAnswer(`${status} ${body.slice(0, 200)}`);
    });
  const field = (kind: keyof typeof urls, title: string) => (
    <div className="row">
      <input
        className="write line"
        value={urls[kind]}
        onChange={(event) => setUrls({ ...urls, [kind]: event.target.value })}
        aria-label={`Address for: ${title}`}
      />
      <button type="button" className="button" disabled={urls[kind] === ''} onClick={() => call(kind)}>
        {title}
      </button>
    </div>
  );
  return (
    <>
      {field('deauthorize', 'Remove the app')}
      {field('data-deletion', 'Ask for deletion')}
      {answer && (
        <p role="status" className="code answer">
          {answer}
        </p>
      )}
      <div className="row">
        <button
          type="button"
          className="button"
          onClick={() => run(() => sim('POST', `/pages/${pageId}/policy`, { action: 'warning' }))}
        >
          Warn the page of a breach
        </button>
      </div>
    </>
  );
}

import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { ConnectedPages, FacebookLogin } from '../../../../contract/facebook-logins.ts';
import { facebookLoginId, type FacebookLoginId } from '../../../../contract/ids.ts';
import { isProblem } from '../../../lib/api.ts';
import { screenPaths } from '../../../lib/screen-paths.ts';
import { Button } from '../../../ui/button.tsx';
import { useGo } from '../../../ui/link.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { SectionPage, sectionState } from '../../../ui/section-page.tsx';
import { loginQuery, useCancelLogin } from '../api/facebook-logins.ts';
import { BeginStep } from './begin-step.tsx';
import { ChooseStep } from './choose-step.tsx';
import { DoneStep } from './done-step.tsx';
import { LoginEnded } from './login-ended.tsx';
import { WizardSteps } from './wizard-steps.tsx';

/** Connecting pages, from the Meta app to the success. The address names the login, so it can be gone on with. */
export function ConnectPagesSection() {
  const search = useSearch({ strict: false }) as Readonly<Record<string, unknown>>;
  const loginId = facebookLoginId.safeParse(search['login']);
  return (
    <SectionPage
      title="Connect pages"
      lead="The desk talks to Facebook through an app of your own at Meta. Nothing passes through anybody else."
    >
      {loginId.success ? <AfterLogin key={loginId.data} id={loginId.data} /> : <Begin />}
    </SectionPage>
  );
}

function Begin() {
  return (
    <>
      <WizardSteps at="app" />
      <BeginStep />
    </>
  );
}

function AfterLogin({ id }: { id: FacebookLoginId }) {
  const go = useGo();
  const login = useQuery({ ...loginQuery(id), retry: false });
  const [done, setDone] = useState<ConnectedPages['items'] | null>(null);
  const cancel = useCancelLogin(() => go(screenPaths.settings('pages'), { replace: true }));
  if (done) {
    return (
      <>
        <WizardSteps at="done" />
        <DoneStep items={done} onBack={() => setDone(null)} />
      </>
    );
  }
  return (
    <>
      <WizardSteps at="pages" />
      {login.data ? (
        // Also while it is being looked at again, or could not be: what was ticked stays ticked.
        <Answer login={login.data} onDone={setDone} onCancel={() => cancel.mutate(id)} />
      ) : isProblem(login.error, 'not-found') ? (
        <Notice
          tone="warning"
          title="This login is over"
          action={
            <Button size="small" onClick={() => go(screenPaths.connectPages(), { replace: true })}>
              Begin again
            </Button>
          }
        >
          {login.error.message}
        </Notice>
      ) : (
        sectionState(login, 'The answer of Facebook')
      )}
    </>
  );
}

type AnswerProps = {
  login: FacebookLogin;
  onDone: (items: ConnectedPages['items']) => void;
  onCancel: () => void;
};

function Answer({ login, onDone, onCancel }: AnswerProps) {
  if (login.status === 'begun' || login.status === 'exchanging') {
    return <p role="status">Facebook is being asked what it granted…</p>;
  }
  if (login.status === 'denied' || login.status === 'failed') {
    return <LoginEnded login={login} onCancel={onCancel} />;
  }
  return <ChooseStep login={login} onDone={onDone} onCancel={onCancel} />;
}

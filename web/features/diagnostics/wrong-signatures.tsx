import { useQuery } from '@tanstack/react-query';
import { useMinute } from '../../lib/clock.ts';
import { agoWords } from '../../lib/dates.ts';
import { screenPaths } from '../../lib/screen-paths.ts';
import { Link } from '../../ui/link.tsx';
import { Notice } from '../../ui/notice.tsx';
import { wrongSignaturesQuery } from './api/read-wrong-signatures.ts';

/** Requests that were refused for their signature; nothing while there are none. */
export function WrongSignatures() {
  const apps = useQuery(wrongSignaturesQuery);
  const nowMs = useMinute();
  return apps.data?.map(({ metaAppId, name, count, lastAt }) => (
    <Notice
      key={metaAppId}
      tone="warning"
      title={`${name}: ${count} wrong ${count === 1 ? 'signature' : 'signatures'} in the last day`}
    >
      The last came {agoWords(lastAt, nowMs)}; each was refused. If the app’s secret was changed at Meta,
      enter the new one under{' '}
      <Link className="link" href={screenPaths.settings('meta-apps')}>
        Meta apps
      </Link>
      . Otherwise somebody tries the address, and nothing is to be done.
    </Notice>
  ));
}

import { IconBrandFacebook, IconMessageCircle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Extension, ExtensionId } from '../../../contract/extensions.ts';
import { fullTime } from '../../lib/dates.ts';
import { extensionsQuery } from '../../lib/desk-queries.ts';
import { screenPaths } from '../../lib/screen-paths.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { iconStroke } from '../../ui/icon-sizes.ts';
import { Link } from '../../ui/link.tsx';
import { Notice } from '../../ui/notice.tsx';
import { SectionPage, sectionState } from '../../ui/section-page.tsx';
import { SwitchDialog } from './components/switch-dialog.tsx';
import { UninstallDialog } from './components/uninstall-dialog.tsx';
import styles from './extensions-section.module.css';

const icons: Record<ExtensionId, typeof IconBrandFacebook> = {
  facebook: IconBrandFacebook,
  'online-chat': IconMessageCircle,
};

type Asked = { act: 'on' | 'off' | 'uninstall'; id: ExtensionId };

/** The parts of the desk that an administrator decides about: what each asks for, and the switch. */
export function ExtensionsSection() {
  const extensions = useQuery(extensionsQuery);
  const [asked, setAsked] = useState<Asked | null>(null);
  const one = extensions.data?.find(({ id }) => id === asked?.id);
  const close = () => setAsked(null);
  return (
    <SectionPage
      title="Extensions"
      lead="Parts of the desk that need a decision of your organisation. What a switch means is said before it is thrown."
    >
      {sectionState(extensions, 'The extensions') ??
        extensions.data?.map((extension) => (
          <ExtensionCard
            key={extension.id}
            extension={extension}
            onAsk={(act) => setAsked({ act, id: extension.id })}
          />
        ))}
      {one && asked?.act === 'uninstall' && <UninstallDialog extension={one} onClose={close} />}
      {one && (asked?.act === 'on' || asked?.act === 'off') && (
        <SwitchDialog extension={one} turnOn={asked.act === 'on'} onClose={close} />
      )}
    </SectionPage>
  );
}

function ExtensionCard({ extension, onAsk }: { extension: Extension; onAsk: (act: Asked['act']) => void }) {
  const { id, name, summary, isOn, permissions } = extension;
  const Icon = icons[id];
  return (
    <article className="card" aria-label={name}>
      <header className={styles.head}>
        <span className={styles.icon}>
          <Icon size={22} stroke={iconStroke} aria-hidden="true" />
        </span>
        <div className="grow">
          <h2 className="heading">{name}</h2>
          <p className="text-2">{summary}</p>
        </div>
        <Chip tone={isOn ? 'success' : 'plain'}>{isOn ? 'On' : 'Off'}</Chip>
        <Button kind={isOn ? 'plain' : 'primary'} onClick={() => onAsk(isOn ? 'off' : 'on')}>
          Switch {name} {isOn ? 'off' : 'on'}
        </Button>
      </header>
      {isOn && <Acknowledged extension={extension} onAsk={() => onAsk('on')} />}
      {permissions.length > 0 && (
        <details className={styles.permissions}>
          <summary className="text-2 medium">What it asks Facebook for · {permissions.length}</summary>
          <dl className={styles.list}>
            {permissions.map((permission) => (
              <div key={permission.name} className={styles.permission}>
                <dt className={styles.permissionName}>{permission.name}</dt>
                <dd className="text-2">{permission.purpose}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
      <footer className={styles.foot}>
        <p className="small text-3 grow">{usesWords(extension)}</p>
        {id === 'facebook' && isOn && (
          <Link className="link small" href={screenPaths.settings('setup-room')}>
            Open the setup room
          </Link>
        )}
        {id === 'online-chat' && (
          <Link className="link small" href={screenPaths.settings('chat-channels')}>
            Chat channels
          </Link>
        )}
        {id === 'facebook' && (isOn || extension.uses.pages > 0) && (
          <Button size="small" kind="quiet" onClick={() => onAsk('uninstall')}>
            Uninstall…
          </Button>
        )}
      </footer>
    </article>
  );
}

/** Who accepted the terms; or that nobody has accepted them as they are worded now. */
function Acknowledged({ extension, onAsk }: { extension: Extension; onAsk: () => void }) {
  const { acknowledgement, acceptance } = extension;
  if (!acknowledgement) return null;
  if (acceptance?.version === acknowledgement.version) {
    return (
      <p className={styles.accepted}>
        Accepted by {acceptance.by.name} on {fullTime(acceptance.at)}, wording of {acceptance.version}.
      </p>
    );
  }
  return (
    <Notice
      tone="warning"
      title={
        acceptance ? 'The wording has changed since it was accepted' : 'Nobody has accepted what it means yet'
      }
      action={
        <Button size="small" onClick={onAsk}>
          Read and accept
        </Button>
      }
    />
  );
}

function usesWords({ id, uses, switchedAt, switchedBy }: Extension): string {
  const count = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`;
  const used =
    id === 'facebook'
      ? count(uses.pages, 'page', 'pages')
      : count(uses.chatChannels, 'chat channel', 'chat channels');
  return switchedAt ? `${used} · switched by ${switchedBy ?? 'the desk'} on ${fullTime(switchedAt)}` : used;
}

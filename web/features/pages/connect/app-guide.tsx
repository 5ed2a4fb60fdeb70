import { Checkbox } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import { useState } from 'react';
import { iconSizes, iconStroke } from '../../../ui/icon-sizes.ts';
import { SettingsGroup } from '../../../ui/settings-group.tsx';
import { readTicks, writeTicks } from './guide-ticks.ts';
import styles from './wizard.module.css';

type Item = {
  id: string;
  words: string;
  help: string;
  link?: { href: string; words: string };
  /** That the app is here, proved with its secret, shows that this was done. */
  isProved: boolean;
};

const items: readonly Item[] = [
  {
    id: 'page',
    words: 'A Facebook Page that customers can write to',
    help: 'With messaging switched on. You need full control of it.',
    link: { href: 'https://www.facebook.com/pages/create', words: 'Create a page' },
    isProved: false,
  },
  {
    id: 'developer',
    words: 'A developer account at Meta',
    help: 'Made of your own Facebook account; Meta may ask for a telephone number.',
    link: { href: 'https://developers.facebook.com/', words: 'Meta for Developers' },
    isProved: true,
  },
  {
    id: 'app',
    words: 'An app of your own',
    help: 'Under My Apps, Create App. Meta asks for its name, a contact e-mail for important notices, and its purpose or category, and has you pass a security check before the App ID is there.',
    link: { href: 'https://developers.facebook.com/apps/creation/', words: 'Create an app' },
    isProved: true,
  },
  {
    id: 'products',
    words: 'The products Messenger and Facebook Login added to it',
    help: 'On the app’s dashboard, Add product. Under Messenger, API settings, a page can be selected for an access key by hand.',
    isProved: false,
  },
  {
    id: 'secret',
    words: 'App ID and App secret copied from App settings, Basic',
    help: 'The secret shows after Show and your Facebook password.',
    isProved: true,
  },
];

/** What has to be there at Meta, to be ticked by hand; what the desk has proved is ticked already. */
export function AppGuide({ isProved }: { isProved: boolean }) {
  const [ticks, setTicks] = useState(readTicks);
  return (
    <SettingsGroup title="What you need at Meta">
      <ul className={styles.guide}>
        {items.map((item) => {
          const isKnown = item.isProved && isProved;
          return (
            <li key={item.id}>
              <Checkbox
                label={item.words}
                description={item.help}
                checked={isKnown || ticks.includes(item.id)}
                disabled={isKnown}
                onChange={(event) => {
                  const next = event.currentTarget.checked
                    ? [...ticks, item.id]
                    : ticks.filter((one) => one !== item.id);
                  setTicks(next);
                  writeTicks(next);
                }}
              />
              {item.link && (
                <a
                  className={`link ${styles.out ?? ''}`}
                  href={item.link.href}
                  target="_blank"
                  rel="noreferrer"
                >
                  {item.link.words}
                  <IconExternalLink size={iconSizes.chip} stroke={iconStroke} aria-hidden="true" />
                </a>
              )}
            </li>
          );
        })}
      </ul>
    </SettingsGroup>
  );
}

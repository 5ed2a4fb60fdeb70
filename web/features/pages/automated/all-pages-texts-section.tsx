import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { automatedMessages, type AutomatedKey } from '../../../../contract/automated-messages.ts';
import { SectionPage, sectionState } from '../../../ui/section-page.tsx';
import { channelTextsQuery, useSaveChannelText } from '../api/channel-texts.ts';
import { TextDialog } from './text-dialog.tsx';
import { TextList } from './text-list.tsx';
import styles from './text-list.module.css';

const nothing = { isOn: null, byLanguage: {} };
const others = automatedMessages.filter(({ place }) => typeof place === 'string');

/** What all Facebook pages say by themselves, unless one says otherwise. */
export function AllPagesTextsSection() {
  const texts = useQuery(channelTextsQuery);
  const [edited, setEdited] = useState<AutomatedKey | null>(null);
  const save = useSaveChannelText(() => setEdited(null));
  const layersOf = (key: AutomatedKey) => ({ own: texts.data?.get(key) ?? nothing });
  return (
    <SectionPage
      title="Automated messages"
      lead="What all Facebook pages say by themselves; a page may say otherwise under its own tab. Sent within 24 hours of the customer’s message, in their own language where it is known, and never as an agent’s answer."
    >
      {sectionState(texts, 'The texts') ?? (
        <>
          <TextList layersOf={layersOf} ownWords="Changed" language="en" onEdit={setEdited} />
          <details className={styles.others}>
            <summary className="text-2">Other occasions, and why nothing is sent there</summary>
            <ul>
              {others.map(({ id, name, when }) => (
                <li key={id}>
                  <span className="medium">{name}</span> <span className="text-2">{when}</span>
                </li>
              ))}
            </ul>
          </details>
        </>
      )}
      {edited && (
        <TextDialog
          text={edited}
          layers={layersOf(edited)}
          belowName="Pagedesk"
          pageName="Your page"
          pageLanguage="en"
          submit="Save for all pages"
          save={save}
          onSave={(layer) => save.mutate({ key: edited, fields: layer })}
          onClose={() => {
            save.reset();
            setEdited(null);
          }}
        />
      )}
    </SectionPage>
  );
}

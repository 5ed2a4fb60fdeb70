import { Switch } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { TranslationService } from '../../../contract/translation.ts';
import { fullTime } from '../../lib/dates.ts';
import { SectionPage, sectionState } from '../../ui/section-page.tsx';
import { serviceQuery } from './api/translation.ts';
import { ServiceForm } from './components/service-form.tsx';
import { SwitchOnDialog } from './components/switch-on-dialog.tsx';
import { TryForm } from './components/try-form.tsx';
import { UsageTable } from './components/usage-table.tsx';
import { useSwitchTranslation } from './api/translation.ts';
import { Notice } from '../../ui/notice.tsx';
import styles from './translation.module.css';

/** The service that translates: which one, whether it works, whether it is on, and how much goes there. */
export function TranslationSection() {
  const service = useQuery(serviceQuery);
  return (
    <SectionPage
      title="Translation"
      lead="Agents and customers who have no language in common read and write through a translation service: LibreTranslate, or one that speaks as it does. What was written stays as it is."
    >
      {sectionState(service, 'The service') ?? (service.data && <Service service={service.data} />)}
    </SectionPage>
  );
}

function Service({ service }: { service: TranslationService }) {
  // Another address begins the form anew.
  const key = `${service.url} ${service.hasKey} ${service.dailyCharacters}`;
  return (
    <div className={styles.parts}>
      <ServiceForm key={key} service={service} />
      {service.url !== null && (
        <>
          <TryForm service={service} />
          <OnOff service={service} />
          <UsageTable service={service} />
        </>
      )}
    </div>
  );
}

/** On wants the text accepted; off goes at once. */
function OnOff({ service }: { service: TranslationService }) {
  const [asks, setAsks] = useState(false);
  const change = useSwitchTranslation(() => {});
  const { isOn, triedAt, acceptance } = service;
  return (
    <section className="card" aria-label="On or off">
      <Switch
        label="Translation is on"
        description={
          isOn
            ? acceptance && `Accepted by ${acceptance.by?.name ?? 'somebody'}, ${fullTime(acceptance.at)}.`
            : triedAt === null
              ? 'It can be switched on once a try has worked.'
              : 'What is sent to whom is shown, and has to be accepted, before it is on.'
        }
        checked={isOn}
        disabled={change.isPending || (!isOn && triedAt === null)}
        onChange={(event) => (event.currentTarget.checked ? setAsks(true) : change.mutate({ isOn: false }))}
      />
      {change.error && (
        <Notice tone="danger" role="alert" title="Nothing was switched">
          {change.error.message}
        </Notice>
      )}
      {asks && <SwitchOnDialog service={service} onClose={() => setAsks(false)} />}
    </section>
  );
}

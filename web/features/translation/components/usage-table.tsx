import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type {
  TranslationMode,
  TranslationService,
  TranslationUsage,
} from '../../../../contract/translation.ts';
import { nowMs } from '../../../lib/clock.ts';
import { screenPaths } from '../../../lib/screen-paths.ts';
import { Chip } from '../../../ui/chip.tsx';
import { classNames } from '../../../ui/class-names.ts';
import { Link } from '../../../ui/link.tsx';
import { sectionState } from '../../../ui/section-page.tsx';
import { Table } from '../../../ui/table.tsx';
import { usageQuery } from '../api/translation.ts';
import { monthsBefore } from '../months.ts';
import styles from '../translation.module.css';

const grouped = new Intl.NumberFormat('en-GB');

/** Which pages use it, and how much of theirs was sent in a month. */
export function UsageTable({ service }: { service: TranslationService }) {
  const [month, setMonth] = useState<string | null>(null);
  const months = monthsBefore(nowMs());
  const usage = useQuery(usageQuery(month));
  return (
    <section aria-label="Pages and use">
      <div className={styles.head}>
        <h2>Pages and use</h2>
        <span className="grow" />
        <Select
          aria-label="Month"
          data={months}
          value={month ?? months[0]?.value ?? null}
          allowDeselect={false}
          onChange={setMonth}
        />
      </div>
      {sectionState(usage, 'The use') ??
        (usage.data && (
          <>
            <p className={classNames('text-2', styles.sum)}>{wordsOf(usage.data, service.dailyCharacters)}</p>
            <Pages pages={usage.data.pages} />
          </>
        ))}
    </section>
  );
}

/** What went there in the month, and how much of today's limit is used. */
function wordsOf({ characters, requests, charactersToday }: TranslationUsage, limit: number | null): string {
  const sent = `${grouped.format(characters)} characters in ${grouped.format(requests)} requests.`;
  const today = grouped.format(charactersToday);
  return `${sent} Today: ${today}${limit === null ? '' : ` of ${grouped.format(limit)}`}.`;
}

const modes: Record<TranslationMode, string> = {
  off: 'Never',
  'by-hand': 'When opened',
  automatic: 'By itself',
};

function Pages({ pages }: { pages: TranslationUsage['pages'] }) {
  if (pages.length === 0) return <p className="text-3">No page is connected yet.</p>;
  return (
    <Table
      caption="Pages that use translation"
      heads={[
        { name: 'Page' },
        { name: 'Translated', width: '140px' },
        { name: 'Characters', width: '120px' },
        { name: 'Requests', width: '110px' },
      ]}
    >
      {pages.map((page) => (
        <tr key={page.id}>
          <td className="medium">
            {page.isRemoved ? (
              page.name
            ) : (
              <Link href={screenPaths.page(page.id, 'translation')}>{page.name}</Link>
            )}
          </td>
          <td data-head="Translated">
            {page.isRemoved ? (
              <Chip>Removed</Chip>
            ) : (
              <Chip tone={page.mode === 'off' ? 'plain' : 'info'}>{modes[page.mode]}</Chip>
            )}
          </td>
          <td data-head="Characters" className={styles.number}>
            {grouped.format(page.characters)}
          </td>
          <td data-head="Requests" className={styles.number}>
            {grouped.format(page.requests)}
          </td>
        </tr>
      ))}
    </Table>
  );
}

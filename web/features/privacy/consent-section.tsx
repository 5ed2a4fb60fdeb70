import { Select } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ConsentRecord } from '../../../contract/privacy.ts';
import { fullTime, stampOf } from '../../lib/dates.ts';
import { pagesQuery } from '../../lib/desk-queries.ts';
import { Button } from '../../ui/button.tsx';
import { MoreButton } from '../../ui/more-button.tsx';
import { Chip, type ChipTone } from '../../ui/chip.tsx';
import { iconSizes, iconStroke } from '../../ui/icon-sizes.ts';
import { SectionPage, sectionState } from '../../ui/section-page.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { Table } from '../../ui/table.tsx';
import { consentsQuery } from './api/consents.ts';
import styles from './privacy.module.css';

/** What customers were asked to agree to, word for word, and what they answered. */
export function ConsentSection() {
  const pages = useQuery(pagesQuery);
  const [page, setPage] = useState<string | null>(null);
  const records = useInfiniteQuery(consentsQuery(page));
  const shown = records.data?.pages.flatMap((list) => list.items) ?? [];
  return (
    <SectionPage
      title="Consent log"
      lead="Who was asked to agree to be read, with which text, and what they answered. Kept with the customer, and gone with them when their data is erased."
      action={
        <Button
          icon={<IconRefresh size={iconSizes.control} stroke={iconStroke} />}
          busy={records.isFetching}
          onClick={() => void records.refetch()}
        >
          Look again
        </Button>
      }
    >
      <div className={styles.filter}>
        <Select
          label="Page"
          placeholder="Every page"
          clearable
          clearButtonProps={{ 'aria-label': 'Every page' }}
          data={(pages.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          value={page}
          onChange={setPage}
        />
      </div>
      {sectionState(records, 'The consent log') ??
        (shown.length === 0 ? (
          <EmptyState kind="done" title="Nobody was asked yet">
            A page asks once that is switched on under its Privacy settings.
          </EmptyState>
        ) : (
          <>
            <Table
              caption="Consent log"
              heads={[
                { name: 'Asked', width: '170px' },
                { name: 'Customer', width: '180px' },
                { name: 'Text' },
                { name: 'Answer', width: '200px' },
              ]}
            >
              {shown.map((record) => (
                <RecordRow key={record.id} record={record} />
              ))}
            </Table>
            <MoreButton list={records} />
          </>
        ))}
    </SectionPage>
  );
}

const answers: Record<'agreed' | 'declined' | 'none', { word: string; tone: ChipTone }> = {
  agreed: { word: 'Agreed', tone: 'success' },
  declined: { word: 'Declined', tone: 'danger' },
  none: { word: 'No answer yet', tone: 'plain' },
};

function RecordRow({ record }: { record: ConsentRecord }) {
  const { askedAt, answeredAt, contact, page, version, language, notice, answer } = record;
  const { word, tone } = answers[answer ?? 'none'];
  return (
    <tr>
      <td className="text-2 num" data-head="Asked">
        <time dateTime={askedAt} title={fullTime(askedAt)}>
          {stampOf(askedAt)}
        </time>
      </td>
      <td data-head="Customer">
        <p className="medium">{contact.name}</p>
        <p className="small text-3">{page.name}</p>
      </td>
      <td data-head="Text">
        <p className="text-2">{notice}</p>
        <p className="small text-3">{`Version ${version}, ${language}`}</p>
      </td>
      <td data-head="Answer">
        <div>
          <Chip tone={tone}>{word}</Chip>
          {answeredAt !== null && (
            <p className="small text-3 num">
              <time dateTime={answeredAt} title={fullTime(answeredAt)}>
                {stampOf(answeredAt)}
              </time>
            </p>
          )}
        </div>
      </td>
    </tr>
  );
}

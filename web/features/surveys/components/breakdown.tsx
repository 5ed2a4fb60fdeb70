import type { SurveyFigures } from '../../../../contract/surveys.ts';
import { Table } from '../../../ui/table.tsx';
import { averageWords, rateWords } from '../figures.ts';
import styles from '../surveys.module.css';

type BreakdownProps = { title: string; rows: readonly (SurveyFigures & { key: string; name: string })[] };

/** The same figures, group by group. */
export function Breakdown({ title, rows }: BreakdownProps) {
  if (rows.length === 0) return null;
  return (
    <section aria-label={title}>
      <h2 className={styles.head}>{title}</h2>
      <Table
        caption={title}
        heads={[
          { name: 'Name' },
          { name: 'Average', width: '110px' },
          { name: 'Answered', width: '140px' },
          { name: 'Asked', width: '90px' },
        ]}
      >
        {rows.map((row) => (
          <tr key={row.key}>
            <td className="medium">{row.name}</td>
            <td data-head="Average" className="num">
              {averageWords(row.average)}
            </td>
            <td data-head="Answered" className="num text-2">
              {rateWords(row)}
            </td>
            <td data-head="Asked" className="num text-2">
              {row.asked}
            </td>
          </tr>
        ))}
      </Table>
    </section>
  );
}

import { IconPlugX } from '@tabler/icons-react';
import type { PageRef } from '../../../../contract/pages.ts';
import { Avatar } from '../../../ui/avatar.tsx';
import { iconSizes, iconStroke } from '../../../ui/icon-sizes.ts';
import { Chip } from '../../../ui/chip.tsx';
import styles from './page-section.module.css';
import { Section } from './section.tsx';

/** The page that the customer wrote to, and whether it can answer. */
export function PageSection({ page }: { page: PageRef }) {
  return (
    <Section title="Page">
      <p className="row">
        <Avatar name={page.name} size={24} square />
        <span className="clip">{page.name}</span>
        {page.isRemoved && <Chip>removed page</Chip>}
      </p>
      {!page.canSend && (
        <p className={styles.fault}>
          <IconPlugX size={iconSizes.control} stroke={iconStroke} aria-hidden="true" />
          <span>
            <b>Cannot send now.</b> {page.reason ?? 'Its connection to Facebook does not work.'}
          </span>
        </p>
      )}
    </Section>
  );
}

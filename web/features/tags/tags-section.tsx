import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Tag } from '../../../contract/tags.ts';
import { tagsQuery } from '../../lib/desk-queries.ts';
import { Button } from '../../ui/button.tsx';
import { DepartmentMark } from '../../ui/department-mark.tsx';
import { iconSizes, iconStroke } from '../../ui/icon-sizes.ts';
import { SectionPage, sectionState } from '../../ui/section-page.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { Table } from '../../ui/table.tsx';
import { TagDialog } from './tag-dialog.tsx';

/** The words that conversations are sorted by. */
export function TagsSection() {
  const tags = useQuery(tagsQuery);
  const [edited, setEdited] = useState<Tag | 'new' | null>(null);
  return (
    <SectionPage
      title="Tags"
      count={tags.data?.length}
      lead="Agents put them on conversations, and a page may put them on each new one: see its settings."
      action={
        <Button
          kind="primary"
          icon={<IconPlus size={iconSizes.control} stroke={iconStroke} />}
          onClick={() => setEdited('new')}
        >
          Add a tag
        </Button>
      }
    >
      {sectionState(tags, 'The tags') ??
        (tags.data?.length === 0 ? (
          <EmptyState title="No tag yet">Add the first one, for example “Complaint”.</EmptyState>
        ) : (
          <Table caption="Tags" heads={[{ name: 'Tag' }, { name: 'Actions', hidden: true, width: '80px' }]}>
            {tags.data?.map((tag) => (
              <tr key={tag.id}>
                <td className="medium">
                  <DepartmentMark name={tag.name} color={tag.color} />
                </td>
                <td>
                  <Button size="small" aria-label={`Edit ${tag.name}`} onClick={() => setEdited(tag)}>
                    Edit
                  </Button>
                </td>
              </tr>
            ))}
          </Table>
        ))}
      {edited && <TagDialog tag={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
    </SectionPage>
  );
}

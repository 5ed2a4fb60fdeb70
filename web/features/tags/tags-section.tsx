import { useQuery } from '@tanstack/react-query';
import { tagsQuery } from '../../lib/desk-queries.ts';
import { DepartmentMark } from '../../ui/department-mark.tsx';
import { ItemTable } from '../../ui/item-table.tsx';
import { SectionList } from '../../ui/section-list.tsx';
import { TagDialog } from './tag-dialog.tsx';

/** The words that conversations are sorted by. */
export function TagsSection() {
  const tags = useQuery(tagsQuery);
  return (
    <SectionList
      title="Tags"
      lead="Agents put them on conversations, and a page may put them on each new one: see its settings."
      list={tags}
      things="The tags"
      add="Add a tag"
      empty={{ title: 'No tag yet', text: 'Add the first one, for example “Complaint”.' }}
      form={(tag, close) => <TagDialog tag={tag} onClose={close} />}
    >
      {(items, edit) => (
        <ItemTable
          caption="Tags"
          items={items}
          nameOf={({ name }) => name}
          columns={[
            {
              name: 'Tag',
              look: 'medium',
              show: ({ name, color }) => <DepartmentMark name={name} color={color} />,
            },
          ]}
          onEdit={edit}
        />
      )}
    </SectionList>
  );
}

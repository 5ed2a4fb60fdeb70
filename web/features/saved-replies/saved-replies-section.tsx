import { useQuery } from '@tanstack/react-query';
import type { SavedReply } from '../../../contract/saved-replies.ts';
import { templateWords } from '../../../contract/templates.ts';
import { languageNames } from '../../lib/language-choices.ts';
import { savedRepliesQuery } from '../../lib/saved-replies-query.ts';
import { Chip } from '../../ui/chip.tsx';
import { DepartmentMark } from '../../ui/department-mark.tsx';
import { ItemTable } from '../../ui/item-table.tsx';
import { SectionList } from '../../ui/section-list.tsx';
import { SavedReplyDialog } from './components/saved-reply-dialog.tsx';
import styles from './saved-replies.module.css';

/** Answers that are written once: one's own, and those that others use too. */
export function SavedRepliesSection() {
  const replies = useQuery(savedRepliesQuery);
  return (
    <SectionList
      title="Saved replies"
      lead="Answers that are sent often. Type a slash in a reply to find them; they are filled with the customer’s and your own name, and in the customer’s language."
      list={replies}
      things="The saved replies"
      add="Save a reply"
      empty={{
        title: 'No reply is saved yet',
        text: 'Save the one that you write most often: the opening hours, the way to return something, a greeting.',
      }}
      form={(reply, close) => <SavedReplyDialog reply={reply} onClose={close} />}
    >
      {(items, edit) => (
        <ItemTable
          caption="Saved replies"
          items={items}
          nameOf={({ title }) => title}
          columns={[
            {
              name: 'Reply',
              show: (reply) => (
                <>
                  <p className="medium clip">{reply.title}</p>
                  <p className={styles.preview}>{previewOf(reply)}</p>
                </>
              ),
            },
            {
              name: 'Shortcut',
              width: '120px',
              look: 'text-2',
              show: ({ shortcut }) => (shortcut === null ? '' : `/${shortcut}`),
            },
            { name: 'For', width: '160px', show: (reply) => <Scope reply={reply} /> },
            {
              name: 'Languages',
              width: '160px',
              look: 'text-2',
              show: ({ variants }) => languageNames(variants.map(({ language }) => language)),
            },
          ]}
          onEdit={edit}
          mayEdit={({ mayChange }) => mayChange}
        />
      )}
    </SectionList>
  );
}

function Scope({ reply }: { reply: SavedReply }) {
  if (reply.scope === 'private') return <Chip>Only you</Chip>;
  if (reply.department === null) return <Chip>Everybody</Chip>;
  return <DepartmentMark name={reply.department.name} color={reply.department.color} />;
}

function previewOf({ variants, files }: SavedReply): string {
  const [first] = variants;
  const words = first?.text.trim() || (first?.template ? templateWords(first.template) : '');
  const names = files.map(({ name }) => name).join(', ');
  return [words, names].filter((part) => part !== '').join(' · ');
}

import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { SavedReply } from '../../../contract/saved-replies.ts';
import { templateWords } from '../../../contract/templates.ts';
import { savedRepliesQuery } from '../../lib/saved-replies-query.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { DepartmentMark } from '../../ui/department-mark.tsx';
import { SectionPage, sectionState } from '../../ui/section-page.tsx';
import { Table } from '../../ui/table.tsx';
import { SavedReplyDialog } from './components/saved-reply-dialog.tsx';
import styles from './saved-replies.module.css';

/** Answers that are written once: one's own, and those that others use too. */
export function SavedRepliesSection() {
  const replies = useQuery(savedRepliesQuery);
  const [edited, setEdited] = useState<SavedReply | 'new' | null>(null);
  const add = (
    <Button kind="primary" icon={<IconPlus size={16} stroke={1.5} />} onClick={() => setEdited('new')}>
      Save a reply
    </Button>
  );
  return (
    <SectionPage
      title="Saved replies"
      count={replies.data?.length}
      lead="Answers that are sent often. Type a slash in a reply to find them; they are filled with the customer’s and your own name, and in the customer’s language."
      action={add}
    >
      {sectionState(replies, 'The saved replies') ??
        (replies.data?.length === 0 ? (
          <p className={styles.empty}>
            No reply is saved yet. Save the one that you write most often: the opening hours, the way to
            return something, a greeting.
          </p>
        ) : (
          <Table
            caption="Saved replies"
            heads={[
              { name: 'Reply' },
              { name: 'Shortcut', width: '120px' },
              { name: 'For', width: '160px' },
              { name: 'Languages', width: '120px' },
              { name: 'Actions', hidden: true, width: '80px' },
            ]}
          >
            {replies.data?.map((reply) => (
              <tr key={reply.id}>
                <td>
                  <p className="medium clip">{reply.title}</p>
                  <p className={styles.preview}>{previewOf(reply)}</p>
                </td>
                <td data-head="Shortcut" className="text-2">
                  {reply.shortcut === null ? '' : `/${reply.shortcut}`}
                </td>
                <td data-head="For">
                  <Scope reply={reply} />
                </td>
                <td data-head="Languages" className="text-2">
                  {reply.variants.map(({ language }) => language).join(', ')}
                </td>
                <td className={styles.end}>
                  {reply.mayChange && (
                    <Button size="small" aria-label={`Edit ${reply.title}`} onClick={() => setEdited(reply)}>
                      Edit
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </Table>
        ))}
      {edited && (
        <SavedReplyDialog reply={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />
      )}
    </SectionPage>
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

import type { Likeness } from '../../../../contract/comments.ts';
import type { ConversationDetails } from '../../../../contract/conversations.ts';
import { screenPaths } from '../../../lib/screen-paths.ts';
import { Button } from '../../../ui/button.tsx';
import { Link } from '../../../ui/link.tsx';
import { useSayLikeness } from '../api/read-thread.ts';
import styles from './likeness-section.module.css';
import { Section } from './section.tsx';

type LikenessSectionProps = { conversation: ConversationDetails; likenesses: readonly Likeness[] };

/** Who this person may be elsewhere on the page. Nothing is merged: people say so, or a private reply proves it. */
export function LikenessSection({ conversation, likenesses }: LikenessSectionProps) {
  const { mutate, isPending } = useSayLikeness(conversation);
  if (likenesses.length === 0) return null;
  const isLinked = likenesses.every(({ state }) => state === 'linked');
  return (
    <Section title={isLinked ? 'The same person' : 'The same person?'}>
      <ul className={styles.list}>
        {likenesses.map((one) => (
          <li key={one.contactId} className={styles.one}>
            <p>
              {one.conversation === null ? (
                <b>{one.name}</b>
              ) : (
                <Link href={screenPaths.conversation(one.conversation.id)}>{one.name}</Link>
              )}{' '}
              <span className="text-2">{one.identity === 'messenger' ? 'in Messenger' : 'in comments'}</span>
            </p>
            <p className="small text-3">{because[one.because]}</p>
            {one.because !== 'private-reply' && (
              <span className={styles.acts}>
                {one.state === 'suggested' && (
                  <Button
                    size="small"
                    disabled={isPending}
                    onClick={() => mutate({ contactId: one.contactId, isSame: true })}
                  >
                    Same person
                  </Button>
                )}
                <Button
                  size="small"
                  kind="quiet"
                  disabled={isPending}
                  onClick={() => mutate({ contactId: one.contactId, isSame: false })}
                >
                  {one.state === 'linked' ? 'Take apart' : 'Somebody else'}
                </Button>
              </span>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}

const because: Record<Likeness['because'], string> = {
  'private-reply': 'Proved by a private reply.',
  said: 'Said by the team.',
  'same-id': 'Facebook gives both the same number.',
  'same-name': 'They have the same name.',
};

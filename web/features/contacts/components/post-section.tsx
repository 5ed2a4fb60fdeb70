import { IconExternalLink } from '@tabler/icons-react';
import type { Post, PostKind, ThreadContext } from '../../../../contract/comments.ts';
import { useMinute } from '../../../lib/clock.ts';
import { fullTime, shortTime } from '../../../lib/dates.ts';
import { screenPaths } from '../../../lib/screen-paths.ts';
import { iconSizes, iconStroke } from '../../../ui/icon-sizes.ts';
import { Chip } from '../../../ui/chip.tsx';
import { Link } from '../../../ui/link.tsx';
import styles from './post-section.module.css';
import { Fact, Facts, Section } from './section.tsx';

type PostSectionProps = Pick<ThreadContext, 'post' | 'previous'>;

/** The post that is commented on: what it says, how it looks, and how its other threads stand. */
export function PostSection({ post, previous }: PostSectionProps) {
  return (
    <>
      <Section title="The post">
        {post === null ? (
          <p className="text-3">Facebook did not say which post it is.</p>
        ) : (
          <PostCard post={post} />
        )}
      </Section>
      {(post !== null || previous !== null) && (
        <Section title="This thread">
          <Facts>
            {post !== null && (
              <>
                <Fact name="Wait for an answer">{post.threads.waiting}</Fact>
                <Fact name="Threads in work">{post.threads.live}</Fact>
                <Fact name="Handled">{post.threads.closed}</Fact>
              </>
            )}
            {previous !== null && (
              <Fact name="Earlier ticket">
                <Link href={screenPaths.conversation(previous.id)}>No. {previous.number}</Link>
              </Fact>
            )}
          </Facts>
        </Section>
      )}
    </>
  );
}

const kindWords: Record<PostKind, string> = {
  photo: 'Photo',
  video: 'Video',
  reel: 'Reel',
  live: 'Live video',
  link: 'Shared link',
  event: 'Event',
};

function PostCard({ post }: { post: Post }) {
  const nowMs = useMinute();
  return (
    <div className={styles.post}>
      <p className={styles.head}>
        <span className={`${styles.author} clip`}>{post.authorName ?? 'A visitor'}</span>
        {post.createdAt !== null && (
          <time className="small text-3" dateTime={post.createdAt} title={fullTime(post.createdAt)}>
            {shortTime(post.createdAt, nowMs)}
          </time>
        )}
        <span className="grow" />
        {post.permalink !== null && (
          <a className={styles.out} href={post.permalink} target="_blank" rel="noreferrer">
            <IconExternalLink size={iconSizes.small} stroke={iconStroke} aria-hidden="true" />
            On Facebook
          </a>
        )}
      </p>
      {(post.kind !== null || post.isPublished === false) && (
        <p className={styles.kinds}>
          {post.kind !== null && <Chip tone="outline">{kindWords[post.kind]}</Chip>}
          {post.isPublished === false && <Chip tone="outline">Not on the page: an ad, or not out yet</Chip>}
        </p>
      )}
      {post.removedAt !== null && <p className="text-3">Deleted on Facebook.</p>}
      {post.text !== null && (
        <p className={styles.text} dir="auto">
          {post.text}
        </p>
      )}
      {post.pictureUrl !== null && (
        <img className={styles.picture} src={post.pictureUrl} alt="What the post shows" />
      )}
      {post.state === 'pending' && <p className="small text-3">Being asked for at Facebook</p>}
      {post.state === 'unavailable' && <p className="small text-3">Facebook does not show what it says.</p>}
      {post.state === 'known' && post.text === null && post.pictureUrl === null && (
        <p className="small text-3">It has no words.</p>
      )}
    </div>
  );
}

import { useState } from 'react';
import { Icon } from './icon.tsx';
import { PostCard } from './post-card.tsx';
import { PostComposer } from './post-composer.tsx';
import { initials } from './phone.tsx';
import { sim } from './sim.ts';
import type { Wall, World } from './types.ts';

interface WallProps {
  world: World;
  wall: Wall | null;
  choice: { pageId: string; personId: string } | null;
  choose(choice: { pageId: string; personId: string }): void;
  run(act: () => Promise<unknown>): void;
}

/** The page as people see it: post, comment and react as anybody, or as the page itself. */
export function PageWall({ world, wall, choice, choose, run }: WallProps) {
  const [chosenActor, setActor] = useState<string | null>(null);
  const [isPosting, setPosting] = useState(false);
  const page = world.pages.find(({ id }) => id === choice?.pageId);
  if (!page || !choice) return <section className="column wall-column" aria-label="Page" />;

  const actorId = chosenActor ?? choice.personId;
  const person = world.people.find(({ id }) => id === actorId);
  const actor = { id: person ? person.id : 'page', name: person ? person.name : page.name };
  return (
    <section className="column wall-column" aria-label={`Page ${page.name}`}>
      <div className="column-head">
        <h2>Page</h2>
        <select
          aria-label="Which page"
          value={page.id}
          onChange={(event) => choose({ ...choice, pageId: event.target.value })}
        >
          {world.pages.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
        <label htmlFor="actor">as</label>
        <select id="actor" value={actor.id} onChange={(event) => setActor(event.target.value)}>
          <option value="page">the page itself</option>
          {world.people.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
        <span className="grow" />
        <button
          type="button"
          className="button"
          aria-expanded={isPosting}
          onClick={() => setPosting(!isPosting)}
        >
          <Icon name="plus" /> Post
        </button>
      </div>
      <div className="wall" tabIndex={0} role="region" aria-label="Posts">
        <div className="card cover">
          <Hills />
          <div className="identity">
            <span className="page-mark large" aria-hidden="true">
              {initials(page.name)}
            </span>
            <div>
              <p className="cover-name">{page.name}</p>
              <p className="quiet">
                {page.category} · {likesOf(wall)}
              </p>
            </div>
          </div>
          <Opinions pageId={page.id} actor={actor} run={run} />
        </div>
        {isPosting && (
          <PostComposer pageId={page.id} actor={actor} run={run} done={() => setPosting(false)} />
        )}
        {wall && wall.banned.length > 0 && (
          <p className="quiet">Banned by the page: {wall.banned.map(({ name }) => name).join(', ')}</p>
        )}
        {wall?.posts.map((post) => (
          <PostCard key={post.id} post={post} page={page} actor={actor} nowMs={world.nowMs} run={run} />
        ))}
        {!wall && (
          <p className="empty" role="status">
            Opening the page…
          </p>
        )}
        {wall?.posts.length === 0 && (
          <p className="empty">Nothing is posted yet. “Post” above makes the first.</p>
        )}
      </div>
    </section>
  );
}

function likesOf(wall: Wall | null): string {
  const ratings = wall?.ratings ?? [];
  if (ratings.length === 0) return 'not recommended by anybody yet';
  const positive = ratings.filter(({ isPositive }) => isPositive).length;
  return `${positive} of ${ratings.length} recommend it`;
}

/** What a person can do to a page besides posting. */
function Opinions({
  pageId,
  actor,
  run,
}: {
  pageId: string;
  actor: { id: string; name: string };
  run: WallProps['run'];
}) {
  if (actor.id === 'page') return null;
  const rate = (recommends: boolean) =>
    run(() =>
      sim('POST', `/pages/${pageId}/ratings`, {
        by: actor.id,
        recommends,
        text: recommends ? 'Lovely people, and chairs that last.' : 'Three weeks late, and no word.',
      }),
    );
  const mention = () =>
    run(() =>
      sim('POST', `/pages/${pageId}/mentions`, {
        by: actor.id,
        text: `My new desk from @[${pageId}] is here.`,
      }),
    );
  return (
    <div className="row" role="group" aria-label={`As ${actor.name}`}>
      <button type="button" className="button" onClick={() => rate(true)}>
        Recommend
      </button>
      <button type="button" className="button" onClick={() => rate(false)}>
        Advise against
      </button>
      <button type="button" className="button" onClick={mention}>
        Mention elsewhere
      </button>
    </div>
  );
}

function Hills() {
  return (
    <svg className="hills" viewBox="0 0 480 92" preserveAspectRatio="xMidYMax slice" aria-hidden="true">
      <rect width="480" height="92" fill="#cbdad5" />
      <circle cx="390" cy="34" r="20" fill="#ecc596" />
      <path d="M0 70C90 30 150 34 240 62s150 18 240-14v44H0z" fill="#84a898" />
      <path d="M0 84c80-22 160-18 250 0s160 4 230-6v14H0z" fill="#4d7364" />
    </svg>
  );
}

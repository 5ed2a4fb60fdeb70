import { Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReviewItem, ReviewState } from '../../../contract/app-review.ts';
import { fullTime } from '../../lib/dates.ts';
import { Chip, type ChipTone } from '../../ui/chip.tsx';
import { CopyField } from '../../ui/copy-field.tsx';
import { CopyText } from '../../ui/copy-text.tsx';
import { SectionPage, sectionState } from '../../ui/section-page.tsx';
import { appReviewQuery, useNoteReview } from './api/app-review.ts';
import styles from './app-review-section.module.css';
import { PrivacyPageEditor } from './components/privacy-page-editor.tsx';

const states: Record<ReviewState, { word: string; tone: ChipTone }> = {
  'not-started': { word: 'Not started', tone: 'plain' },
  submitted: { word: 'Submitted', tone: 'info' },
  approved: { word: 'Approved', tone: 'success' },
  rejected: { word: 'Rejected', tone: 'danger' },
};
const stateChoices = Object.entries(states).map(([value, { word }]) => ({ value, label: word }));

/** All that Meta's App Review wants: addresses, words for each permission, the screencast, and how far each one is. */
export function AppReviewSection() {
  const review = useQuery(appReviewQuery);
  return (
    <SectionPage
      title="App Review"
      lead="Until Meta has approved a permission, it works only for people with a role in your app. Here are the words to ask with; note what Meta answers."
    >
      {sectionState(review, 'The kit') ?? (
        <>
          <section className="card" aria-label="Addresses that Meta asks for">
            <h2 className="heading">Addresses that Meta asks for</h2>
            <p className="text-2">
              Paste them under App settings, Basic, and under the settings of Facebook Login.
            </p>
            {review.data?.addresses.map(({ label, value }) => (
              <CopyField key={label} label={label} value={value} />
            ))}
            <p className="text-2">
              {review.data?.apps.map(({ name, dashboardUrl }) => (
                <a
                  key={name}
                  className={`link ${styles.apart}`}
                  href={dashboardUrl}
                  target="_blank"
                  rel="noreferrer"
                >
                  App Review of {name} at Meta<span className="sr"> (opens in a new tab)</span>
                </a>
              ))}
              <a
                className="link"
                href="https://developers.facebook.com/terms/"
                target="_blank"
                rel="noreferrer"
              >
                Platform Terms<span className="sr"> (opens in a new tab)</span>
              </a>
            </p>
          </section>
          {review.data?.items.map((item) => (
            <ItemCard key={item.permission} item={item} />
          ))}
          <section className="card" aria-label="For the reviewers">
            <h2 className="heading">For the reviewers</h2>
            <CopyText label="Instructions and screencast" value={review.data?.instructions ?? ''} />
          </section>
        </>
      )}
      <PrivacyPageEditor />
    </SectionPage>
  );
}

function ItemCard({ item }: { item: ReviewItem }) {
  const note = useNoteReview(item.permission);
  const [words, setWords] = useState(item.note);
  const state = states[item.state];
  return (
    <article className="card" aria-label={item.permission}>
      <header className={styles.head}>
        <div className="grow">
          <h2 className={styles.permission}>{item.permission}</h2>
          <p className="text-2">
            {item.purpose} {item.kind === 'feature' && <Chip tone="outline">feature</Chip>}{' '}
            {!item.isRequired && <Chip tone="outline">only if you need it</Chip>}
          </p>
        </div>
        <Chip tone={state.tone}>{state.word}</Chip>
      </header>
      <details>
        <summary className="text-2 medium">What to write, and what to show</summary>
        <div className={styles.texts}>
          <CopyText label="How the app uses it" value={item.answer} />
          <CopyText
            label="Steps for the screencast"
            value={item.steps.map((step, index) => `${index + 1}. ${step}`).join('\n')}
          />
        </div>
      </details>
      <div className={styles.noting}>
        <Select
          aria-label={`State of ${item.permission}`}
          data={stateChoices}
          value={item.state}
          allowDeselect={false}
          onChange={(value) => value && note.mutate({ state: value as ReviewState })}
        />
        <TextInput
          className="grow"
          aria-label={`What Meta wrote about ${item.permission}`}
          placeholder="What Meta wrote"
          maxLength={2000}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
          onBlur={() => words.trim() !== item.note && note.mutate({ state: item.state, note: words.trim() })}
        />
      </div>
      {item.changed && (
        <p className="small text-3">
          Noted by {item.changed.by}, {fullTime(item.changed.at)}
        </p>
      )}
    </article>
  );
}

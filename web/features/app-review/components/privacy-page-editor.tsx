import { Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import type { PrivacyPage } from '../../../../contract/privacy-page.ts';
import { Button } from '../../../ui/button.tsx';
import { FormStack } from '../../../ui/form-stack.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { sectionState } from '../../../ui/section-page.tsx';
import { TickBox } from '../../../ui/tick-box.tsx';
import { privacyPageQuery, useChangePrivacyPage } from '../api/app-review.ts';
import styles from '../app-review-section.module.css';

/** The public privacy page: who runs the desk, where to turn to, and words of one's own in place of the default. */
export function PrivacyPageEditor() {
  const page = useQuery(privacyPageQuery);
  return (
    <section className="card" aria-label="Public privacy page">
      <h2 className="heading">Public privacy page</h2>
      {sectionState(page, 'The privacy page') ??
        (page.data && <Editor key={page.dataUpdatedAt} page={page.data} />)}
    </section>
  );
}

function Editor({ page }: { page: PrivacyPage }) {
  const save = useChangePrivacyPage();
  const [organisation, setOrganisation] = useState(page.organisation);
  const [contact, setContact] = useState(page.contact);
  const [text, setText] = useState(page.text);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ organisation: organisation.trim(), contact: contact.trim(), text: text?.trim() || null });
  };
  return (
    <FormStack
      onSubmit={submit}
      foot={
        <>
          <a className="link" href={page.url} target="_blank" rel="noreferrer">
            Open the page<span className="sr"> (in a new tab)</span>
          </a>
          <span className="grow" />
          <Button kind="primary" submit busy={save.isPending}>
            Save the privacy page
          </Button>
        </>
      }
    >
      {save.error && (
        <Notice tone="danger" role="alert" title="The page was not saved">
          {save.error.message}
        </Notice>
      )}
      <TextInput
        label="Organisation"
        value={organisation}
        maxLength={200}
        onChange={(event) => setOrganisation(event.currentTarget.value)}
      />
      <TextInput
        label="Where people turn to"
        description="An e-mail address or a web address."
        value={contact}
        maxLength={200}
        onChange={(event) => setContact(event.currentTarget.value)}
      />
      <TickBox
        label="Words of our own"
        description="Without them the page says what this desk keeps and for what, with the two lines above."
        checked={text !== null}
        onChange={(isOwn) => setText(isOwn ? page.defaultText : null)}
      />
      {text !== null && (
        <Textarea
          className={styles.text ?? ''}
          label="Text"
          description="An empty line ends a paragraph, ## begins a heading, - an item of a list."
          maxLength={40_000}
          rows={16}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      )}
    </FormStack>
  );
}

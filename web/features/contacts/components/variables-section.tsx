import type { ConversationDetails } from '../../../../contract/conversations.ts';
import { Fact, Facts, Section } from './section.tsx';

/** What is known of this conversation beside its messages, such as the answers to the page's first questions. */
export function VariablesSection({ variables }: { variables: ConversationDetails['variables'] }) {
  if (variables.length === 0) return null;
  const isToldByCustomer = variables.every(({ source }) => source === 'pre-chat');
  return (
    <Section title={isToldByCustomer ? 'Answers at the beginning' : 'About this conversation'}>
      <Facts>
        {variables.map(({ name, value }) => (
          <Fact key={name} name={wordsOf(name)}>
            {value}
          </Fact>
        ))}
      </Facts>
    </Section>
  );
}

/** `order_number` reads `Order number`. */
function wordsOf(name: string): string {
  const words = name.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

import { useCallback, useState, type ReactNode } from 'react';
import type { Message } from '../../../../contract/messages.ts';
import { isProblem } from '../../../lib/api.ts';
import { showToast } from '../../../ui/toast-store.ts';
import { useSendAgain, type Again } from '../api/send-again.ts';
import { PurposeDialog } from './purpose-dialog.tsx';

const failed = { same: 'It could not be sent again', link: 'The link was not sent' };

/**
 * Sends what failed, and asks first what it is for where that has to be said by now.
 * @param asks  it goes out after the first 24 hours, and the page asks.
 */
export function useAgain(asks: boolean): {
  again: (message: Message, how: Again['how']) => void;
  dialog: ReactNode;
} {
  const { mutate, isPending, error } = useSendAgain();
  const [asked, setAsked] = useState<Again | null>(null);
  const again = useCallback(
    (message: Message, how: Again['how']) => {
      if (asks && message.purpose === null) return setAsked({ message, how });
      mutate(
        { message, how },
        {
          onError: (problem) => {
            if (isProblem(problem, 'invalid') && problem.data.field === 'purpose') {
              return setAsked({ message, how });
            }
            showToast({ tone: 'danger', title: failed[how], text: problem.message });
          },
        },
      );
    },
    [mutate, asks],
  );
  const dialog = asked && (
    <PurposeDialog
      save={{ isPending, error: error?.data.field === 'purpose' ? null : error }}
      onSay={(purpose) => mutate({ ...asked, purpose }, { onSuccess: () => setAsked(null) })}
      onClose={() => setAsked(null)}
    />
  );
  return { again, dialog };
}

import { useEffect } from 'react';
import { botName } from '../../../contract/setup-room.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useRunCommand } from './api/run-command.ts';
import { askCommand, useAskedCommand } from './ask-command.ts';
import { CommandAnswerView } from './components/command-answer.tsx';

/** Shows the answer to a command that was given in the palette, wherever one is. */
export function CommandDialog() {
  const asked = useAskedCommand();
  return asked === null ? null : <Answer key={asked} text={asked} />;
}

function Answer({ text }: { text: string }) {
  const run = useRunCommand();
  const { mutate, data } = run;
  useEffect(() => mutate(text), [mutate, text]);
  const close = () => askCommand(null);
  // The form has opened by itself: there is nothing more to read.
  const isDone = data?.next?.act === 'edit';
  useEffect(() => {
    if (isDone) askCommand(null);
  }, [isDone]);
  if (isDone) return null;
  return (
    <Dialog
      title={botName}
      onClose={close}
      width="520px"
      foot={
        <Button data-autofocus onClick={close}>
          Close
        </Button>
      }
    >
      {run.error && (
        <Notice tone="danger" role="alert" title="The command was not run">
          {run.error.message}
        </Notice>
      )}
      {run.isPending && <p className="text-3">{text} …</p>}
      {data && <CommandAnswerView answer={data} />}
    </Dialog>
  );
}

// What a link in a mail leads to: one button, because programs that look at mails open links too.
import { useState, type JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { Alert } from '../ui/alert.tsx';
import { Button } from '../ui/button.tsx';
import { ProblemLine } from './problem-line.tsx';
import { useAct } from './use-act.ts';

/** Says what will happen, does it once it is pressed, and says that it is done. */
export function MailChoice(props: {
  intro: string;
  button: string;
  done: string;
  act: () => Promise<void>;
}): JSX.Element {
  const { t } = useTranslation();
  const doing = useAct();
  const [isDone, setDone] = useState(false);
  const run = async () => {
    if ((await doing.run(props.act, props.done)) !== null) setDone(true);
  };
  if (isDone) {
    return (
      <Alert kind="success">
        <p>{props.done}</p>
      </Alert>
    );
  }
  return (
    <>
      <p>{props.intro}</p>
      <ProblemLine problem={doing.problem} />
      <Button disabled={doing.isRunning} onClick={() => void run()}>
        {doing.isRunning ? t('desk.busy') : props.button}
      </Button>
    </>
  );
}

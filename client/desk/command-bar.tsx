// The buttons that lead a session on. They show what the server says, and "working…" until it has answered.
import { useState } from 'react';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { Command, CommandResult, RunCommand, Session } from '../../server/contract/sessions.ts';
import { runCommand } from '../api/desk.ts';
import { Alert } from '../ui/alert.tsx';
import { Button } from '../ui/button.tsx';
import type { IconName } from '../ui/icon.tsx';
import { useNow } from '../ui/use-now.ts';
import { cautions, offeredCommands } from './commands.ts';
import { useFeedProblemInWords } from './feed-problem.ts';
import { Fold } from './fold.tsx';
import { RecessNotice, recessCommand, useWrittenNotice } from './recess-notice.tsx';
import { TwoStepButton } from './two-step-button.tsx';
import { useDeskAction } from './use-desk-action.ts';

const words = {
  'go-live': 'desk.commands.goLive',
  recess: 'desk.commands.recess',
  resume: 'desk.commands.resume',
  'close-doors': 'desk.commands.closeDoors',
  'open-doors': 'desk.commands.openDoors',
  adjourn: 'desk.commands.adjourn',
  reopen: 'desk.commands.reopen',
  cancel: 'desk.commands.cancel',
  publish: 'desk.commands.publish',
  withhold: 'desk.commands.withhold',
} as const satisfies Record<Command, string>;

const questions = {
  'close-doors': { ask: 'desk.commands.closeDoorsAsk', yes: 'desk.commands.closeDoorsYes' },
  adjourn: { ask: 'desk.commands.adjournAsk', yes: 'desk.commands.adjournYes' },
  cancel: { ask: 'desk.commands.cancelAsk', yes: 'desk.commands.cancelYes' },
  withhold: { ask: 'desk.commands.withholdAsk', yes: 'desk.commands.withholdYes' },
} as const;

const icons: Readonly<Record<Command, IconName>> = {
  'go-live': 'live',
  recess: 'pause',
  resume: 'play',
  'close-doors': 'lock',
  'open-doors': 'unlock',
  adjourn: 'ended',
  reopen: 'undo',
  cancel: 'trash',
  publish: 'check',
  withhold: 'warning',
};

/** The first button leads on and is the main one. */
const leading: readonly Command[] = ['go-live', 'resume', 'open-doors'];

/** Who may see the session is another question than how it goes on, and a rarer one: it stands below. */
function isPublicity(command: Command): boolean {
  return command === 'publish' || command === 'withhold';
}

/** All commands that the state allows. */
export function CommandBar({ session }: { session: Session }): JSX.Element {
  const { t } = useTranslation();
  const action = useDeskAction(session.id);
  const [warnings, setWarnings] = useState<CommandResult['warnings']>([]);
  const offered = offeredCommands(session);
  const [notice, setNotice] = useWrittenNotice(session);
  const now = useNow(1000);
  const run = async (asked: RunCommand, done: string) => {
    setWarnings([]);
    const answer = await action.run(asked.command, () => runCommand(session.id, asked), done);
    if (answer !== null) setWarnings(answer.value.warnings);
  };
  const recess = () => recessCommand(notice, now);
  const give = (command: Command, reason?: string) => {
    const asked = command === 'recess' ? recess() : { command, ...(reason !== undefined && { reason }) };
    return run(asked, t(`desk.commands.done.${command}`));
  };
  return (
    <section className="cv-desk__panel" aria-labelledby="desk-commands">
      <h2 id="desk-commands">{t('desk.commands.heading')}</h2>
      {offered.length === 0 && <p>{t('desk.commands.none')}</p>}
      {[offered.filter((command) => !isPublicity(command)), offered.filter(isPublicity)].map((group, index) => (
        <div key={index} className={`cv-desk__commands cv-desk__commands--${index === 0 ? 'course' : 'publicity'}`}>
          {group.map((command) => (
            <CommandButton
              key={command}
              command={command}
              running={action.running}
              onGive={(reason) => void give(command, reason)}
            />
          ))}
          {index === 0 && session.state === 'live' && (
            <TwoStepButton
              words={t('control.technical.button')}
              icon="warning"
              question={t('control.technical.ask')}
              yes={t('control.technical.yes')}
              isRunning={false}
              isDisabled={action.running !== null}
              reasonLabel={null}
              onConfirm={() =>
                void run({ command: 'recess', reason: t('control.technical.reason') }, t('desk.commands.done.recess'))
              }
            />
          )}
        </div>
      ))}
      {(session.state === 'recess' || offered.includes('recess')) && (
        <Fold summary={t('recess.formLabel')} isOpen={session.state === 'recess'}>
          <RecessNotice
            session={session}
            written={notice}
            isDisabled={action.running !== null}
            onChange={setNotice}
            onUpdate={() => void run(recess(), t('recess.updated'))}
          />
        </Fold>
      )}
      {action.problem !== null && (
        <Alert kind="danger" urgency="urgent">
          <p>{action.problem}</p>
        </Alert>
      )}
      <Warnings warnings={warnings} />
    </section>
  );
}

function CommandButton(props: {
  command: Command;
  running: string | null;
  onGive: (reason?: string) => void;
}): JSX.Element {
  const { t } = useTranslation();
  const { command, running } = props;
  const isRunning = running === command;
  if (command === 'close-doors' || command === 'adjourn' || command === 'cancel' || command === 'withhold') {
    const needsReason = cautions[command] === 'with-reason';
    return (
      <TwoStepButton
        words={t(words[command])}
        icon={icons[command]}
        question={t(questions[command].ask)}
        yes={t(questions[command].yes)}
        isRunning={isRunning}
        isDisabled={running !== null}
        reasonLabel={needsReason ? t('desk.commands.withholdReason') : null}
        onConfirm={(reason) => props.onGive(needsReason ? reason : undefined)}
      />
    );
  }
  return (
    <Button
      look={leading.includes(command) ? 'primary' : 'outline'}
      icon={icons[command]}
      disabled={running !== null}
      onClick={() => props.onGive()}
    >
      {isRunning ? `${t(words[command])} – ${t('desk.busy')}` : t(words[command])}
    </Button>
  );
}

function Warnings({ warnings }: { warnings: CommandResult['warnings'] }): JSX.Element | null {
  const inWords = useFeedProblemInWords();
  if (warnings.length === 0) return null;
  return (
    <Alert kind="warning">
      {warnings.map((warning) => (
        <p key={warning.code}>{inWords({ ...warning, fact: null })}</p>
      ))}
    </Alert>
  );
}

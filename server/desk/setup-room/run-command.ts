import type { CommandAnswer, CommandPage, RunCommand } from '../../../contract/setup-room.ts';
import { listPages } from '../../store/page-settings.ts';
import { actorId, may } from '../access.ts';
import { change, type Context } from '../context.ts';
import { isExtensionOn } from '../extensions/is-on.ts';
import { commandHelp, parseCommand, type Command } from './parse-command.ts';
import { post } from './post.ts';

/**
 * Answers a command. Everybody may ask for help; the rest is for administrators, whose commands stand in the setup
 * room with their answers, seen by nobody else. Nothing is changed by a command itself: what it offers is a button or
 * a form, with an access check of its own.
 */
export async function runCommand(ctx: Context, { clientId, text }: RunCommand): Promise<CommandAnswer> {
  const command = parseCommand(text);
  const userId = actorId(ctx.actor);
  const isAdministrator = may(ctx.actor, 'manage-pages');
  if (!isAdministrator || userId === null) return command.kind === 'help' ? help() : refusal();
  const answer = await answerTo(ctx, command);
  await change(ctx, async (story) => {
    const asked = { authorId: userId, seenBy: userId, clientId };
    if ((await post(ctx, story, { ...asked, body: { kind: 'command', text } })) === null) return;
    await post(ctx, story, { authorId: null, seenBy: userId, body: { kind: 'answer', answer } });
  });
  return answer;
}

const plain = { lines: [], pages: [], next: null, isRefused: false };

function help(text = 'These commands work here and in the search for commands.'): CommandAnswer {
  return { ...plain, text, lines: [...commandHelp] };
}

function refusal(): CommandAnswer {
  return { ...plain, text: 'Not permitted: only administrators set Facebook up.', isRefused: true };
}

async function answerTo(ctx: Context, command: Command): Promise<CommandAnswer> {
  switch (command.kind) {
    case 'help':
      return help();
    case 'unknown':
      return help(`/facebook does not know “${command.word}”.`);
    case 'foreign':
      return help('Only /facebook has commands here.');
    case 'authorize':
      return authorize(ctx);
    case 'unauthorize':
      return unauthorize(ctx);
    case 'edit':
      return edit(ctx, command.page);
  }
}

async function authorize(ctx: Context): Promise<CommandAnswer> {
  if (!(await isExtensionOn(ctx.db, 'facebook'))) {
    const text = 'Facebook is switched off. Switch it on under Settings, Extensions, and come back.';
    return { ...plain, text, isRefused: true };
  }
  return {
    ...plain,
    text: 'You are sent to Facebook, and choose there which pages this desk may answer.',
    next: { act: 'authorize' },
  };
}

async function unauthorize(ctx: Context): Promise<CommandAnswer> {
  const pages = (await pagesOf(ctx)).filter(({ hasToken }) => hasToken).map(presentCommandPage);
  if (pages.length === 0)
    return { ...plain, text: 'No page is authorised, so there is nothing to take back.' };
  const text =
    'These pages stop: the desk gives their tokens up, and Facebook delivers nothing more. What was written stays readable.';
  return { ...plain, text, pages, next: { act: 'unauthorize' } };
}

async function edit(ctx: Context, facebookId: string | null): Promise<CommandAnswer> {
  const pages = (await pagesOf(ctx)).map(presentCommandPage);
  const page = pages.find((one) => one.facebookId === facebookId);
  if (page) {
    return {
      ...plain,
      text: `Settings of ${page.name}.`,
      pages: [page],
      next: { act: 'edit', pageId: page.id },
    };
  }
  if (pages.length === 0) return { ...plain, text: 'No page is connected yet.', isRefused: true };
  const text =
    facebookId === null ? 'Which page? Write its id after the word.' : `Unknown page: ${facebookId}.`;
  return { ...plain, text: `${text} These are known:`, pages, isRefused: true };
}

async function pagesOf(ctx: Context) {
  return (await listPages(ctx.db, { sight: 'all' })).filter(({ removedAt }) => removedAt === null);
}

function presentCommandPage(row: { id: string; facebookId: string; name: string }): CommandPage {
  return { id: row.id as CommandPage['id'], facebookId: row.facebookId, name: row.name };
}

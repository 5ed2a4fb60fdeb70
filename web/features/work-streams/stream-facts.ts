import type { Skill, WorkStreamDetails } from '../../../contract/work-streams.ts';
import { algorithmWords, orderWords, presenceWords, pushWords } from './stream-words.ts';

export type StreamFact = { name: string; value: string };
export type StreamFactGroup = { title: string; facts: StreamFact[] };

const selfAssignWords = { never: 'Never', 'with-room': 'While they have room', always: 'Always' } as const;

/** What decides to whom the conversations of a work stream come, in words; what does nothing as it stands is left out. */
export function streamFacts(stream: WorkStreamDetails, skills: readonly Skill[]): StreamFactGroup[] {
  const isPush = stream.settings.mode === 'push';
  const groups = [
    { title: 'Who gets it', facts: whoGetsIt(stream, skills) },
    { title: 'Capacity', facts: howMuch(stream) },
    ...(isPush ? [{ title: 'Requests', facts: howAsked(stream) }] : []),
    { title: 'Handing over', facts: howHandedOver(stream) },
    { title: 'Coming back', facts: howItReturns(stream) },
  ];
  return groups.map(({ title, facts }) => ({
    title,
    facts: facts.map(({ name, value }) => ({ name, value: upperFirst(value) })),
  }));
}

function whoGetsIt({ settings }: WorkStreamDetails, skills: readonly Skill[]): StreamFact[] {
  const named = (ids: readonly string[]) =>
    skills.filter(({ id }) => ids.includes(id)).map((skill) => skill.name);
  const facts: StreamFact[] = [];
  if (settings.mode === 'pick') {
    facts.push({ name: 'How it comes', value: 'Agents pick it from the list.' });
  } else {
    const pushed = settings.pushes.map((kind) => pushWords[kind]);
    const { name, does } = algorithmWords[settings.algorithm];
    facts.push(
      { name: 'How it comes', value: 'It is offered to one agent after another.' },
      {
        name: 'What is offered',
        value: pushed.length === 0 ? 'Nothing: all waits to be picked.' : list(pushed),
      },
      { name: 'Who is asked', value: `${name}: ${lowerFirst(does)}` },
      { name: 'Presence', value: list(settings.allowedPresences.map((one) => presenceWords[one])) },
    );
    if (settings.algorithm === 'steps' || settings.algorithm === 'weights') {
      facts.push({ name: 'Steps', value: `${settings.stepCount}, ${seconds(settings.stepSeconds)} each` });
    }
    if (settings.algorithm === 'weights') {
      const { load, idle, skills: asked } = settings.weights;
      facts.push({
        name: 'What counts',
        value: `free capacity ${load}, idle time ${idle}, preferred skills ${asked}`,
      });
    }
  }
  facts.push({ name: 'What is served first', value: orderWords[settings.order] });
  const required = named(settings.requiredSkillIds);
  const preferred = named(settings.preferredSkillIds);
  if (required.length > 0) facts.push({ name: 'Needs the skills', value: list(required) });
  if (preferred.length > 0) facts.push({ name: 'First to who has', value: list(preferred) });
  return facts;
}

function howMuch({ settings, capacity }: WorkStreamDetails): StreamFact[] {
  const facts: StreamFact[] = [];
  if (capacity.model === 'units') {
    const idle =
      settings.idleSeconds === 0 ? '' : `, nothing after ${seconds(settings.idleSeconds)} without anything`;
    facts.push({ name: 'One takes', value: `${count(settings.units, 'unit')} of an agent${idle}` });
  } else if (capacity.profiles.length === 0) {
    facts.push({ name: 'One takes', value: 'of no profile: as much as comes' });
  } else {
    for (const { name, itemLimit, resets, blocks } of capacity.profiles) {
      const day = resets === 'end-of-day' ? ' a day' : ' at once';
      const rest = blocks ? '; who has as many is given nothing else' : '';
      facts.push({
        name,
        value: `at most ${itemLimit}${day}, unless an agent has a limit of their own${rest}`,
      });
    }
  }
  if (capacity.mostConversations > 0) {
    const most = count(capacity.mostConversations, 'conversation');
    facts.push({
      name: 'Of all kinds',
      value: `${most} at once, unless an agent or a department has another number`,
    });
  }
  facts.push({ name: 'Agents take it themselves', value: selfAssignWords[settings.selfAssign] });
  if (settings.mode === 'push' && settings.fairShare) {
    const { most, minutes } = settings.fairShare;
    facts.push({ name: 'A fair share', value: `${most} within ${count(minutes, 'minute')}` });
  }
  return facts;
}

function howAsked({ settings, offerTemplate }: WorkStreamDetails): StreamFact[] {
  // A template says these; else the stream itself.
  const says = offerTemplate?.body ?? { ...settings, seconds: settings.offerSeconds };
  const facts: StreamFact[] = [];
  if (offerTemplate) facts.push({ name: 'Template', value: offerTemplate.name });
  if (says.givesWithoutAsking) {
    facts.push({ name: 'Asking', value: 'None: it is the agent’s at once, and a notice says so.' });
    if (!offerTemplate) return facts;
  } else {
    facts.push(
      { name: 'Time to accept', value: seconds(says.seconds) },
      { name: 'Rejecting', value: says.canReject ? 'Allowed: it goes to the next one.' : 'Not allowed' },
    );
  }
  const missed =
    settings.inactiveMinutes === null
      ? 'until it is taken back'
      : `for ${count(settings.inactiveMinutes, 'minute')}`;
  facts.push({
    name: 'A missed request',
    value: settings.missedMakesInactive ? `makes inactive ${missed}` : 'changes nothing',
  });
  return facts;
}

function howHandedOver({ settings }: WorkStreamDetails): StreamFact[] {
  const { transferSeconds, transferBounces, transfersToBusy, transferPriority } = settings;
  const facts: StreamFact[] = [];
  if (transferSeconds === null) {
    facts.push({ name: 'A colleague', value: 'has it at once' });
  } else {
    const refused = transferBounces
      ? 'it stays with who asked'
      : 'it waits in its department for somebody else';
    facts.push(
      { name: 'A colleague', value: `is asked for ${seconds(transferSeconds)}` },
      { name: 'Who says no', value: refused },
    );
  }
  facts.push(
    { name: 'Busy colleagues', value: transfersToBusy ? 'are asked too' : 'are not asked' },
    { name: 'Place in the queue', value: `${transferPriority} (1 is served first; all else has 15)` },
  );
  return facts;
}

function howItReturns({ settings }: WorkStreamDetails): StreamFact[] {
  const { keepsAgent, lostAgentSeconds, autoCloseHours } = settings;
  const facts: StreamFact[] = [
    {
      name: 'What was parked',
      value: keepsAgent
        ? 'comes back to its agent when the customer writes'
        : 'waits for anybody when the customer writes',
    },
  ];
  if (autoCloseHours !== null) {
    facts.push({
      name: 'Parked for long',
      value: `closed after ${count(autoCloseHours, 'hour')} without anything`,
    });
  }
  if (settings.mode === 'push') {
    if (settings.prefersPreviousAgent) {
      const wait = settings.waitsForAgentMinutes;
      const waits = wait === 0 ? '' : `, waiting for them up to ${count(wait, 'minute')}`;
      facts.push({
        name: 'A customer who is known',
        value: `is offered first to who served them last${waits}`,
      });
    }
    if (settings.maxAgeHours !== null) {
      facts.push({
        name: 'Old ones',
        value: `not offered after ${count(settings.maxAgeHours, 'hour')}; they can be picked`,
      });
    }
  }
  facts.push({
    name: 'A lost desk',
    value:
      lostAgentSeconds === null
        ? 'keeps what it has'
        : `gives back what it has after ${seconds(lostAgentSeconds)}`,
  });
  return facts;
}

const count = (many: number, one: string) => `${many} ${one}${many === 1 ? '' : 's'}`;
const seconds = (many: number) => count(many, 'second');
const list = (words: readonly string[]) => words.join(', ');
const lowerFirst = (words: string) => words.charAt(0).toLowerCase() + words.slice(1);
const upperFirst = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);

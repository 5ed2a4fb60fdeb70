import { MultiSelect, NumberInput, Select, Switch, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { CapacityProfile } from '../../../../contract/capacity.ts';
import { offerTemplateId, skillId } from '../../../../contract/ids.ts';
import { algorithm, type WorkPresence, type WorkStreamSettings } from '../../../../contract/work-streams.ts';
import { capacityQuery, offerTemplatesQuery, skillsQuery } from '../../../lib/desk-queries.ts';
import { screenPaths } from '../../../lib/screen-paths.ts';
import { Button } from '../../../ui/button.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { iconSizes, iconStroke } from '../../../ui/icon-sizes.ts';
import { Link } from '../../../ui/link.tsx';
import { SettingsGroup } from '../../../ui/settings-group.tsx';
import { useCreateSkill } from '../api/work-streams.ts';
import styles from '../stream-screen.module.css';
import { algorithmWords, orderWords, presenceWords, pushWords } from '../stream-words.ts';
import { HandingOverFields } from './handing-over-fields.tsx';
import { StepFields } from './step-fields.tsx';
import { WholeField } from './whole-field.tsx';

type StreamFieldsProps = {
  name: string;
  isDefault: boolean;
  settings: WorkStreamSettings;
  fault: (field: string) => string | undefined;
  onName: (name: string) => void;
  onSet: (fields: Partial<WorkStreamSettings>) => void;
};

/** Every field of a work stream; those that do nothing as the others stand are not shown. */
export function StreamFields(props: StreamFieldsProps) {
  const { name, isDefault, settings, fault, onName } = props;
  const isPush = settings.mode === 'push';
  return (
    <>
      <SettingsGroup title="Work stream">
        <TextInput
          label="Name"
          maxLength={80}
          value={name}
          error={fault('name')}
          onChange={(event) => onName(event.currentTarget.value)}
        />
        <TextInput
          label="Channel"
          description={
            isDefault
              ? 'Pages that are set for no other work stream are in this one.'
              : 'It cannot be changed.'
          }
          value="Facebook"
          readOnly
        />
      </SettingsGroup>
      <DistributionFields {...props} isPush={isPush} />
      <CapacityFields {...props} isPush={isPush} />
      {isPush && <OfferFields {...props} />}
      <HandingOverFields {...props} />
      <LifeFields {...props} isPush={isPush} />
      <SkillFields {...props} />
      <VariableFields {...props} />
    </>
  );
}

type GroupProps = StreamFieldsProps & { isPush: boolean };

const pushable = (['chat', 'ticket', 'comment'] as const).map((value) => ({
  value,
  label: pushWords[value],
}));

function DistributionFields({ settings, fault, onSet, isPush }: GroupProps) {
  return (
    <SettingsGroup
      title="Distribution"
      lead="It may be changed at any time, and holds for what is queued from then on."
    >
      <Select
        label="How work comes to agents"
        data={[
          { value: 'push', label: 'Push: it is offered to one agent after another' },
          { value: 'pick', label: 'Pick: agents take it from the list' },
        ]}
        value={settings.mode}
        error={fault('mode')}
        allowDeselect={false}
        onChange={(mode) =>
          onSet(
            mode === 'pick'
              ? { mode: 'pick', ...(settings.selfAssign === 'never' ? { selfAssign: 'always' } : {}) }
              : { mode: 'push' },
          )
        }
      />
      {isPush && (
        <>
          <MultiSelect
            label="What is offered"
            description="The rest waits in the list to be picked."
            data={pushable}
            value={settings.pushes}
            error={fault('pushes')}
            onChange={(values) =>
              onSet({ pushes: pushable.map(({ value }) => value).filter((value) => values.includes(value)) })
            }
          />
          <Select
            label="Who gets it"
            description={algorithmWords[settings.algorithm].does}
            data={algorithm.options.map((value) => ({ value, label: algorithmWords[value].name }))}
            value={settings.algorithm}
            error={fault('algorithm')}
            allowDeselect={false}
            onChange={(value) => value && onSet({ algorithm: algorithm.parse(value) })}
          />
          <StepFields settings={settings} fault={fault} onSet={onSet} />
          <MultiSelect
            label="Who is offered work"
            description="What agents may be seen as. Away fits only where a missed request makes nobody inactive."
            data={Object.entries(presenceWords).map(([value, label]) => ({ value, label }))}
            value={settings.allowedPresences}
            error={fault('allowedPresences')}
            onChange={(values) =>
              onSet({
                allowedPresences: (Object.keys(presenceWords) as WorkPresence[]).filter((one) =>
                  values.includes(one),
                ),
              })
            }
          />
        </>
      )}
      <Select
        label="What is served first"
        data={Object.entries(orderWords).map(([value, label]) => ({ value, label }))}
        value={settings.order}
        error={fault('order')}
        allowDeselect={false}
        onChange={(order) => order && onSet({ order: order as WorkStreamSettings['order'] })}
      />
    </SettingsGroup>
  );
}

function CapacityFields({ settings, fault, onSet, isPush }: GroupProps) {
  const capacity = useQuery(capacityQuery).data;
  const isByProfiles = capacity?.settings.model === 'profiles';
  return (
    <SettingsGroup title="Capacity">
      {isByProfiles ? (
        <ProfileChoice {...{ settings, fault, onSet }} profiles={capacity.profiles} />
      ) : (
        <>
          <WholeField
            label="Capacity of one conversation"
            description="How much of an agent it takes while they have it; an agent has 100 unless set otherwise."
            suffix=" units"
            field="units"
            value={settings.units}
            fault={fault}
            onSet={onSet}
          />
          <WholeField
            label="Idle after"
            description="A conversation in which nothing happened for so long takes no capacity until something does: 60 to 600, or 0: it always does."
            suffix=" seconds"
            field="idleSeconds"
            value={settings.idleSeconds}
            fault={fault}
            onSet={onSet}
          />
        </>
      )}
      <Select
        label="Agents take waiting conversations themselves"
        description="“Always” regards neither capacity nor presence: their free capacity may fall below zero."
        data={[
          { value: 'never', label: 'Never' },
          { value: 'with-room', label: 'While they have room' },
          { value: 'always', label: 'Always' },
        ].filter(({ value }) => isPush || value !== 'never')}
        value={settings.selfAssign}
        error={fault('selfAssign')}
        allowDeselect={false}
        onChange={(value) => value && onSet({ selfAssign: value as WorkStreamSettings['selfAssign'] })}
      />
      {isPush && (
        <>
          <Switch
            label="A fair share"
            description="At most so many to one agent within a time."
            checked={settings.fairShare !== null}
            onChange={(event) =>
              onSet({ fairShare: event.currentTarget.checked ? { most: 5, minutes: 10 } : null })
            }
          />
          {settings.fairShare && (
            <div className={styles.pair}>
              <NumberInput
                label="At most"
                suffix=" conversations"
                min={1}
                allowDecimal={false}
                hideControls
                value={settings.fairShare.most}
                error={fault('fairShare')}
                onChange={(most) =>
                  settings.fairShare && onSet({ fairShare: { ...settings.fairShare, most: Number(most) } })
                }
              />
              <NumberInput
                label="within"
                suffix=" minutes"
                min={1}
                allowDecimal={false}
                hideControls
                value={settings.fairShare.minutes}
                onChange={(minutes) =>
                  settings.fairShare &&
                  onSet({ fairShare: { ...settings.fairShare, minutes: Number(minutes) } })
                }
              />
            </div>
          )}
        </>
      )}
    </SettingsGroup>
  );
}

function OfferFields({ settings, fault, onSet }: StreamFieldsProps) {
  const tick = (
    field: 'givesWithoutAsking' | 'showsCountdown' | 'canReject' | 'missedMakesInactive',
    label: string,
    description: string,
  ) => (
    <Switch
      label={label}
      description={description}
      checked={settings[field]}
      error={fault(field)}
      onChange={(event) => onSet({ [field]: event.currentTarget.checked })}
    />
  );
  return (
    <SettingsGroup title="Offers">
      <TemplateChoice {...{ settings, fault, onSet }} />
      {settings.offerTemplateId === null &&
        tick(
          'givesWithoutAsking',
          'Give without asking',
          'The conversation is the agent’s at once, without Accept and Reject, and a notice tells them.',
        )}
      {settings.offerTemplateId === null && !settings.givesWithoutAsking && (
        <>
          <WholeField
            label="Time to accept"
            suffix=" seconds"
            field="offerSeconds"
            value={settings.offerSeconds}
            fault={fault}
            onSet={onSet}
          />
          {tick('showsCountdown', 'Show the countdown', 'Agents see how much of that time is left.')}
          {tick(
            'canReject',
            'Agents may reject',
            'It goes to the next one; nothing is closed by being rejected.',
          )}
        </>
      )}
      {(settings.offerTemplateId !== null || !settings.givesWithoutAsking) &&
        tick(
          'missedMakesInactive',
          'A missed offer makes inactive',
          'Whoever lets one go by gets no other until they or a supervisor take that back.',
        )}
      {settings.missedMakesInactive &&
        (settings.offerTemplateId !== null || !settings.givesWithoutAsking) && (
          <WholeField
            label="Inactive for"
            description="Then requests come again by themselves. Empty: until it is taken back."
            suffix=" minutes"
            field="inactiveMinutes"
            value={settings.inactiveMinutes}
            isOptional
            fault={fault}
            onSet={onSet}
          />
        )}
    </SettingsGroup>
  );
}

type ProfileChoiceProps = Pick<StreamFieldsProps, 'settings' | 'fault' | 'onSet'> & {
  profiles: readonly CapacityProfile[];
};

/** Of what a conversation takes one, where the house goes by profiles. */
function ProfileChoice({ settings, fault, onSet, profiles }: ProfileChoiceProps) {
  return (
    <MultiSelect
      label="Capacity profiles"
      description="A conversation takes one of each, and there must be room in all. None: agents get as much as comes."
      data={profiles.map(({ id, name, itemLimit }) => ({
        value: id,
        label: `${name}, at most ${itemLimit}`,
      }))}
      value={settings.capacityProfileIds.filter((id) => profiles.some((one) => one.id === id))}
      error={fault('capacityProfileIds')}
      onChange={(ids) =>
        onSet({ capacityProfileIds: profiles.map(({ id }) => id).filter((id) => ids.includes(id)) })
      }
    />
  );
}

/** How its requests look; a template has the words over how long they run and what can be answered. */
function TemplateChoice({ settings, fault, onSet }: Pick<StreamFieldsProps, 'settings' | 'fault' | 'onSet'>) {
  const templates = useQuery(offerTemplatesQuery).data ?? [];
  const chosen = templates.find(({ id }) => id === settings.offerTemplateId);
  return (
    <Select
      label="Template of requests"
      description={
        chosen ? (
          <>
            The template says how long a request runs and what can be answered:{' '}
            <Link className="link" href={screenPaths.offerTemplates(chosen.id)}>
              look at {chosen.name}
            </Link>
            .
          </>
        ) : (
          'How a request looks to agents. Without one, as below.'
        )
      }
      placeholder="None: the usual look"
      clearable
      clearButtonProps={{ 'aria-label': 'The usual look' }}
      data={templates.map(({ id, name }) => ({ value: id, label: name }))}
      value={chosen?.id ?? null}
      error={fault('offerTemplateId')}
      onChange={(id) => onSet({ offerTemplateId: id === null ? null : offerTemplateId.parse(id) })}
    />
  );
}

function LifeFields({ settings, fault, onSet, isPush }: GroupProps) {
  return (
    <SettingsGroup title="Life">
      <WholeField
        label="Close what is parked after"
        description="Without anything happening. Empty: as each page says."
        suffix=" hours"
        field="autoCloseHours"
        value={settings.autoCloseHours}
        isOptional
        fault={fault}
        onSet={onSet}
      />
      <Switch
        label="Back to the same agent"
        description="What was parked goes back to its agent when the customer writes, whatever they have in hand."
        checked={settings.keepsAgent}
        onChange={(event) => onSet({ keepsAgent: event.currentTarget.checked })}
      />
      {isPush && (
        <>
          <Switch
            label="The last agent first"
            description="A new conversation is offered first to whoever served this customer last."
            checked={settings.prefersPreviousAgent}
            onChange={(event) => onSet({ prefersPreviousAgent: event.currentTarget.checked })}
          />
          {settings.prefersPreviousAgent && (
            <WholeField
              label="Wait for them at most"
              description="When they cannot take it just then."
              suffix=" minutes"
              field="waitsForAgentMinutes"
              value={settings.waitsForAgentMinutes}
              fault={fault}
              onSet={onSet}
            />
          )}
          <WholeField
            label="Do not offer what waits for longer than"
            description="It can still be picked. Empty: however old."
            suffix=" hours"
            field="maxAgeHours"
            value={settings.maxAgeHours}
            isOptional
            fault={fault}
            onSet={onSet}
          />
        </>
      )}
      <WholeField
        label="Give back what a lost desk had after"
        description="When an agent’s browser is gone. Empty: it stays theirs."
        suffix=" seconds"
        field="lostAgentSeconds"
        value={settings.lostAgentSeconds}
        isOptional
        fault={fault}
        onSet={onSet}
      />
    </SettingsGroup>
  );
}

function SkillFields({ settings, fault, onSet }: StreamFieldsProps) {
  const skills = useQuery(skillsQuery).data ?? [];
  const [name, setName] = useState('');
  const create = useCreateSkill(({ id }) => {
    setName('');
    onSet({ requiredSkillIds: [...settings.requiredSkillIds, id] });
  });
  const field = (id: 'requiredSkillIds' | 'preferredSkillIds', label: string, description: string) => (
    <MultiSelect
      label={label}
      description={description}
      data={skills.map((skill) => ({ value: skill.id, label: skill.name }))}
      value={settings[id].filter((one) => skills.some((skill) => skill.id === one))}
      error={fault(id)}
      searchable
      onChange={(ids) => onSet({ [id]: ids.map((one) => skillId.parse(one)) })}
    />
  );
  return (
    <SettingsGroup title="Skills">
      {field('requiredSkillIds', 'Required skills', 'Whoever lacks one of them is not offered it.')}
      {field('preferredSkillIds', 'Preferred skills', 'Whoever has more of them comes first.')}
      <div className={styles.adding}>
        <TextInput
          label="A new skill"
          placeholder="wood"
          maxLength={80}
          value={name}
          error={create.error?.message}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button
          disabled={name.trim() === ''}
          busy={create.isPending}
          onClick={() => create.mutate(name.trim())}
        >
          Add and require it
        </Button>
      </div>
    </SettingsGroup>
  );
}

function VariableFields({ settings, fault, onSet }: StreamFieldsProps) {
  const { variables } = settings;
  const put = (index: number, fields: Partial<(typeof variables)[number]>) =>
    onSet({ variables: variables.map((one, at) => (at === index ? { ...one, ...fields } : one)) });
  return (
    <SettingsGroup
      title="Context variables"
      lead="Words that routing rules may ask for. They come from a link or an ad, as m.me/page?ref=vip=1, from the payload of a button, and from the questions before a chat."
    >
      {fault('variables') && <p className="text-danger">{fault('variables')}</p>}
      <ul className={styles.variables}>
        {variables.map((variable, index) => (
          // A variable has no other name than the one that is being written.
          <li key={index} className={styles.variable}>
            <TextInput
              aria-label={`Name of variable ${index + 1}`}
              placeholder="vip"
              maxLength={200}
              value={variable.name}
              onChange={(event) => put(index, { name: event.currentTarget.value })}
            />
            <Select
              aria-label={`Type of variable ${index + 1}`}
              data={[
                { value: 'text', label: 'Text' },
                { value: 'number', label: 'Number' },
              ]}
              value={variable.type}
              allowDeselect={false}
              onChange={(type) => put(index, { type: type === 'number' ? 'number' : 'text' })}
            />
            <IconButton
              size="medium"
              label={`Remove the variable ${variable.name || index + 1}`}
              icon={<IconTrash size={iconSizes.control} stroke={iconStroke} aria-hidden="true" />}
              onClick={() => onSet({ variables: variables.filter((_, at) => at !== index) })}
            />
          </li>
        ))}
      </ul>
      <div>
        <Button
          size="small"
          icon={<IconPlus size={iconSizes.control} stroke={iconStroke} aria-hidden="true" />}
          onClick={() => onSet({ variables: [...variables, { name: '', type: 'text' }] })}
        >
          Add a variable
        </Button>
      </div>
    </SettingsGroup>
  );
}

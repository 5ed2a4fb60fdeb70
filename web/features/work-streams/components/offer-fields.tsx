import { Select, Switch } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { offerTemplateId } from '../../../../contract/ids.ts';
import { offerTemplatesQuery } from '../../../lib/desk-queries.ts';
import { screenPaths } from '../../../lib/screen-paths.ts';
import { Link } from '../../../ui/link.tsx';
import { SettingsGroup } from '../../../ui/settings-group.tsx';
import type { StreamGroupProps } from './stream-group.ts';
import { WholeField } from './whole-field.tsx';

/** How agents are asked, and what becomes of a request that nobody answers. */
export function OfferFields({ settings, fault, onSet }: StreamGroupProps) {
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

/** How its requests look; a template has the words over how long they run and what can be answered. */
function TemplateChoice({ settings, fault, onSet }: StreamGroupProps) {
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

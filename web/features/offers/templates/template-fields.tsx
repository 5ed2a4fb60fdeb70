import { NumberInput, Switch, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import {
  offerIcon,
  offerPlaceholders,
  offerTheme,
  type OfferIcon,
  type OfferTemplateBody,
  type OfferTheme,
} from '../../../../contract/offer-templates.ts';
import { Button } from '../../../ui/button.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { iconSizes, iconStroke } from '../../../ui/icon-sizes.ts';
import { SettingsGroup } from '../../../ui/settings-group.tsx';
import { offerIcons } from '../offer-icons.ts';
import styles from './templates.module.css';

type TemplateFieldsProps = {
  name: string;
  body: OfferTemplateBody;
  fault: (path: string) => string | undefined;
  onName: (name: string) => void;
  onSet: (fields: Partial<OfferTemplateBody>) => void;
};

const themeWords: Readonly<Record<OfferTheme, string>> = {
  accent: 'As the desk',
  info: 'Blue',
  success: 'Green',
  warning: 'Ochre',
  danger: 'Red',
  neutral: 'Grey',
};
const iconWords: Readonly<Record<OfferIcon, string>> = {
  message: 'Message',
  bell: 'Bell',
  bolt: 'Bolt',
  star: 'Star',
  heart: 'Heart',
  cart: 'Cart',
  headset: 'Headset',
  alert: 'Alert',
};

/** Every field of a template; what does nothing without buttons is not shown. */
export function TemplateFields(props: TemplateFieldsProps) {
  const { name, fault, onName } = props;
  return (
    <>
      <SettingsGroup title="Template">
        <TextInput
          label="Name"
          maxLength={80}
          value={name}
          error={fault('name')}
          onChange={(event) => onName(event.currentTarget.value)}
        />
      </SettingsGroup>
      <LookFields {...props} />
      <ToldFields {...props} />
      <AnswerFields {...props} />
    </>
  );
}

function LookFields({ body, fault, onSet }: TemplateFieldsProps) {
  return (
    <SettingsGroup title="Look">
      <TextInput
        label="Title"
        description="Over the request, and in the notice outside of the tab. Empty: none."
        maxLength={120}
        value={body.title}
        error={fault('title')}
        onChange={(event) => onSet({ title: event.currentTarget.value })}
      />
      <Choices
        legend="Colour"
        name="theme"
        values={offerTheme.options}
        value={body.theme}
        Draw={ThemeMark}
        onChange={(theme) => onSet({ theme })}
      />
      <Choices
        legend="Picture"
        name="icon"
        values={[null, ...offerIcon.options]}
        value={body.icon}
        Draw={IconMark}
        onChange={(icon) => onSet({ icon })}
      />
    </SettingsGroup>
  );
}

function ThemeMark({ value }: { value: OfferTheme }) {
  return (
    <>
      <span className={styles.swatch} data-theme={value} aria-hidden="true" />
      {themeWords[value]}
    </>
  );
}

function IconMark({ value }: { value: OfferIcon | null }) {
  if (value === null) return 'None';
  const Icon = offerIcons[value];
  return (
    <>
      <Icon size={iconSizes.control} stroke={iconStroke} aria-hidden="true" />
      {iconWords[value]}
    </>
  );
}

function ToldFields({ body, fault, onSet }: TemplateFieldsProps) {
  const { fields } = body;
  const put = (index: number, some: Partial<(typeof fields)[number]>) =>
    onSet({ fields: fields.map((one, at) => (at === index ? { ...one, ...some } : one)) });
  return (
    <SettingsGroup
      title="What it tells"
      lead="Beside the last message and what every request shows. A field of which nothing is known is left out."
    >
      <ul className={styles.rows}>
        {fields.map((field, index) => (
          // A field has no other name than the one that is being written.
          <li key={index} className={styles.row}>
            <TextInput
              aria-label={`Label of field ${index + 1}`}
              placeholder="Order"
              maxLength={40}
              value={field.label}
              error={fault(`fields.${index}.label`)}
              onChange={(event) => put(index, { label: event.currentTarget.value })}
            />
            <TextInput
              aria-label={`Text of field ${index + 1}`}
              placeholder="{Variable:order}"
              maxLength={200}
              value={field.text}
              error={fault(`fields.${index}.text`)}
              onChange={(event) => put(index, { text: event.currentTarget.value })}
            />
            <IconButton
              label={`Remove the field ${field.label || index + 1}`}
              icon={<IconTrash size={iconSizes.control} stroke={iconStroke} aria-hidden="true" />}
              onClick={() => onSet({ fields: fields.toSpliced(index, 1) })}
            />
          </li>
        ))}
      </ul>
      {fields.length < 8 && (
        <div>
          <Button
            size="small"
            icon={<IconPlus size={iconSizes.control} stroke={iconStroke} aria-hidden="true" />}
            onClick={() => onSet({ fields: [...fields, { label: '', text: '' }] })}
          >
            Add a field
          </Button>
        </div>
      )}
      <p className={styles.words}>
        {Object.entries(offerPlaceholders).map(([word, meaning]) => (
          <span key={word}>
            <code>{`{${word}}`}</code> {meaning}
          </span>
        ))}
        <span>
          <code>{'{Variable:name}'}</code> a context variable, or an answer to a first question
        </span>
      </p>
    </SettingsGroup>
  );
}

function AnswerFields({ body, fault, onSet }: TemplateFieldsProps) {
  const tick = (
    field: 'givesWithoutAsking' | 'showsCountdown' | 'canReject',
    label: string,
    description: string,
  ) => (
    <Switch
      label={label}
      description={description}
      checked={body[field]}
      onChange={(event) => onSet({ [field]: event.currentTarget.checked })}
    />
  );
  return (
    <SettingsGroup title="Answer">
      {tick(
        'givesWithoutAsking',
        'Give without asking',
        'It is theirs at once, without Accept and Reject, and this request tells them so. Where all are asked at once, they are asked none the less.',
      )}
      <NumberInput
        label={body.givesWithoutAsking ? 'How long it tells them' : 'Time to answer'}
        description="1 to 600 seconds."
        suffix=" seconds"
        hideControls
        allowDecimal={false}
        allowNegative={false}
        value={body.seconds}
        error={fault('seconds')}
        onChange={(seconds) => onSet({ seconds: Number(seconds) || 0 })}
      />
      {tick('showsCountdown', 'Show the countdown', 'Agents see how much of that time is left.')}
      {!body.givesWithoutAsking && (
        <>
          {tick('canReject', 'Agents may reject', 'It goes to the next one; nothing is closed by that.')}
          <div className={styles.pair}>
            <TextInput
              label="Button to accept"
              maxLength={24}
              value={body.acceptText}
              error={fault('acceptText')}
              onChange={(event) => onSet({ acceptText: event.currentTarget.value })}
            />
            {body.canReject && (
              <TextInput
                label="Button to reject"
                maxLength={24}
                value={body.rejectText}
                error={fault('rejectText')}
                onChange={(event) => onSet({ rejectText: event.currentTarget.value })}
              />
            )}
          </div>
        </>
      )}
    </SettingsGroup>
  );
}

type ChoicesProps<Value> = {
  legend: string;
  name: string;
  values: readonly Value[];
  value: Value;
  Draw: (props: { value: Value }) => ReactNode;
  onChange: (value: Value) => void;
};

/** A few things to choose one of, all in sight. */
function Choices<Value extends string | null>(props: ChoicesProps<Value>) {
  const { legend, name, values, value, Draw, onChange } = props;
  return (
    <fieldset>
      <legend className={styles.legend}>{legend}</legend>
      <div className={styles.choices}>
        {values.map((one) => (
          <label key={one ?? 'none'} className={styles.choice}>
            <input
              type="radio"
              name={name}
              className="sr"
              checked={value === one}
              onChange={() => onChange(one)}
            />
            <Draw value={one} />
          </label>
        ))}
      </div>
    </fieldset>
  );
}

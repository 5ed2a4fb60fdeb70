import { Select, Textarea, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import {
  templateLimits,
  type MessageTemplate,
  type TemplateButton,
  type TemplateCard,
} from '../../../../contract/templates.ts';
import { Button } from '../../../ui/button.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { iconStroke } from '../../../ui/icon-sizes.ts';
import { emptyButton, emptyCard, switchButton, switchTemplate, type TemplateKind } from '../reply-draft.ts';
import styles from '../saved-replies.module.css';

type Fault = (field: string) => string | undefined;
type TemplateEditorProps = {
  template: MessageTemplate | null;
  /** What is wrong with a field of it; the empty name is the template itself. */
  fault: Fault;
  onChange: (template: MessageTemplate | null) => void;
};

const kinds: { value: TemplateKind; label: string }[] = [
  { value: 'none', label: 'Nothing' },
  { value: 'buttons', label: 'A text with buttons that stay' },
  { value: 'cards', label: 'Cards' },
  { value: 'media', label: 'Buttons under the attached picture or film' },
];

/** What Messenger draws by itself behind the text. */
export function TemplateEditor({ template, fault, onChange }: TemplateEditorProps) {
  return (
    <>
      <Select
        label="Then"
        data={kinds}
        value={template?.kind ?? 'none'}
        error={fault('')}
        allowDeselect={false}
        onChange={(kind) => onChange(switchTemplate(template, (kind ?? 'none') as TemplateKind))}
      />
      {template?.kind === 'buttons' && (
        <div className={styles.sheet}>
          <Textarea
            label="Text above the buttons"
            autosize
            minRows={2}
            maxLength={templateLimits.text}
            value={template.text}
            error={fault('text')}
            onChange={(event) => onChange({ ...template, text: event.currentTarget.value })}
          />
          <Buttons
            buttons={template.buttons}
            fault={fault}
            onChange={(buttons) => onChange({ ...template, buttons })}
          />
        </div>
      )}
      {template?.kind === 'media' && (
        <div className={styles.sheet}>
          <Buttons
            buttons={template.buttons}
            fault={fault}
            onChange={(buttons) => onChange({ ...template, buttons })}
          />
        </div>
      )}
      {template?.kind === 'cards' && (
        <Cards cards={template.cards} fault={fault} onChange={(cards) => onChange({ ...template, cards })} />
      )}
    </>
  );
}

type CardsProps = {
  cards: readonly TemplateCard[];
  fault: Fault;
  onChange: (cards: TemplateCard[]) => void;
};

function Cards({ cards, fault, onChange }: CardsProps) {
  const set = (at: number, change: Partial<TemplateCard>) =>
    onChange(cards.map((card, index) => (index === at ? { ...card, ...change } : card)));
  return (
    <>
      {cards.map((card, at) => (
        <fieldset key={at} className={styles.sheet}>
          <legend className={styles.legend}>Card {at + 1}</legend>
          <CardFields
            card={card}
            fault={(field) => fault(`cards.${at}${field === '' ? '' : `.${field}`}`)}
            onChange={(change) => set(at, change)}
          />
          {cards.length > 1 && (
            <div>
              <Button
                size="small"
                kind="quiet"
                onClick={() => onChange(cards.filter((_, index) => index !== at))}
              >
                Remove card {at + 1}
              </Button>
            </div>
          )}
        </fieldset>
      ))}
      {cards.length < templateLimits.cards && (
        <div>
          <Button
            size="small"
            icon={<IconPlus size={14} stroke={iconStroke} />}
            onClick={() => onChange([...cards, emptyCard()])}
          >
            Add a card
          </Button>
        </div>
      )}
    </>
  );
}

type CardFieldsProps = {
  card: TemplateCard;
  fault: Fault;
  onChange: (change: Partial<TemplateCard>) => void;
};

function CardFields({ card, fault, onChange }: CardFieldsProps) {
  const optional = (text: string) => (text.trim() === '' ? undefined : text);
  return (
    <>
      <TextInput
        label="Title"
        maxLength={templateLimits.cardTitle}
        value={card.title}
        error={fault('title') ?? fault('')}
        onChange={(event) => onChange({ title: event.currentTarget.value })}
      />
      <TextInput
        label="Subtitle"
        maxLength={templateLimits.cardSubtitle}
        value={card.subtitle ?? ''}
        error={fault('subtitle')}
        onChange={(event) => onChange({ subtitle: optional(event.currentTarget.value) })}
      />
      <div className={styles.pair}>
        <TextInput
          label="Picture"
          description="A public address; Facebook fetches it."
          placeholder="https://"
          value={card.imageUrl ?? ''}
          error={fault('imageUrl')}
          onChange={(event) => onChange({ imageUrl: optional(event.currentTarget.value) })}
        />
        <TextInput
          label="Link"
          description="Where a tap on the card leads."
          placeholder="https://"
          value={card.link ?? ''}
          error={fault('link')}
          onChange={(event) => onChange({ link: optional(event.currentTarget.value) })}
        />
      </div>
      <Buttons buttons={card.buttons} fault={fault} onChange={(buttons) => onChange({ buttons })} />
    </>
  );
}

const buttonKinds: { value: TemplateButton['type']; label: string }[] = [
  { value: 'postback', label: 'Answers' },
  { value: 'link', label: 'Opens' },
  { value: 'call', label: 'Calls' },
];

type ButtonsProps = {
  buttons: readonly TemplateButton[];
  fault: Fault;
  onChange: (buttons: TemplateButton[]) => void;
};

function Buttons({ buttons, fault, onChange }: ButtonsProps) {
  const set = (at: number, button: TemplateButton) =>
    onChange(buttons.map((each, index) => (index === at ? button : each)));
  return (
    <>
      {buttons.map((button, at) => (
        <div key={at} className={styles.row}>
          <Select
            aria-label={`What button ${at + 1} does`}
            data={buttonKinds}
            value={button.type}
            allowDeselect={false}
            onChange={(type) => set(at, switchButton(button, (type ?? 'postback') as TemplateButton['type']))}
          />
          <TextInput
            aria-label={`Title of button ${at + 1}`}
            placeholder="Title"
            maxLength={templateLimits.buttonTitle}
            value={button.title}
            error={fault(`buttons.${at}.title`)}
            onChange={(event) => set(at, { ...button, title: event.currentTarget.value })}
          />
          <Target button={button} at={at} fault={fault} onChange={(changed) => set(at, changed)} />
          <IconButton
            size="small"
            label={`Remove button ${at + 1}`}
            icon={<IconX size={14} stroke={iconStroke} aria-hidden="true" />}
            onClick={() => onChange(buttons.filter((_, index) => index !== at))}
          />
        </div>
      ))}
      {fault('buttons') && (
        <p className="small text-danger" role="alert">
          {fault('buttons')}
        </p>
      )}
      {buttons.length < templateLimits.buttons && (
        <div>
          <Button
            size="small"
            icon={<IconPlus size={14} stroke={iconStroke} />}
            onClick={() => onChange([...buttons, emptyButton()])}
          >
            Add a button
          </Button>
        </div>
      )}
    </>
  );
}

type TargetProps = {
  button: TemplateButton;
  at: number;
  fault: Fault;
  onChange: (button: TemplateButton) => void;
};

/** Where it leads, what it answers with, or whom it calls. */
function Target({ button, at, fault, onChange }: TargetProps) {
  switch (button.type) {
    case 'link':
      return (
        <TextInput
          aria-label={`Address of button ${at + 1}`}
          placeholder="https://"
          value={button.url}
          error={fault(`buttons.${at}.url`)}
          onChange={(event) => onChange({ ...button, url: event.currentTarget.value })}
        />
      );
    case 'call':
      return (
        <TextInput
          aria-label={`Number of button ${at + 1}`}
          placeholder="+49…"
          inputMode="tel"
          value={button.phone}
          error={fault(`buttons.${at}.phone`)}
          onChange={(event) => onChange({ ...button, phone: event.currentTarget.value })}
        />
      );
    case 'postback':
      return (
        <TextInput
          aria-label={`What button ${at + 1} answers with`}
          placeholder="What comes back"
          value={button.payload}
          error={fault(`buttons.${at}.payload`)}
          onChange={(event) => onChange({ ...button, payload: event.currentTarget.value })}
        />
      );
  }
}

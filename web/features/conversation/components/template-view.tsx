import { IconClipboardCheck, IconCornerUpLeft, IconExternalLink, IconPhone } from '@tabler/icons-react';
import { useState } from 'react';
import type {
  FeedbackForm,
  ShownTemplate,
  TemplateButton,
  TemplateCard,
} from '../../../../contract/templates.ts';
import { iconStroke } from '../../../ui/icon-sizes.ts';
import { hostOf, toSafeHref } from '../timeline/rich-text.ts';
import styles from './template-view.module.css';

/** What Messenger draws by itself, as the customer sees it; what they tap does nothing here. */
export function TemplateView({ template }: { template: ShownTemplate }) {
  switch (template.kind) {
    case 'buttons':
      return (
        <div className={styles.sheet}>
          <p className={styles.text}>{template.text}</p>
          <Buttons buttons={template.buttons} />
        </div>
      );
    case 'cards':
      return (
        <ul className={styles.cards} aria-label={`${template.cards.length} cards`}>
          {template.cards.map((card, index) => (
            <li key={index} className={styles.sheet}>
              <Card card={card} />
            </li>
          ))}
        </ul>
      );
    case 'form':
      return <Form form={template} />;
    case 'media':
      return template.buttons.length === 0 ? null : (
        <div className={styles.sheet}>
          <Buttons buttons={template.buttons} />
        </div>
      );
  }
}

/** A survey's form: what its button opens stands below it. */
function Form({ form }: { form: FeedbackForm }) {
  const { title, subtitle, button, question, followUp, days } = form;
  return (
    <div className={styles.sheet}>
      <div className={styles.words}>
        <p className={styles.title}>{title}</p>
        <p className={styles.subtitle}>{subtitle}</p>
        <p className={styles.asks}>
          {question.text}
          <span className={styles.subtitle}> {marks[question.type]}</span>
        </p>
        {followUp !== null && <p className={styles.subtitle}>{followUp}</p>}
      </div>
      <ul className={styles.buttons} aria-label="Buttons that were sent">
        <li title={`Takes an answer for ${days === 1 ? '1 day' : `${days} days`}`}>
          <IconClipboardCheck size={14} stroke={iconStroke} aria-hidden="true" />
          {button}
        </li>
      </ul>
    </div>
  );
}

const marks: Record<FeedbackForm['question']['type'], string> = {
  stars: '1–5',
  likely: '0–10',
  text: 'own words',
};

function Card({ card }: { card: TemplateCard }) {
  const href = card.link === undefined ? null : toSafeHref(card.link);
  return (
    <>
      {card.imageUrl !== undefined && <Picture url={card.imageUrl} />}
      <div className={styles.words}>
        <p className={styles.title}>{card.title}</p>
        {card.subtitle && <p className={styles.subtitle}>{card.subtitle}</p>}
        {href !== null && (
          <a className={styles.link} href={href} target="_blank" rel="noreferrer noopener">
            {hostOf(href)}
          </a>
        )}
      </div>
      <Buttons buttons={card.buttons} />
    </>
  );
}

/** Fetched only when somebody asks: looking at a conversation tells no other server about it. */
function Picture({ url }: { url: string }) {
  const [shown, setShown] = useState(false);
  if (shown) return <img className={styles.picture} src={url} alt="" referrerPolicy="no-referrer" />;
  return (
    <button type="button" className={styles.picture} onClick={() => setShown(true)}>
      Show the picture from {hostOf(url)}
    </button>
  );
}

function Buttons({ buttons }: { buttons: readonly TemplateButton[] }) {
  if (buttons.length === 0) return null;
  return (
    <ul className={styles.buttons} aria-label="Buttons that were sent">
      {buttons.map((button, index) => (
        <li key={index} title={titleOf(button)}>
          <Sign button={button} />
          {button.title}
        </li>
      ))}
    </ul>
  );
}

function titleOf(button: TemplateButton): string {
  switch (button.type) {
    case 'link':
      return button.url;
    case 'call':
      return button.phone;
    case 'postback':
      return `Answers with ${button.payload}`;
  }
}

function Sign({ button }: { button: TemplateButton }) {
  const icon = { size: 14, stroke: iconStroke, 'aria-hidden': true } as const;
  switch (button.type) {
    case 'link':
      return <IconExternalLink {...icon} />;
    case 'call':
      return <IconPhone {...icon} />;
    case 'postback':
      return <IconCornerUpLeft {...icon} />;
  }
}

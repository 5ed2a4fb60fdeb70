import { useState, type FormEvent } from 'react';
import type { Attachment, ThreadMessage } from './types.ts';

interface TemplateProps {
  attachment: Attachment;
  message: ThreadMessage;
  act(what: string, body: unknown): void;
}

type Fields = Record<string, unknown>;

/** What Meta's templates look like on a phone; their buttons work. */
export function TemplateView({ attachment, message, act }: TemplateProps) {
  const template = fieldsOf(attachment.payload);
  const elements = listOf(template['elements']).map(fieldsOf);
  switch (template['template_type']) {
    case 'generic':
      return (
        <div className="carousel" tabIndex={0} role="group" aria-label="Cards">
          {elements.map((element, at) => (
            <Card key={at} element={element} mid={message.mid} act={act} />
          ))}
        </div>
      );
    case 'media': {
      const { url, buttons } = elements[0] ?? {};
      const source = attachment.mediaUrl ?? wordOf(url);
      return (
        <div className="template">
          {source ? <img className="card-picture" src={source} alt="Media" /> : <p>A film or picture</p>}
          <Buttons buttons={buttons} mid={message.mid} act={act} />
        </div>
      );
    }
    case 'button':
      return (
        <div className="template">
          <p>{wordOf(template['text'])}</p>
          <Buttons buttons={template['buttons']} mid={message.mid} act={act} />
        </div>
      );
    case 'receipt':
      return <Receipt template={template} elements={elements} />;
    case 'coupon':
      return <Coupon template={template} message={message} act={act} />;
    case 'customer_feedback':
      return <Feedback template={template} message={message} act={act} />;
    case 'image_grid':
      return (
        <div className="template">
          <div className="grid">
            {listOf(elements[0]?.['images']).map((image, at) => (
              <img key={at} src={wordOf(fieldsOf(image)['url'])} alt={`No. ${at + 1}`} />
            ))}
          </div>
          <p className="strong">{wordOf(elements[0]?.['title'])}</p>
        </div>
      );
    default:
      return <p className="bubble">A template of the kind {wordOf(template['template_type'])}</p>;
  }
}

function Card({ element, mid, act }: { element: Fields; mid: string; act: TemplateProps['act'] }) {
  const picture = wordOf(element['image_url']);
  return (
    <div className="template">
      {picture && <img className="card-picture" src={picture} alt="" />}
      <p className="strong">{wordOf(element['title'])}</p>
      {element['subtitle'] !== undefined && <p className="quiet">{wordOf(element['subtitle'])}</p>}
      <Buttons buttons={element['buttons']} mid={mid} act={act} />
    </div>
  );
}

function Buttons({ buttons, mid, act }: { buttons: unknown; mid: string; act: TemplateProps['act'] }) {
  return (
    <>
      {listOf(buttons).map((item, at) => {
        const { type, title, payload, url } = fieldsOf(item);
        const words = wordOf(title) || wordOf(type).replaceAll('_', ' ');
        if (type === 'web_url')
          return (
            <a key={at} className="button" href={wordOf(url)} target="_blank" rel="noreferrer noopener">
              {words}
            </a>
          );
        return (
          <button
            key={at}
            type="button"
            className="button"
            disabled={type !== 'postback'}
            onClick={() => act('postback', { title: words, payload: wordOf(payload), mid })}
          >
            {words}
          </button>
        );
      })}
    </>
  );
}

function Receipt({ template, elements }: { template: Fields; elements: Fields[] }) {
  const currency = wordOf(template['currency']);
  const total = fieldsOf(template['summary'])['total_cost'];
  return (
    <div className="template">
      <p className="strong">Order {wordOf(template['order_number'])}</p>
      <p className="quiet">
        {wordOf(template['recipient_name'])}, {wordOf(template['payment_method'])}
      </p>
      {elements.map((element, at) => (
        <p key={at} className="receipt-line">
          <span>
            {wordOf(element['quantity']) || '1'} × {wordOf(element['title'])}
          </span>
          <span>
            {wordOf(element['price'])} {currency}
          </span>
        </p>
      ))}
      <p className="receipt-line strong">
        <span>Total</span>
        <span>
          {wordOf(total)} {currency}
        </span>
      </p>
    </div>
  );
}

function Coupon({ template, message, act }: { template: Fields } & Omit<TemplateProps, 'attachment'>) {
  return (
    <div className="template">
      <p className="strong">{wordOf(template['title'])}</p>
      {template['subtitle'] !== undefined && <p className="quiet">{wordOf(template['subtitle'])}</p>}
      {message.answer === undefined ? (
        <button type="button" className="button" onClick={() => act('coupon', { mid: message.mid })}>
          Take the coupon
        </button>
      ) : (
        <p className="code">{wordOf(template['coupon_code']) || wordOf(template['coupon_url'])}</p>
      )}
    </div>
  );
}

const scales: Record<string, number[]> = {
  csat: [1, 2, 3, 4, 5],
  nps: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
  ces: [1, 2, 3, 4, 5, 6, 7],
};

function Feedback({ template, message, act }: { template: Fields } & Omit<TemplateProps, 'attachment'>) {
  const [words, setWords] = useState('');
  const screen = fieldsOf(listOf(template['feedback_screens'])[0]);
  const question = fieldsOf(listOf(screen['questions'])[0]);
  const marks = scales[wordOf(question['type'])] ?? [];
  const answer = (value: string) =>
    act('feedback', {
      mid: message.mid,
      answer: value,
      ...(marks.length > 0 && words.trim() !== '' && { followUp: words }),
    });
  const write = (event: FormEvent) => {
    event.preventDefault();
    if (words.trim() !== '') answer(words);
  };
  return (
    <div className="template">
      <p className="strong">{wordOf(template['title'])}</p>
      <p className="quiet">{wordOf(question['title']) || wordOf(template['subtitle'])}</p>
      {message.answer !== undefined ? (
        <p>Answered: {message.answer}</p>
      ) : (
        <form onSubmit={write} className="feedback">
          <input
            className="write"
            value={words}
            onChange={(event) => setWords(event.target.value)}
            placeholder="In your words"
            aria-label="In your words"
          />
          {marks.length === 0 ? (
            <button type="submit" className="button">
              {wordOf(template['button_title'])}
            </button>
          ) : (
            <div className="marks" role="group" aria-label="Your mark">
              {marks.map((mark) => (
                <button key={mark} type="button" className="button" onClick={() => answer(String(mark))}>
                  {mark}
                </button>
              ))}
            </div>
          )}
        </form>
      )}
    </div>
  );
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function wordOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

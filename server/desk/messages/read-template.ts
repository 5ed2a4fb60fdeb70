import { messageTemplate, type MessageTemplate } from '../../../contract/templates.ts';

type Fields = Record<string, unknown>;

/**
 * A template as Meta tells it back, in the form that we draw: what was sent by another app looks as it does in
 * Messenger. Null for kinds that we do not draw.
 */
export function readTemplate(payload: unknown): MessageTemplate | null {
  const fields = fieldsOf(payload);
  const read = messageTemplate.safeParse(drawn(fields));
  return read.success ? read.data : null;
}

function drawn(fields: Fields): unknown {
  const elements = listOf(fields['elements']).map(fieldsOf);
  switch (fields['template_type']) {
    case 'button':
      return { kind: 'buttons', text: fields['text'], buttons: buttonsOf(fields['buttons']) };
    case 'generic':
      return { kind: 'cards', cards: elements.map(cardOf) };
    default:
      return null;
  }
}

function cardOf(element: Fields) {
  const subtitle = textOf(element['subtitle']);
  const imageUrl = textOf(element['image_url']);
  const link = textOf(fieldsOf(element['default_action'])['url']) ?? textOf(element['item_url']);
  return {
    title: element['title'],
    ...(subtitle === null ? {} : { subtitle }),
    ...(imageUrl === null ? {} : { imageUrl }),
    ...(link === null ? {} : { link }),
    buttons: buttonsOf(element['buttons']),
  };
}

/** Buttons of other kinds (payments, games, log-in) are left out. */
function buttonsOf(value: unknown): unknown[] {
  return listOf(value).flatMap((each): unknown[] => {
    const { type, title, url, payload } = fieldsOf(each);
    switch (type) {
      case 'web_url':
        return [{ type: 'link', title, url }];
      case 'postback':
        return [{ type: 'postback', title, payload: payload ?? title }];
      case 'phone_number':
        return [{ type: 'call', title, phone: payload }];
      default:
        return [];
    }
  });
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
